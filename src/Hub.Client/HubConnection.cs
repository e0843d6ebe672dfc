using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Hub.Client;

/// <summary>Sends requests, tries again what passes by itself, and turns refusals into exceptions.</summary>
sealed class HubConnection(HttpClient http, Uri root, string? key, HubClientOptions options)
{
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public Uri Resolve(string address) => new(root, address);

    /// <summary>Sends until it is answered; the caller disposes of the answer.</summary>
    /// <param name="prepare">Fills a new request, for each attempt again.</param>
    /// <param name="repeatable">Whether doing it twice is as good as once.</param>
    /// <param name="withKey">False for links, which carry their own authority and may lead elsewhere.</param>
    public async Task<HttpResponseMessage> SendAsync(HubRoute route, Uri address, Action<HttpRequestMessage>? prepare, bool repeatable, CancellationToken cancel, bool withKey = true)
    {
        long began = options.Clock.GetTimestamp();
        TimeSpan pause = options.FirstPause;
        for (; ; pause = pause + pause < LongestPause ? pause + pause : LongestPause)
        {
            HttpResponseMessage? answer = null;
            string failure;
            TimeSpan? asked = null;
            try
            {
                using var request = new HttpRequestMessage(route.Method, new Uri(root, address));
                if (withKey && key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
                prepare?.Invoke(request);
                answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
                if (route.Successes.Contains((int)answer.StatusCode)) return answer;
                if (!IsPassing(answer.StatusCode) || !(repeatable || answer.StatusCode == HttpStatusCode.TooManyRequests)) throw await RefusalAsync(answer, cancel);
                failure = $"HTTP {(int)answer.StatusCode}";
                asked = PauseAsked(answer.Headers.RetryAfter);
                if (options.Clock.GetElapsedTime(began) + (asked ?? pause) > options.RetryFor) throw await RefusalAsync(answer, cancel);
            }
            catch (Exception lost) when (repeatable && !cancel.IsCancellationRequested && lost is HttpRequestException or IOException or TaskCanceledException)
            {
                if (options.Clock.GetElapsedTime(began) + pause > options.RetryFor) throw;
                failure = lost.Message;
            }
            finally
            {
                if (answer is not null && !route.Successes.Contains((int)answer.StatusCode)) answer.Dispose();
            }

            // Many clients that lost the same hub do not come back in step.
            TimeSpan wait = asked ?? pause * (0.5 + Random.Shared.NextDouble() / 2);
            options.Retrying?.Invoke(failure, wait);
            await Task.Delay(wait, options.Clock, cancel);
        }
    }

    public async Task<T> ReadAsync<T>(HubRoute route, Uri address, CancellationToken cancel, Action<HttpRequestMessage>? prepare = null, bool repeatable = true)
    {
        using HttpResponseMessage answer = await SendAsync(route, address, prepare, repeatable, cancel);
        return (await answer.Content.ReadFromJsonAsync<T>(Json, cancel))!;
    }

    public async Task CopyAsync(HubRoute route, Uri address, string accept, Stream destination, CancellationToken cancel)
    {
        using HttpResponseMessage answer = await SendAsync(route, address, r => r.Headers.Accept.ParseAdd(accept), repeatable: true, cancel);
        await answer.Content.CopyToAsync(destination, cancel);
    }

    static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    TimeSpan? PauseAsked(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date ? date - options.Clock.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero : null);

    static async Task<HubException> RefusalAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        string text = await answer.Content.ReadAsStringAsync(cancel);
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            JsonElement root = json.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("code", out JsonElement code))
                return new HubException(answer.StatusCode, code.GetString()!, root.GetProperty("title").GetString()!, root.TryGetProperty("detail", out JsonElement detail) ? detail.GetString() : null);
        }
        catch (JsonException)
        {
            // not from the hub itself: a proxy, an edge, a storage account
        }

        return new HubException(answer.StatusCode, HubException.UnexpectedAnswer, "The hub answered in an unexpected way.", $"HTTP {(int)answer.StatusCode}.");
    }
}
