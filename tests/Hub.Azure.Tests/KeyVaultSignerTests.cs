using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Hub.Ports;
using Hub.Storage.Azure.Keys;
using Xunit;

namespace Hub.Azure.Tests;

public sealed class KeyVaultSignerTests : IDisposable
{
    const string Key = "https://hub.vault.azure.net/keys/signing";

    readonly Vault _vault = new();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    KeyVaultSigner Open(TimeProvider? clock = null) => KeyVaultSigner.Open(Key, new FixedToken(), clock ?? TimeProvider.System, new VaultOptions { Transport = new HttpClientTransport(new HttpClient(_vault)) });

    public void Dispose() => _vault.Dispose();

    [Fact]
    public async Task Sign_WithAKeyOfTheVault_IsVerifiedByItsPublishedKey()
    {
        _vault.Add(new(2026, 1, 1));
        using KeyVaultSigner signer = Open();
        string jws = await Jws.SignAsync(signer, "test+jws", Encoding.UTF8.GetBytes("{}"), Cancel);
        PublicSigningKey key = Assert.Single(await signer.KeysAsync(Cancel));
        Assert.Equal(key.KeyId, Jws.Verify(jws, [key]).Value.KeyId);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), key.CreatedAt);
    }

    [Fact]
    public async Task Keys_AfterARotationInTheVault_HaveTheOldOneAsRetired()
    {
        _vault.Add(new(2026, 1, 1));
        var clock = new Clock();
        using KeyVaultSigner signer = Open(clock);
        string before = await Jws.SignAsync(signer, "test+jws", Encoding.UTF8.GetBytes("{}"), Cancel);
        _vault.Add(new(2026, 6, 1));
        _vault.Add(new(2026, 5, 1), isEnabled: false);
        Assert.Single(await signer.KeysAsync(Cancel));
        clock.Now += TimeSpan.FromHours(1);
        IReadOnlyList<PublicSigningKey> keys = await signer.KeysAsync(Cancel);
        Assert.Equal([null, new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero)], keys.Select(k => k.RetiredAt));
        Assert.Equal(keys[1].KeyId, Jws.Verify(before, [.. keys]).Value.KeyId);
        Assert.Equal(keys[0].KeyId, Jws.Verify(await Jws.SignAsync(signer, "test+jws", Encoding.UTF8.GetBytes("{}"), Cancel), [.. keys]).Value.KeyId);
        Assert.All(_vault.Tokens, t => Assert.Equal("Bearer token", t));
    }

    [Fact]
    public async Task Sign_WithoutAVersion_IsAFault()
    {
        using KeyVaultSigner signer = Open();
        await Assert.ThrowsAsync<InvalidOperationException>(() => signer.SignAsync(new byte[1], Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("signing")]
    [InlineData("http://hub.vault.azure.net/keys/signing")]
    [InlineData("https://hub.vault.azure.net/secrets/signing")]
    [InlineData("https://hub.vault.azure.net/keys/signing/0123")]
    public void Open_AddressOfNoKey_IsRefused(string address) => Assert.Throws<ArgumentException>(() => KeyVaultSigner.Open(address, new FixedToken(), TimeProvider.System));

    sealed class VaultOptions : ClientOptions;

    sealed class FixedToken : TokenCredential
    {
        static readonly AccessToken Token = new("token", DateTimeOffset.MaxValue);

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => Token;

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Assert.Equal(["https://vault.azure.net/.default"], requestContext.Scopes);
            return ValueTask.FromResult(Token);
        }
    }

    sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>A vault with one key, as its REST interface answers.</summary>
    sealed class Vault : HttpMessageHandler
    {
        readonly List<(ECDsa Key, long Created, bool IsEnabled)> _versions = [];

        public List<string> Tokens { get; } = [];

        public void Add(DateTime created, bool isEnabled = true) =>
            _versions.Add((ECDsa.Create(ECCurve.NamedCurves.nistP256), new DateTimeOffset(created, TimeSpan.Zero).ToUnixTimeSeconds(), isEnabled));

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Tokens.Add(request.Headers.Authorization!.ToString());
            string[] path = request.RequestUri!.AbsolutePath.Split('/')[3..];
            if (path is ["versions"]) return Json(new { value = _versions.Select((v, i) => new { kid = $"{Key}/{i}", attributes = new { enabled = v.IsEnabled, created = v.Created } }) });
            ECDsa key = _versions[int.Parse(path[0], System.Globalization.CultureInfo.InvariantCulture)].Key;
            if (path is [_, "sign"])
            {
                JsonElement asked = JsonElement.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
                Assert.Equal("ES256", asked.GetProperty("alg").GetString());
                return Json(new { value = Base64Url.EncodeToString(key.SignHash(Base64Url.DecodeFromChars(asked.GetProperty("value").GetString()))) });
            }

            ECPoint point = key.ExportParameters(false).Q;
            return Json(new { key = new { kty = "EC", crv = "P-256", x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) } });
        }

        static HttpResponseMessage Json<T>(T value) => new(HttpStatusCode.OK) { Content = JsonContent.Create(value) };
    }
}
