using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Hub.Benchmarks;

/// <summary>The page of results of one kind of machine, to be committed; what is claimed about speed links to it.</summary>
static partial class ResultPage
{
    public static async Task<string> WriteAsync(Place place, IReadOnlyList<Figure> figures, CancellationToken cancel)
    {
        string cpu = Cpu();
        int cores = Environment.ProcessorCount;
        string path = Path.Combine(Directory.CreateDirectory(place.Results).FullName, FormattableString.Invariant($"{Slug().Replace(cpu.ToLowerInvariant(), "-").Trim('-')}-{cores}.md"));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {cpu}, {cores} cores\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd}, commit {await FirstLineAsync("git", ["-C", place.Root, "rev-parse", "--short", "HEAD"], cancel)}. ");
        text.Append(CultureInfo.InvariantCulture, $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0.0} GB of memory, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, ");
        text.Append(CultureInfo.InvariantCulture, $"SQLite {(await FirstLineAsync("sqlite3", ["--version"], cancel)).Split(' ')[0]}, {await FirstLineAsync("gzip", ["--version"], cancel)}. ");
        text.Append(CultureInfo.InvariantCulture, $"Load average after the run (1, 5, 15 minutes): {string.Join(", ", (await File.ReadAllTextAsync("/proc/loadavg", cancel)).Split(' ').Take(3))}.\n\n");
        text.Append("Whole processes, start-up included, in pairs one after the other; each side as min / median / max, the ratio as the median of the pairs. ");
        text.Append("Files are those of `Hub.Benchmarks generate`. Made by `dotnet run -c Release --project tests/Hub.Benchmarks -- run`.\n\n");
        text.Append("| figure | unit | hub | other | ratio | limit | |\n|---|---|---|---|---|---|---|\n");
        foreach (Figure figure in figures) text.Append(figure.ToRow()).Append('\n');
        await File.WriteAllTextAsync(path, text.ToString(), cancel);
        return path;
    }

    static string Cpu() => File.ReadLines("/proc/cpuinfo").Where(l => l.StartsWith("model name", StringComparison.Ordinal)).Select(l => l[(l.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()).FirstOrDefault()
        ?? RuntimeInformation.ProcessArchitecture.ToString();

    static async Task<string> FirstLineAsync(string program, string[] arguments, CancellationToken cancel) =>
        (await Measured.RunAsync(program, arguments, [0, 128], cancel)).Output.Split('\n')[0].Trim();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Slug();
}
