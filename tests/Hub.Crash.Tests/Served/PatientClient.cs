using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Hub.Crash.Tests.Served;

/// <summary>
/// A client that goes on asking until it gets an answer, as a good client does: the same request again, with the same
/// Idempotency-Key, while the hub is away or says that it can not answer now.
/// </summary>
/// <param name="answered">Told the request and status of every answer.</param>
sealed class PatientClient(Uri address, string key, Action<string, int> answered) : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Told everything of every answer, headers and body as they came.</summary>
    public Action<string, string, byte[]>? Heard { get; init; }

    readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };

    public Task<Answer> GetAsync(string path, CancellationToken cancel) => SendAsync(HttpMethod.Get, path, null, null, null, cancel);

    public Task<Answer> PostAsync(string path, byte[]? body, string? mediaType, string? idempotencyKey, CancellationToken cancel) =>
        SendAsync(HttpMethod.Post, path, body, mediaType, idempotencyKey, cancel);

    public Task<Answer> PostJsonAsync(string path, object body, CancellationToken cancel) =>
        SendAsync(HttpMethod.Post, path, JsonSerializer.SerializeToUtf8Bytes(body), "application/json", null, cancel);

    public Task<Answer> PutJsonAsync(string path, object body, CancellationToken cancel) =>
        SendAsync(HttpMethod.Put, path, JsonSerializer.SerializeToUtf8Bytes(body), "application/json", null, cancel);

    /// <exception cref="TimeoutException">No answer came for minutes.</exception>
    public async Task<Answer> SendAsync(HttpMethod method, string path, byte[]? body, string? mediaType, string? idempotencyKey, CancellationToken cancel, string? accept = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        for (; ; )
        {
            if (await TryAsync(method, path, body, mediaType, idempotencyKey, accept, cancel) is { } answer) return answer;
            await Task.Delay(25, cancel);
            if (patience.IsCancellationRequested) throw new TimeoutException($"{method} {path} was not answered for {Patience}.");
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Null when there was no answer, or one that says to try again.</summary>
    async Task<Answer?> TryAsync(HttpMethod method, string path, byte[]? body, string? mediaType, string? idempotencyKey, string? accept, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.RelativeOrAbsolute));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        if (accept is not null) request.Headers.Accept.ParseAdd(accept);
        if (body is not null) request.Content = new ByteArrayContent(body);
        if (body is not null && mediaType is not null) request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, cancel);
            byte[] content = await response.Content.ReadAsByteArrayAsync(cancel);
            answered($"{method} {path}", (int)response.StatusCode);
            Heard?.Invoke($"{method} {path}", $"{response.Headers}{response.Content.Headers}", content);
            return (int)response.StatusCode >= 500 || response.StatusCode == HttpStatusCode.TooManyRequests ? null : new Answer($"{method} {path}", response.StatusCode, content);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return null;
        }
    }
}

/// <summary>An answer of the hub.</summary>
sealed record Answer(string Request, HttpStatusCode Status, byte[] Content)
{
    public string Text => Encoding.UTF8.GetString(Content);

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>The body, of an answer that must be a success.</summary>
    public JsonElement Json => JsonElement.Parse(Done().Content);

    /// <summary>This answer, which must be a success.</summary>
    public Answer Done()
    {
        Assert.True(IsSuccess, $"{Request}: {(int)Status} {Text}");
        return this;
    }
}
