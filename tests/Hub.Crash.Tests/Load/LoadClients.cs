using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Hub.Crash.Tests.Play;

namespace Hub.Crash.Tests.Load;

/// <summary>Clients that all come at once: those that send files, and those that read.</summary>
sealed class LoadClients(Uri address, string secret, LoadReport report) : IDisposable
{
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };

    /// <summary>Ids of the submissions that the hub has taken.</summary>
    public ConcurrentBag<string> Accepted { get; } = [];

    /// <summary>Sends a file until it is taken; how long a refusal asks to wait, it waits.</summary>
    /// <param name="pause">Between the parts of the file, as on a slow line.</param>
    public async Task UploadAsync(string organisation, IReadOnlyList<Row> rows, TimeSpan pause, CancellationToken cancel)
    {
        byte[] body = Row.Csv(rows);
        string key = Guid.NewGuid().ToString();
        while (!cancel.IsCancellationRequested)
        {
            long begin = Stopwatch.GetTimestamp();
            TimeSpan wait = TimeSpan.FromSeconds(1);
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/submissions?kind=catalogue&organisation={organisation}") { Content = new SlowContent(body, pause) };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
                request.Headers.Add("Idempotency-Key", key);
                using HttpResponseMessage answer = await _http.SendAsync(request, cancel);
                report.Add("upload", (int)answer.StatusCode, answer.Headers.RetryAfter is not null, begin);
                if (answer.IsSuccessStatusCode)
                {
                    Accepted.Add(JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(cancel)).GetProperty("id").GetString()!);
                    return;
                }

                wait = answer.Headers.RetryAfter?.Delta ?? wait;
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancel.IsCancellationRequested)
            {
                report.AddFault("upload", e);
            }

            await Task.Delay(wait < LongestWait ? wait : LongestWait, cancel);
        }
    }

    /// <summary>Reads this and that again and again until it is told to stop.</summary>
    public async Task ReadAsync(int seed, CancellationToken stop)
    {
        var random = new Random(seed);
        while (!stop.IsCancellationRequested)
        {
            string path = random.Next(5) switch
            {
                0 => "/v1/catalogue?limit=50",
                1 => "/v1/changes?limit=50",
                2 => "/health/ready",
                _ => $"/v1/catalogue/AL-LOAD-0~R-{random.Next(100)}",
            };
            await GetAsync(path, stop);
            await Task.Delay(random.Next(200, 1000), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>How long one read takes, in milliseconds.</summary>
    public async Task<double> GetAsync(string path, CancellationToken stop)
    {
        long begin = Stopwatch.GetTimestamp();
        try
        {
            using HttpResponseMessage answer = await _http.GetAsync(new Uri(path, UriKind.Relative), stop);
            await answer.Content.CopyToAsync(Stream.Null, stop);
            report.Add("read", (int)answer.StatusCode, answer.Headers.RetryAfter is not null, begin);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            if (!stop.IsCancellationRequested) report.AddFault("read", e);
        }

        return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
    }

    public void Dispose() => _http.Dispose();
}
