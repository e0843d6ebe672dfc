using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hub.Benchmarks;

/// <summary>A hub that serves a filled folder, asked over HTTP on this machine.</summary>
sealed partial class ServedFigures : IAsyncDisposable
{
    const string Address = "http://127.0.0.1:18081";
    const string BareAddress = "http://127.0.0.1:18082";
    const int Connections = 32;

    readonly Place _place;
    readonly int _pairs;
    readonly TimeSpan _load;
    readonly Action<string> _say;
    readonly Process _hub;
    readonly HttpClient _http = new() { BaseAddress = new Uri(Address) };

    ServedFigures(Place place, int pairs, TimeSpan load, Action<string> say, Process hub) => (_place, _pairs, _load, _say, _hub) = (place, pairs, load, say, hub);

    public long PeakBytes => Measured.PeakOf(_hub.Id);

    public static async Task<ServedFigures> StartAsync(Place place, string data, int pairs, TimeSpan load, Action<string> say, CancellationToken cancel)
    {
        Process hub = Start(place.Hub, ["serve", "--data", data, "--urls", Address]);
        var served = new ServedFigures(place, pairs, load, say, hub);
        await UntilUpAsync(served._http, "/health/ready", hub, cancel);
        return served;
    }

    /// <summary>Requests per second for one entry after another's bytes; null without wrk.</summary>
    public async Task<Figure?> LookupAsync(CancellationToken cancel)
    {
        if (!HasWrk())
        {
            _say("wrk is not installed: the lookup is not measured");
            return null;
        }

        string path = $"/v1/catalogue/PT-BENCH~{CatalogueFile.LocalId(1)}";
        using HttpResponseMessage answer = await _http.GetAsync(new Uri(path, UriKind.Relative), cancel);
        string body = _place.In("entry.json");
        await File.WriteAllBytesAsync(body, await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancel), cancel);
        string mediaType = answer.Content.Headers.ContentType!.ToString();
        using Process bare = Start(Path.Combine(AppContext.BaseDirectory, "Hub.Benchmarks"), ["bare", "--body", body, "--media-type", mediaType, "--url", BareAddress]);
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri(BareAddress) };
            await UntilUpAsync(http, "/", bare, cancel);
            await RequestsPerSecondAsync(Address + path, cancel);         // warm
            await RequestsPerSecondAsync(BareAddress + path, cancel);
            var samples = new List<double>();
            var others = new List<double>();
            for (int i = 0; i < _pairs; i++)
            {
                samples.Add(await RequestsPerSecondAsync(Address + path, cancel));
                others.Add(await RequestsPerSecondAsync(BareAddress + path, cancel));
            }

            return new Figure("`GET /v1/catalogue/{id}`, against a bare endpoint with the same bytes", "requests/s", samples, others, 0.5, AtLeast: true);
        }
        finally
        {
            bare.Kill();
            await bare.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>Follows the cursor to page 10,000, or as far as the rows go, and asks for the first and the last pages again and again.</summary>
    public Task<Figure> PagingAsync(int rows, CancellationToken cancel) => PagingAsync("/v1/catalogue", rows, cancel);

    /// <summary>The same through a filter that every eighth entry meets.</summary>
    public Task<Figure> FilteredPagingAsync(int rows, CancellationToken cancel) => PagingAsync("/v1/catalogue?field=0613", rows / 8, cancel);

    /// <summary>A filter that no entry meets: the most one request tries.</summary>
    public async Task<Figure> FruitlessAsync(CancellationToken cancel)
    {
        const double MostMilliseconds = 100;
        const string Address = "/v1/catalogue?q=nichts&creditsMin=1";
        var samples = new List<double>();
        for (int i = 0; i < _pairs; i++) samples.Add(await MillisecondsAsync(Address, cancel));
        return new Figure($"`GET {Address}`: one request, nothing found", "ms", samples, [], MostMilliseconds);
    }

    async Task<Figure> PagingAsync(string list, int rows, CancellationToken cancel)
    {
        const int Pages = 10_000;
        const int Together = 16;    // how many entries a filter has to look at differs from page to page
        int limit = Math.Max(1, rows / Pages), wanted = Math.Min(Pages, rows / limit), page = 1;
        string first = FormattableString.Invariant($"{list}{(list.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={limit}"), last = first;
        List<string> firstPages = [first], lastPages = [first];
        while (page < wanted && await NextAsync(last, cancel) is { } cursor)
        {
            last = $"{first}&after={Uri.EscapeDataString(cursor)}";
            page++;
            if (firstPages.Count < Together) firstPages.Add(last);
            if (lastPages.Count == Together) lastPages.RemoveAt(0);
            lastPages.Add(last);
        }

        var samples = new List<double>();
        var others = new List<double>();
        for (int i = 0; i < _pairs; i++)
        {
            samples.Add(await MillisecondsAsync(lastPages, cancel));
            others.Add(await MillisecondsAsync(firstPages, cancel));
        }

        return new Figure(string.Create(CultureInfo.InvariantCulture, $"`GET {first}`: {Together} pages up to {page:N0}, against the first {Together}"), "ms", samples, others, 1.2);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _hub.Kill();
        await _hub.WaitForExitAsync(CancellationToken.None);
        _hub.Dispose();
    }

    async Task<string?> NextAsync(string address, CancellationToken cancel)
    {
        using JsonDocument page = JsonDocument.Parse(await _http.GetByteArrayAsync(new Uri(address, UriKind.Relative), cancel));
        return page.RootElement.TryGetProperty("next", out JsonElement next) ? next.GetString() : null;
    }

    /// <summary>Mean of the medians of some pages.</summary>
    async Task<double> MillisecondsAsync(List<string> addresses, CancellationToken cancel)
    {
        double sum = 0;
        foreach (string address in addresses) sum += await MillisecondsAsync(address, cancel);
        return sum / addresses.Count;
    }

    /// <summary>Median of many requests, one after the other.</summary>
    async Task<double> MillisecondsAsync(string address, CancellationToken cancel)
    {
        const int Requests = 200;
        var times = new List<double>(Requests);
        for (int i = 0; i < Requests; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await _http.GetByteArrayAsync(new Uri(address, UriKind.Relative), cancel);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Figure.Median(times);
    }

    async Task<double> RequestsPerSecondAsync(string address, CancellationToken cancel)
    {
        string seconds = ((int)_load.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        Measured wrk = await Measured.RunAsync("wrk", ["-t2", FormattableString.Invariant($"-c{Connections}"), $"-d{seconds}s", address], [0], cancel);
        if (wrk.Output.Contains("Non-2xx", StringComparison.Ordinal)) throw new InvalidOperationException($"Not every request was answered: {wrk.Output}");
        return double.Parse(PerSecond().Match(wrk.Output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    static bool HasWrk() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "wrk")));

    internal static Process Start(string program, string[] arguments, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in settings) start.Environment[name] = value;
        Process process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    internal static async Task UntilUpAsync(HttpClient http, string path, Process process, CancellationToken cancel)
    {
        for (; ; await Task.Delay(100, cancel))
        {
            if (process.HasExited) throw new InvalidOperationException($"{process.StartInfo.FileName} ended with {process.ExitCode}.");
            try
            {
                using HttpResponseMessage answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancel);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }
        }
    }

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex PerSecond();
}
