using System.Buffers.Text;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Ports;
using Hub.Storage.Embedded.Keys;
using Xunit;

namespace Hub.Storage.Tests.Embedded;

public sealed class FileSignerTests : IDisposable
{
    static readonly byte[] Data = "receipt"u8.ToArray();
    readonly TemporaryFolder temporary = new();
    readonly SettableClock clock = new();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => temporary.Dispose();

    [Fact]
    public async Task Sign_FirstUse_MakesAKeyThatVerifies()
    {
        using FileSigner signer = Open();

        (string keyId, byte[] signature) = await signer.SignAsync(Data, Cancel);

        PublicSigningKey key = Assert.Single(await signer.KeysAsync(Cancel));
        Assert.Equal(keyId, key.KeyId);
        Assert.Equal(clock.GetUtcNow(), key.CreatedAt);
        Assert.Null(key.RetiredAt);
        Assert.Equal(64, signature.Length);
        Assert.True(Verifies(key, signature));
    }

    [Fact]
    public async Task Keys_Id_IsTheThumbprintOfRfc7638()
    {
        using FileSigner signer = Open();

        PublicSigningKey key = Assert.Single(await signer.KeysAsync(Cancel));

        string members = $$"""{"crv":"P-256","kty":"EC","x":"{{key.X}}","y":"{{key.Y}}"}""";
        Assert.Equal(Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(members))), key.KeyId);
        Assert.Equal((32, 32), (Base64Url.DecodeFromChars(key.X).Length, Base64Url.DecodeFromChars(key.Y).Length));
    }

    [Fact]
    public async Task Sign_AfterReopening_UsesTheSameKey()
    {
        string first;
        using (FileSigner signer = Open()) first = (await signer.SignAsync(Data, Cancel)).KeyId;

        using FileSigner again = Open();
        (string keyId, byte[] signature) = await again.SignAsync(Data, Cancel);

        Assert.Equal(first, keyId);
        Assert.True(Verifies(Assert.Single(await again.KeysAsync(Cancel)), signature));
    }

    [Fact]
    public async Task Rotate_KeyInUse_RetiresItAndKeepsItPublished()
    {
        using FileSigner signer = Open();
        (string oldId, byte[] oldSignature) = await signer.SignAsync(Data, Cancel);
        clock.Advance(TimeSpan.FromDays(1));

        PublicSigningKey made = await signer.RotateAsync(Cancel);

        (string newId, byte[] newSignature) = await signer.SignAsync(Data, Cancel);
        using FileSigner again = Open();
        IReadOnlyList<PublicSigningKey> keys = await again.KeysAsync(Cancel);
        Assert.Equal([oldId, made.KeyId], keys.Select(key => key.KeyId));
        Assert.Equal([clock.GetUtcNow(), null], keys.Select(key => key.RetiredAt));
        Assert.Equal(made.KeyId, newId);
        Assert.True(Verifies(keys[0], oldSignature));
        Assert.True(Verifies(keys[1], newSignature));
    }

    [Fact]
    public async Task Rotate_OldKeyFile_LosesItsPrivatePart()
    {
        using FileSigner signer = Open();
        string oldId = (await signer.SignAsync(Data, Cancel)).KeyId;
        string newId = (await signer.RotateAsync(Cancel)).KeyId;

        Assert.False(Json(oldId).TryGetProperty("d", out _));
        Assert.True(Json(newId).TryGetProperty("d", out _));
        Assert.Equal(("EC", "P-256", newId), (Json(newId).GetProperty("kty").GetString(), Json(newId).GetProperty("crv").GetString(), Json(newId).GetProperty("kid").GetString()));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Keys_FileOnUnix_IsItsOwnersOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other rights.");
        using FileSigner signer = Open();
        string keyId = (await signer.RotateAsync(Cancel)).KeyId;

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PathOf(keyId)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(PathOf(keyId))!));
    }

    [Fact]
    public async Task OpenForReading_NoKey_MakesNone()
    {
        using FileSigner signer = FileSigner.OpenForReading(temporary.Path, clock);

        Assert.Empty(await signer.KeysAsync(Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => signer.SignAsync(Data, Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => signer.RotateAsync(Cancel));
        Assert.False(Directory.Exists(temporary.Path));
    }

    FileSigner Open() => FileSigner.Open(temporary.Path, clock);

    string PathOf(string keyId) => Path.Combine(temporary.Path, "keys", keyId + ".json");

    JsonElement Json(string keyId) => JsonElement.Parse(File.ReadAllText(PathOf(keyId)));

    static bool Verifies(PublicSigningKey key, byte[] signature)
    {
        using ECDsa verifier = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars(key.X), Y = Base64Url.DecodeFromChars(key.Y) },
        });
        return verifier.VerifyData(Data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}
