using System.IO.Compression;

namespace Hub.Benchmarks;

/// <summary>Commands on files and folders, each beside the plain tool that does the least of the same.</summary>
/// <param name="peak">Takes command, rows and peak memory in bytes of every run of the hub.</param>
sealed class OfflineFigures(Place place, int pairs, Action<string> say, Action<string, int, long> peak)
{
    const string Organisation = "PT-BENCH";

    /// <summary>Bad rows of an ordinary file.</summary>
    const int BadPercent = 2;

    static readonly string Columns = string.Join(", ", CatalogueFile.Header.Split(',').Select(c => c == "localId" ? "localId TEXT PRIMARY KEY" : $"\"{c}\" TEXT"));

    public async Task<Figure> SubmitAsync(int rows, CancellationToken cancel)
    {
        string file = FileOf(rows, BadPercent);
        return await PairsAsync($"`hub submit` into an empty folder, against `sqlite3 .import` into a keyed table, {BenchmarkRun.Count(rows)} rows", 3.0,
            () => SecondsOf("hub submit", rows, SubmitToAsync(file, place.NewFolder("submit"), cancel)), () => ImportAsync(file, cancel));
    }

    public async Task<Figure> CheckAsync(int rows, CancellationToken cancel)
    {
        string file = FileOf(rows, BadPercent);
        return await PairsAsync($"`hub check`, against the same import, {BenchmarkRun.Count(rows)} rows", 0.5,
            () => SecondsOf("hub check", rows, Measured.RunAsync(place.Hub, ["check", file, "--kind", "catalogue", "--country", "PT", "--json"], [0, 1], cancel)), () => ImportAsync(file, cancel));
    }

    /// <summary>Achievements of a fifth as many learners, against the same rows in a table keyed by learner and achievement.</summary>
    public async Task<Figure> AchievementsAsync(int rows, CancellationToken cancel)
    {
        string file = place.In(FormattableString.Invariant($"achievements-{rows}.csv"));
        using (FileStream stream = File.Create(file)) AchievementFile.Write(stream, rows);
        string columns = string.Join(", ", AchievementFile.Header.Split(',').Select(c => $"\"{c}\" TEXT"));
        return await PairsAsync($"`hub submit` of achievements into an empty folder, against `sqlite3 .import` into a table keyed by learner and achievement, {BenchmarkRun.Count(rows)} rows", 2.0,
            () => SecondsOf("hub submit of achievements", rows, Measured.RunAsync(place.Hub, ["submit", file, "--kind", "achievements", "--org", Organisation, "--data", place.NewFolder("achievements"), "--json"], [0], cancel)),
            () => ImportAsync(file, "achievements", $"{columns}, PRIMARY KEY (\"learnerId\", \"localId\")", cancel));
    }

    /// <param name="extension">Of the format: xlsx, json, ndjson.</param>
    public async Task<Figure> CheckFormatAsync(int rows, string extension, double limit, CancellationToken cancel)
    {
        string csv = FileOf(rows, 0), other = Path.ChangeExtension(csv, extension);
        ConvertedFile.Write(csv, other);
        Task<double> CheckAsync(string file) => SecondsOf($"hub check FILE{Path.GetExtension(file)}", rows, Measured.RunAsync(place.Hub, ["check", file, "--kind", "catalogue", "--country", "PT", "--json"], [0, 1], cancel));
        return await PairsAsync($"`hub check` of {extension.ToUpperInvariant()}, against CSV of the same rows, {BenchmarkRun.Count(rows)} rows", limit, () => CheckAsync(other), () => CheckAsync(csv));
    }

    /// <summary>XML of the European Learning Model: how fast it is read and judged, and in how much memory.</summary>
    public async Task<Figure[]> CheckLoqAsync(int megabytes, CancellationToken cancel)
    {
        const double fewestMegabytesPerSecond = 30, mostMegabytes = 300;
        string file = place.In(FormattableString.Invariant($"loq-{megabytes}.xml"));
        using (FileStream stream = File.Create(file)) LoqFile.Write(stream, LoqFile.EntriesOf(megabytes));
        List<double> speeds = [], peaks = [];
        for (int i = 0; i < pairs; i++)
        {
            Measured run = await Measured.RunAsync(place.Hub, ["check", file, "--kind", "catalogue", "--country", "PT", "--json"], [0, 1], cancel);
            speeds.Add(new FileInfo(file).Length / 1e6 / run.Seconds);
            peaks.Add(run.PeakBytes / 1e6);
            say(FormattableString.Invariant($"hub check of LOQ: {run.Seconds:0.00} s, {peaks[^1]:0} MB"));
        }

        return
        [
            new Figure(FormattableString.Invariant($"`hub check` of XML of the European Learning Model, {megabytes} MB"), "MB/s", speeds, [], fewestMegabytesPerSecond, AtLeast: true),
            new Figure(FormattableString.Invariant($"peak memory of `hub check` of that XML, {megabytes} MB"), "MB", peaks, [], mostMegabytes),
        ];
    }

