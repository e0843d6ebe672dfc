using System.Globalization;

namespace Hub.Benchmarks;

/// <summary>Measures what was asked for and writes the page of results.</summary>
sealed class BenchmarkRun(Place place, int[] sizes, int pairs, TimeSpan load)
{
    public static readonly string[] Parts = ["import", "achievements", "check", "xlsx", "json", "loq", "bad", "release", "delta", "lookup", "paging", "filters", "record", "erase", "evaluate", "cases", "sleepers"];

    /// <summary>A workbook is unpacked, parsed as XML and written again before it is judged; JSON names its columns in every row.</summary>
    const double MostOfXlsx = 4;
    const double MostOfJson = 2.5;

    /// <summary>Size of the file of the European Learning Model.</summary>
    const int LoqMegabytes = 500;

    static readonly string[] JsonFormats = ["json", "ndjson"];

    readonly List<Figure> _figures = [];
    readonly Dictionary<string, List<double>> _peaks = [];

    int Largest => sizes[^1];

    public async Task<int> RunAsync(string[] parts, CancellationToken cancel)
    {
        if (parts.Except(Parts).FirstOrDefault() is { } unknown) throw new ArgumentException($"There is no figure '{unknown}': {string.Join(", ", Parts)}.");
        Directory.CreateDirectory(place.Work);
        var offline = new OfflineFigures(place, pairs, Say, Peak);
        foreach (int rows in sizes)
        {
            if (parts.Contains("import")) Add(await offline.SubmitAsync(rows, cancel));
            if (parts.Contains("achievements")) Add(await offline.AchievementsAsync(rows, cancel));
            if (parts.Contains("check")) Add(await offline.CheckAsync(rows, cancel));
            if (parts.Contains("xlsx")) Add(await offline.CheckFormatAsync(rows, "xlsx", MostOfXlsx, cancel));
            foreach (string format in parts.Contains("json") ? JsonFormats : []) Add(await offline.CheckFormatAsync(rows, format, MostOfJson, cancel));
        }

        foreach (Figure figure in parts.Contains("loq") ? await offline.CheckLoqAsync(LoqMegabytes, cancel) : []) Add(figure);
        if (parts.Contains("bad")) Add(await offline.AllBadAsync(sizes[0], cancel));
        if (parts.Any(p => p is "release" or "delta" or "lookup" or "paging" or "filters"))
        {
            string data = await offline.FilledFolderAsync(Largest, cancel);
            if (parts.Contains("release")) Add(await offline.ReleaseAsync(data, Largest, cancel));
            if (parts.Contains("delta")) Add(await offline.DeltaAsync(data, Largest, cancel));
            if (parts.Any(p => p is "lookup" or "paging" or "filters")) await ServeAsync(data, parts, cancel);
        }

        if (parts.Any(p => p is "record" or "erase")) await ServeLearnersAsync(parts, cancel);
        if (parts.Contains("evaluate")) Add(EvaluationFigures.Run(load, pairs));
        if (parts.Contains("cases")) Add(await CaseFigures.AutomaticAsync(place, pairs, cancel));
        foreach (Figure figure in parts.Contains("sleepers") ? await CaseFigures.SleepersAsync(place, load, cancel) : []) Add(figure);
        foreach ((string command, List<double> megabytes) in _peaks) Add(new Figure($"peak memory of `{command}`, {Count(Largest)} rows", "MB", megabytes, [], 400));
        string page = await ResultPage.WriteAsync(place, _figures, cancel);
        Say(page);
        return _figures.TrueForAll(f => f.Holds) ? 0 : 1;
    }

    async Task ServeAsync(string data, string[] parts, CancellationToken cancel)
    {
        await using ServedFigures served = await ServedFigures.StartAsync(place, data, pairs, load, Say, cancel);
        if (parts.Contains("lookup") && await served.LookupAsync(cancel) is { } lookup) Add(lookup);
        if (parts.Contains("paging")) Add(await served.PagingAsync(Largest, cancel));
        if (parts.Contains("filters"))
        {
            Add(await served.FilteredPagingAsync(Largest, cancel));
            Add(await served.FruitlessAsync(cancel));
        }

        Peak("hub serve", Largest, served.PeakBytes);
    }

    async Task ServeLearnersAsync(string[] parts, CancellationToken cancel)
    {
        await using LearnerFigures learners = await LearnerFigures.StartAsync(place, Largest, load, cancel);
        foreach (Figure figure in parts.Contains("record") ? await learners.RecordAsync(cancel) : []) Add(figure);
        if (parts.Contains("erase")) Add(await learners.EraseAsync(Largest, cancel));
        Peak("hub serve of learners", Largest, learners.PeakBytes);
    }

    public static string Count(int rows) => rows.ToString("N0", CultureInfo.InvariantCulture);

    void Add(Figure figure)
    {
        _figures.Add(figure);
        Say(figure.ToRow());
    }

    /// <summary>Only of the largest file: what memory is needed for is length.</summary>
    void Peak(string command, int rows, long bytes)
    {
        if (rows != Largest) return;
        if (!_peaks.TryGetValue(command, out List<double>? seen)) _peaks[command] = seen = [];
        seen.Add(bytes / 1e6);
    }

    static void Say(string text) => Console.Error.WriteLine(text);
}
