using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Releases;
using Hub.Submissions;

namespace Hub.Standalone.Remote;

/// <summary>Calls a hub over HTTP. Bodies are sent chunked, so that neither side holds one in memory.</summary>
sealed class HubClient(Uri address, string? key) : IDisposable
{
    readonly HttpClient _http = Create(address, key);

    public async Task<Result<Submission>> SubmitAsync(Stream body, string kind, OrganisationId? organisation, string mode, string? map, string fileName, string idempotencyKey, CancellationToken cancel)
    {
        string query = $"v1/submissions?kind={Uri.EscapeDataString(kind)}&mode={Uri.EscapeDataString(mode)}&fileName={Uri.EscapeDataString(fileName)}";
        if (organisation is not null) query += $"&organisation={organisation}";
        if (map is not null) query += $"&map={Uri.EscapeDataString(map)}";
        return await PostAsync(query, body, idempotencyKey, cancel);
    }

    public Task<Result<Submission>> CorrectAsync(SubmissionId id, Stream body, string fileName, string idempotencyKey, CancellationToken cancel) =>
        PostAsync($"v1/submissions/{id}/corrections?fileName={Uri.EscapeDataString(fileName)}", body, idempotencyKey, cancel);

    public async Task<Result<Submission>> ConfirmAsync(SubmissionId id, CancellationToken cancel) =>
        await ReadAsync<Submission>(await _http.PostAsync(Relative($"v1/submissions/{id}/confirm"), null, cancel), cancel);

    async Task<Result<Submission>> PostAsync(string address, Stream body, string idempotencyKey, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StreamContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        return await ReadAsync<Submission>(await _http.SendAsync(request, cancel), cancel);
    }

    public async Task<Result<Submission>> FindSubmissionAsync(SubmissionId id, CancellationToken cancel) =>
        await ReadAsync<Submission>(await _http.GetAsync(Relative($"v1/submissions/{id}"), cancel), cancel);

    /// <summary>Cuts a release and waits until it is there.</summary>
    public async Task<Result<ReleaseSummary>> CutReleaseAsync(CancellationToken cancel) =>
        await ReadAsync<ReleaseSummary>(await _http.PostAsync(Relative("v1/releases?wait=true"), null, cancel), cancel);

    /// <summary>Copies what is at an address; an answer that is no success is a fault here, since the hub has just named the address.</summary>
    public async Task CopyAsync(string path, string accept, Stream destination, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Relative(path));
        request.Headers.Accept.ParseAdd(accept);
        using HttpResponseMessage answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        await answer.EnsureSuccessStatusCode().Content.CopyToAsync(destination, cancel);
    }

    public void Dispose() => _http.Dispose();

    static Uri Relative(string path) => new(path, UriKind.Relative);

    static HttpClient Create(Uri address, string? key)
    {
        var http = new HttpClient { BaseAddress = new Uri(address.AbsoluteUri.TrimEnd('/') + "/"), Timeout = Timeout.InfiniteTimeSpan };
        if (key is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    static async Task<Result<T>> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancel)
    {
        using (answer)
        {
            if (answer.IsSuccessStatusCode) return (await answer.Content.ReadFromJsonAsync<T>(HubJson.Options, cancel))!;
            string text = await answer.Content.ReadAsStringAsync(cancel);
            return ProblemOf(text) ?? new Problem(ProblemKind.Unavailable, "hub.unexpected-answer", "The hub answered in an unexpected way.", $"HTTP {(int)answer.StatusCode}.");
        }
    }

    /// <summary>The problem+json of an answer; null when it is none.</summary>
    static Problem? ProblemOf(string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            JsonElement root = json.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("code", out JsonElement code)
                ? new Problem(ProblemKind.Invalid, code.GetString()!, root.GetProperty("title").GetString()!, root.TryGetProperty("detail", out JsonElement detail) ? detail.GetString() : null)
                : null;
        }
        catch (JsonException)
        {
            return null;    // not from the hub itself: a proxy, an edge
        }
    }
}
