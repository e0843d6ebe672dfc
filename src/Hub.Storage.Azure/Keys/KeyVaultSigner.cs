using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Hub.Ports;

namespace Hub.Storage.Azure.Keys;

/// <summary>
/// Signs with a key that never leaves its vault: a key on P-256 in Azure Key Vault, which the hub's identity may read and sign with
/// (role Key Vault Crypto User). Its newest enabled version signs; the ones before stay published as retired, so a rotation in the vault
/// is one here. A new version is noticed within the hour. By the REST interface: three calls.
/// Source: learn.microsoft.com/rest/api/keyvault/keys, api-version 7.4.
/// </summary>
/// <param name="key">Address of the key without a version, <c>https://VAULT.vault.azure.net/keys/NAME</c>.</param>
public sealed class KeyVaultSigner(Uri key, HttpPipeline pipeline, TimeProvider clock) : ISigner, IDisposable
{
    const string Version = "api-version=7.4";

    static readonly TimeSpan KeepKeys = TimeSpan.FromHours(1);

    readonly SemaphoreSlim _turn = new(1);
    IReadOnlyList<VaultKey> _keys = [];
    DateTimeOffset _readAt;

    /// <param name="options">Null for the standard ones.</param>
    /// <exception cref="ArgumentException">The address is none of a key in a vault.</exception>
    public static KeyVaultSigner Open(string address, TokenCredential credential, TimeProvider clock, ClientOptions? options = null)
    {
        if (!Uri.TryCreate(address.TrimEnd('/'), UriKind.Absolute, out Uri? key) || key.Scheme != Uri.UriSchemeHttps || key.Segments is not ["/", "keys/", _])
            throw new ArgumentException("Hub:SigningVaultKey has to be https://VAULT.vault.azure.net/keys/NAME, without a version.", nameof(address));
        string scope = $"https://{key.Host[(key.Host.IndexOf('.', StringComparison.Ordinal) + 1)..]}/.default";
        return new KeyVaultSigner(key, HttpPipelineBuilder.Build(options ?? new VaultOptions(), new BearerTokenAuthenticationPolicy(credential, scope)), clock);
    }

    public async Task<IReadOnlyList<PublicSigningKey>> KeysAsync(CancellationToken cancel) => [.. (await ReadAsync(cancel)).Select(k => k.Public)];

    public async Task<(string KeyId, byte[] Signature)> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        VaultKey current = (await ReadAsync(cancel))[0];
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["alg"] = "ES256", ["value"] = Base64Url.EncodeToString(SHA256.HashData(data.Span)) });
        JsonElement signed = await SendAsync(RequestMethod.Post, $"{current.Address}/sign?{Version}", body, cancel);
        return (current.Public.KeyId, Base64Url.DecodeFromChars(signed.GetProperty("value").GetString()));
    }

    /// <summary>The key that signs now, then those before it.</summary>
    async Task<IReadOnlyList<VaultKey>> ReadAsync(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            if (_keys.Count > 0 && clock.GetUtcNow() - _readAt < KeepKeys) return _keys;
            (_keys, _readAt) = (await ReadVersionsAsync(cancel), clock.GetUtcNow());
            return _keys;
        }
        finally
        {
            _turn.Release();
        }
    }

    async Task<IReadOnlyList<VaultKey>> ReadVersionsAsync(CancellationToken cancel)
    {
        var versions = new List<(string Address, DateTimeOffset CreatedAt)>();
        for (string? page = $"{key}/versions?{Version}"; page is not null;)
        {
            JsonElement answer = await SendAsync(RequestMethod.Get, page, null, cancel);
            versions.AddRange(answer.GetProperty("value").EnumerateArray().Where(IsEnabled).Select(v => (v.GetProperty("kid").GetString()!, CreatedAt(v))));
            page = answer.TryGetProperty("nextLink", out JsonElement next) ? next.GetString() : null;
        }

        var keys = new List<VaultKey>();
        DateTimeOffset? retiredAt = null;
        foreach ((string address, DateTimeOffset createdAt) in versions.OrderByDescending(v => v.CreatedAt))
        {
            JsonElement found = (await SendAsync(RequestMethod.Get, $"{address}?{Version}", null, cancel)).GetProperty("key");
            if (found.GetProperty("crv").GetString() != "P-256") throw new InvalidOperationException("The key of Hub:SigningVaultKey is not on P-256.");
            string x = found.GetProperty("x").GetString()!, y = found.GetProperty("y").GetString()!;
            keys.Add(new VaultKey(address, new PublicSigningKey(SigningKeys.Thumbprint(x, y), x, y, createdAt, retiredAt)));
            retiredAt = createdAt;
        }

        return keys.Count > 0 ? keys : throw new InvalidOperationException("The key of Hub:SigningVaultKey has no enabled version.");
    }

    async Task<JsonElement> SendAsync(RequestMethod method, string address, byte[]? body, CancellationToken cancel)
    {
        using HttpMessage message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(address));
        message.Request.Headers.Add(HttpHeader.Common.JsonAccept);
        if (body is not null)
        {
            message.Request.Headers.Add(HttpHeader.Common.JsonContentType);
            message.Request.Content = RequestContent.Create(body);
        }

        await pipeline.SendAsync(message, cancel);
        return message.Response.IsError ? throw new RequestFailedException(message.Response) : JsonElement.Parse(message.Response.Content.ToMemory().Span);
    }

    static bool IsEnabled(JsonElement version) => !version.GetProperty("attributes").TryGetProperty("enabled", out JsonElement enabled) || enabled.GetBoolean();

    static DateTimeOffset CreatedAt(JsonElement version) => DateTimeOffset.FromUnixTimeSeconds(version.GetProperty("attributes").GetProperty("created").GetInt64());

    public void Dispose() => _turn.Dispose();

    sealed record VaultKey(string Address, PublicSigningKey Public);

    sealed class VaultOptions : ClientOptions;
}
