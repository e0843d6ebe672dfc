using System.Security.Cryptography;
using System.Text;
using Hub.Ports;
using Hub.Storage.Azure.Keys;
using Xunit;

namespace Hub.Azure.Tests;

public sealed class SettingSignerTests
{
    const string Jwk = """
        {"kid":"k1","kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI","createdAt":"2026-01-02T03:04:05+00:00"}
        """;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sign_WithJwk_IsVerifiedByItsPublishedKey()
    {
        using var signer = new SettingSigner(Jwk, null);

        string jws = await Jws.SignAsync(signer, "test+jws", Encoding.UTF8.GetBytes("{}"), Cancel);

        IReadOnlyList<PublicSigningKey> keys = await signer.KeysAsync(Cancel);
        Assert.Equal("k1", Jws.Verify(jws, keys.ToArray()).Value.KeyId);
        PublicSigningKey key = Assert.Single(keys);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), key.CreatedAt);
        Assert.Null(key.RetiredAt);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\\n")]
    public async Task Sign_WithPem_IsVerifiedByItsPublishedKey(string lineEnd)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signer = new SettingSigner(key.ExportPkcs8PrivateKeyPem().ReplaceLineEndings(lineEnd), null);

        string jws = await Jws.SignAsync(signer, "test+jws", Encoding.UTF8.GetBytes("{}"), Cancel);

        Assert.Null(Jws.Verify(jws, (await signer.KeysAsync(Cancel)).ToArray()).Problem);
    }

    [Fact]
    public async Task Keys_WithRetired_ListsTheCurrentFirstAndTheOthersAsRetired()
    {
        string retired = $$"""{"keys":[{{Jwk}},{{Jwk.Replace("k1", "k0", StringComparison.Ordinal)}}]}""";
        using var signer = new SettingSigner(Jwk, retired);

        IReadOnlyList<PublicSigningKey> keys = await signer.KeysAsync(Cancel);

        Assert.Equal(["k1", "k0"], keys.Select(key => key.KeyId));
        Assert.Null(keys[0].RetiredAt);
        Assert.NotNull(keys[1].RetiredAt);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("secret-but-no-key")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""")]
    public void New_WithoutAPrivateKey_IsRefusedWithoutShowingIt(string? setting)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => new SettingSigner(setting, null));

        if (!string.IsNullOrWhiteSpace(setting)) Assert.DoesNotContain(setting, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void New_WithPemOfAnotherCurve_IsRefused()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.Throws<ArgumentException>(() => new SettingSigner(key.ExportPkcs8PrivateKeyPem(), null));
    }
}
