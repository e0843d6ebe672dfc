using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Hub.Benchmarks;

/// <summary>A hub that serves learners and their achievements: how fast one record is read while others read, and how fast one of many is erased.</summary>
sealed class LearnerFigures : IAsyncDisposable
{
    const string Address = "http://127.0.0.1:18083";
    const string Organisation = "PT-BENCH";

    /// <summary>Achievements of the learner whose record is read.</summary>
    const int LongLife = 500;

    const int Readers = 50;
    const double MostRecordMilliseconds = 20, MostErasureMilliseconds = 50;

    const int Erasures = 200;

    /// <summary>A person who looks at a record does not ask for it again at once.</summary>
    static readonly TimeSpan BetweenReadings = TimeSpan.FromSeconds(1);

    readonly Process _hub;
    readonly TimeSpan _load;
    readonly HttpClient _http;

    LearnerFigures(Process hub, TimeSpan load, HttpClient http) => (_hub, _load, _http) = (hub, load, http);

    public long PeakBytes => Measured.PeakOf(_hub.Id);

    /// <summary>Achievements of a fifth as many learners, and the long life of one more.</summary>
    public static async Task<LearnerFigures> StartAsync(Place place, int rows, TimeSpan load, CancellationToken cancel)
    {
        string data = place.NewFolder("learners"), many = place.In("learners.csv"), one = place.In("long-life.csv");
        using (FileStream stream = File.Create(many)) AchievementFile.Write(stream, rows);
        using (FileStream stream = File.Create(one)) AchievementFile.WriteLongLife(stream, LongLife);
        foreach (string file in (string[])[many, one]) await Measured.RunAsync(place.Hub, ["submit", file, "--kind", "achievements", "--org", Organisation, "--data", data, "--json"], [0], cancel);

        string secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        Process hub = ServedFigures.Start(place.Hub, ["serve", "--data", data, "--urls", Address],
            ("Hub__BootstrapKeySha256", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))), ("Hub__RequestsPerMinute", "10000000"));
        var http = new HttpClient { BaseAddress = new Uri(Address) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        var learners = new LearnerFigures(hub, load, http);
        await ServedFigures.UntilUpAsync(http, "/health/ready", hub, cancel);
        await learners.BecomeProviderAsync(cancel);
        return learners;
    }

    /// <summary>99 of 100 readings of a record, by readers who look at it for a second, and by readers who ask again at once.</summary>
    public async Task<Figure[]> RecordAsync(CancellationToken cancel)
    {
        string learner = await LearnerOfAsync($"{Organisation}~{AchievementFile.LongLife}0000", cancel), record = $"/v1/learners/{learner}/record";
        await ReadAsync(record, TimeSpan.Zero, cancel);         // warm
        double calm = At99(await ReadAsync(record, BetweenReadings, cancel)), restless = At99(await ReadAsync(record, TimeSpan.Zero, cancel));
        return
        [
            new Figure(FormattableString.Invariant($"`GET /v1/learners/{{reference}}/record` of {LongLife} achievements: 99th percentile of {Readers} readers, each once a second"), "ms", [calm], [], MostRecordMilliseconds),
            new Figure(FormattableString.Invariant($"the same, each again at once"), "ms", [restless], [], MostRecordMilliseconds),
        ];
    }

    /// <summary>One after the other, each with all its achievements.</summary>
    public async Task<Figure> EraseAsync(int rows, CancellationToken cancel)
    {
        var times = new List<double>();
        foreach (string achievement in AchievementFile.OneOfEachLearner(Organisation, rows).Take(Erasures))
        {
            string learner = await LearnerOfAsync(achievement, cancel);
            long start = Stopwatch.GetTimestamp();
            using HttpResponseMessage erased = await _http.DeleteAsync(new Uri($"/v1/learners/{learner}", UriKind.Relative), cancel);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            erased.EnsureSuccessStatusCode();
        }

        return new Figure($"`DELETE /v1/learners/{{reference}}`, one of the learners of {BenchmarkRun.Count(rows)} achievements", "ms", times, [], MostErasureMilliseconds);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _hub.Kill();
        await _hub.WaitForExitAsync(CancellationToken.None);
        _hub.Dispose();
    }

    async Task<ConcurrentBag<double>> ReadAsync(string address, TimeSpan between, CancellationToken cancel)
    {
        var times = new ConcurrentBag<double>();
        long begin = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Readers).Select(async reader =>
        {
            await Task.Delay(between * reader / Readers, cancel);           // people do not begin in step
            while (Stopwatch.GetElapsedTime(begin) < _load)
            {
                long start = Stopwatch.GetTimestamp();
                await _http.GetByteArrayAsync(new Uri(address, UriKind.Relative), cancel);
                TimeSpan took = Stopwatch.GetElapsedTime(start);
                times.Add(took.TotalMilliseconds);
                if (between > took) await Task.Delay(between - took, cancel);
            }
        }));
        return times;
    }

    static double At99(ConcurrentBag<double> times) => times.Order().ElementAt((int)Math.Ceiling(times.Count * 0.99) - 1);

    async Task<string> LearnerOfAsync(string achievement, CancellationToken cancel)
    {
        using JsonDocument json = JsonDocument.Parse(await _http.GetByteArrayAsync(new Uri($"/v1/achievements/{achievement}", UriKind.Relative), cancel));
        return json.RootElement.GetProperty("learner").GetString()!;
    }

    /// <summary>The bootstrap key is a registrar's; a record is read by who sent it. Its key may do both.</summary>
    async Task BecomeProviderAsync(CancellationToken cancel)
    {
        using HttpResponseMessage made = await _http.PostAsJsonAsync(new Uri("/v1/keys", UriKind.Relative), new { organisation = Organisation, roles = (string[])["provider", "registrar"] }, cancel);
        using JsonDocument key = JsonDocument.Parse(await made.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancel));
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.RootElement.GetProperty("secret").GetString());
    }
}
