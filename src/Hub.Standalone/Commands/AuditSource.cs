using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using Hub.Audit;
using Hub.Ports;
using Hub.Standalone.Hosting;

namespace Hub.Standalone.Commands;

/// <summary>Where logs come from: a file, a data folder, or a hub.</summary>
sealed class AuditSource : IAsyncDisposable
{
    string? _file;
    LocalHub? _local;
    HttpClient? _http;

    public static Result<AuditSource> Open(string? file, string? data, string? url, string? key)
    {
        if (file is not null) return File.Exists(file) ? new AuditSource { _file = file } : Common.NoFile(file);
        if (data is not null) return new AuditSource { _local = LocalHub.OpenExisting(data) };
        if (url is null) return Common.NoTarget();
        if (!Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
            return new Problem(ProblemKind.Invalid, "command.hub-invalid", "--hub must be an http or https address.");
        var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key ?? Environment.GetEnvironmentVariable("HUB_KEY"));
        return new AuditSource { _http = http };
    }

    /// <summary>What commands have done on a data folder that nobody serves may not be in its logs yet.</summary>
    public Task CatchUpAsync(CancellationToken cancel) => _local?.Get<CheckpointAudit>().TakeForgottenAsync(cancel) ?? Task.CompletedTask;

    /// <summary>Keys of the hub; null for a file, which has none to be trusted.</summary>
    public async Task<IReadOnlyList<PublicSigningKey>?> KeysAsync(CancellationToken cancel) =>
        _local is not null ? await _local.Get<ISigner>().KeysAsync(cancel)
        : _http is not null ? await TrustedKeys.ReadAsync(new Uri(_http.BaseAddress!, ".well-known/jwks.json").ToString(), cancel)
        : null;

    /// <summary>The named body, or all; null is the one there is.</summary>
    public async IAsyncEnumerable<string?> BodiesAsync(string? named, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (named is not null || _local is null)
        {
            yield return named;
            yield break;
        }

        await foreach (string body in _local.Get<AuditReader>().BodiesAsync(cancel)) yield return body;
    }

    public IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(string? body, CancellationToken cancel) =>
        _local is not null ? _local.Get<AuditReader>().ExportAsync(body!, cancel) : ReadAsync(body, cancel);

    async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(string? body, [EnumeratorCancellation] CancellationToken cancel)
    {
        using HttpResponseMessage? answer = _http is null ? null
            : await _http.GetAsync(new Uri($"v1/audit/export{(body is null ? "" : $"?body={Uri.EscapeDataString(body)}")}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancel);
        if (answer is { IsSuccessStatusCode: false }) throw new HttpRequestException($"The hub refused ({(int)answer.StatusCode}): {await answer.Content.ReadAsStringAsync(cancel)}");
        await using Stream stream = answer is null ? File.OpenRead(_file!) : await answer.Content.ReadAsStreamAsync(cancel);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancel) is { } line) yield return Encoding.UTF8.GetBytes(line);
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_local is not null) await _local.DisposeAsync();
    }
}
