using System.Diagnostics;
using System.Globalization;

namespace Hub.Benchmarks;

/// <summary>A process that ran to its end.</summary>
/// <param name="PeakBytes">Largest resident set, as the kernel kept it (VmHWM), read until shortly before the end.</param>
sealed record Measured(double Seconds, long PeakBytes, int ExitCode, string Output)
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <param name="allowed">Exit codes that are no failure.</param>
    public static async Task<Measured> RunAsync(string program, string[] arguments, int[] allowed, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var watch = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancel), error = process.StandardError.ReadToEndAsync(cancel);
        long peak = 0;
        while (!process.WaitForExit(Look)) peak = Math.Max(peak, PeakOf(process.Id));
        double seconds = watch.Elapsed.TotalSeconds;
        if (!allowed.Contains(process.ExitCode)) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await error}");
        return new Measured(seconds, peak, process.ExitCode, await output);
    }

    public static long PeakOf(int process)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan(6).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0;       // it has just ended
        }
    }
}