    public async Task<Figure> AllBadAsync(int rows, CancellationToken cancel)
    {
        string bad = FileOf(rows, 100), good = FileOf(rows, 0);
        return await PairsAsync($"`hub submit` of a file whose every row is bad, against one whose every row is good, {BenchmarkRun.Count(rows)} rows", 1.5,
            () => SecondsOf("hub submit, all bad", rows, SubmitToAsync(bad, place.NewFolder("bad"), cancel)),
            () => SecondsOf("hub submit", rows, SubmitToAsync(good, place.NewFolder("good"), cancel)));
    }

    public async Task<Figure> ReleaseAsync(string data, int rows, CancellationToken cancel)
    {
        string folder = "";
        return await PairsAsync($"`hub release`, against `gzip -6` of its uncompressed files, {BenchmarkRun.Count(rows)} rows", 1.5,
            async () =>
            {
                folder = place.NewFolder("release");
                await Measured.RunAsync("cp", ["-r", data, folder], [0], cancel);
                return await SecondsOf("hub release", rows, Measured.RunAsync(place.Hub, ["release", "--data", folder, "--json"], [0], cancel));
            },
            async () =>
            {
                string plain = place.NewFolder("plain");
                Directory.CreateDirectory(plain);
                string[] files = [.. Directory.EnumerateFiles(Path.Combine(folder, "blobs", "open"), "*.gz", SearchOption.AllDirectories).Select((zipped, i) => Unzip(zipped, Path.Combine(plain, $"{i}")))];
                return (await Measured.RunAsync("gzip", ["-6", "-k", .. files], [0], cancel)).Seconds;
            });
    }

    /// <summary>A release of few changes after one of everything, against reading and writing the full files once.</summary>
    public async Task<Figure> DeltaAsync(string data, int rows, CancellationToken cancel)
    {
        const int Changes = 1000;
        string folder = place.NewFolder("changed"), changes = place.In("changes.csv");
        await Measured.RunAsync("cp", ["-r", data, folder], [0], cancel);
        await Measured.RunAsync(place.Hub, ["release", "--data", folder, "--json"], [0], cancel);
        string full = string.Join(' ', Directory.EnumerateFiles(Path.Combine(folder, "blobs", "open"), "*.gz", SearchOption.AllDirectories));
        using (FileStream stream = File.Create(changes)) CatalogueFile.WriteChanged(stream, rows, Changes);
        await SubmitToAsync(changes, folder, cancel);
        return await PairsAsync($"`hub release` of {BenchmarkRun.Count(Changes)} changes, against `gzip -d` and `gzip -6` of the full files, {BenchmarkRun.Count(rows)} rows", 1.5,
            async () =>
            {
                string again = place.NewFolder("delta");
                await Measured.RunAsync("cp", ["-r", folder, again], [0], cancel);
                return await SecondsOf("hub release of changes", rows, Measured.RunAsync(place.Hub, ["release", "--data", again, "--json"], [0], cancel));
            },
            async () => (await Measured.RunAsync("bash", ["-c", $"for f in {full}; do gzip -dc $f | gzip -6 > {place.In("again.gz")}; done"], [0], cancel)).Seconds);
    }

    /// <summary>A data folder with all rows of a good file in it.</summary>
    public async Task<string> FilledFolderAsync(int rows, CancellationToken cancel)
    {
        string folder = place.NewFolder("filled");
        await SubmitToAsync(FileOf(rows, 0), folder, cancel);
        return folder;
    }

    async Task<Figure> PairsAsync(string name, double limit, Func<Task<double>> one, Func<Task<double>> other)
    {
        var samples = new List<double>();
        var others = new List<double>();
        for (int i = 0; i < pairs; i++)
        {
            samples.Add(await one());
            others.Add(await other());
            say(FormattableString.Invariant($"{name}: {samples[^1]:0.00} s and {others[^1]:0.00} s"));
        }

        return new Figure(name, "s", samples, others, limit);
    }

    async Task<double> SecondsOf(string command, int rows, Task<Measured> running)
    {
        Measured measured = await running;
        peak(command, rows, measured.PeakBytes);
        return measured.Seconds;
    }

    Task<Measured> SubmitToAsync(string file, string folder, CancellationToken cancel) =>
        Measured.RunAsync(place.Hub, ["submit", file, "--kind", "catalogue", "--org", Organisation, "--data", folder, "--json"], [0, 1], cancel);

    Task<double> ImportAsync(string file, CancellationToken cancel) => ImportAsync(file, "entries", Columns, cancel);

    async Task<double> ImportAsync(string file, string table, string columns, CancellationToken cancel)
    {
        string database = Path.Combine(Directory.CreateDirectory(place.NewFolder("import")).FullName, "import.db");
        return (await Measured.RunAsync("sqlite3", [database, $"CREATE TABLE {table} ({columns});", $".import --csv --skip 1 {file} {table}"], [0], cancel)).Seconds;
    }

    string FileOf(int rows, int badPercent)
    {
        string file = place.In(FormattableString.Invariant($"catalogue-{rows}-{badPercent}.csv"));
        using FileStream stream = File.Create(file);
        CatalogueFile.Write(stream, rows, badPercent);
        return file;
    }

    static string Unzip(string zipped, string plain)
    {
        using FileStream source = File.OpenRead(zipped), destination = File.Create(plain);
        using var gzip = new GZipStream(source, CompressionMode.Decompress);
        gzip.CopyTo(destination);
        return plain;
    }
}
