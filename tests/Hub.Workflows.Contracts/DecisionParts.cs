using System.Buffers.Text;
using System.Security.Cryptography;
using Hub.Ports;
using Hub.Recognition.Cases;
using Hub.Recognition.Documents;

namespace Hub.Workflows.Contracts;

/// <summary>Sealed text that is only turned around, unless the learner was erased.</summary>
public sealed class PlainTexts : ICaseTexts
{
    public bool IsErased { get; set; }

    public static SealedText Of(string place, string text) => new(Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes($"{place}|{text}")));

    public Task<SealedText?> SealAsync(string learner, string place, ReadOnlyMemory<byte> plain, CancellationToken cancel) =>
        Task.FromResult<SealedText?>(IsErased ? null : Of(place, System.Text.Encoding.UTF8.GetString(plain.Span)));

    public Task<byte[]?> OpenAsync(string learner, string place, SealedText text, CancellationToken cancel)
    {
        if (IsErased) return Task.FromResult<byte[]?>(null);
        string opened = System.Text.Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text.Ciphertext));
        Assert.StartsWith(place + "|", opened, StringComparison.Ordinal);
        return Task.FromResult<byte[]?>(System.Text.Encoding.UTF8.GetBytes(opened[(place.Length + 1)..]));
    }
}

/// <summary>Signs with a key of its own that can be changed.</summary>
public sealed class TestSigner : ISigner
{
    readonly List<(PublicSigningKey Public, ECDsa Key)> _keys = [];

    public TestSigner() => Rotate();

    public void Rotate()
    {
        for (int i = 0; i < _keys.Count; i++) _keys[i] = (_keys[i].Public with { RetiredAt = DateTimeOffset.UnixEpoch }, _keys[i].Key);
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        ECParameters of = key.ExportParameters(includePrivateParameters: false);
        _keys.Add((new PublicSigningKey($"key-{_keys.Count}", Base64Url.EncodeToString(of.Q.X), Base64Url.EncodeToString(of.Q.Y), DateTimeOffset.UnixEpoch, null), key));
    }

    public IReadOnlyList<PublicSigningKey> Keys => [.. _keys.Select(k => k.Public)];

    public Task<IReadOnlyList<PublicSigningKey>> KeysAsync(CancellationToken cancel) => Task.FromResult(Keys);

    public Task<(string KeyId, byte[] Signature)> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancel) =>
        Task.FromResult((_keys[^1].Public.KeyId, _keys[^1].Key.SignData(data.Span, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)));
}

public sealed class FixedKeyRing : IKeyRing
{
    public Task<ReadOnlyMemory<byte>> PepperAsync(CancellationToken cancel) => Task.FromResult<ReadOnlyMemory<byte>>(new byte[32]);

    public Task<WrappingKey> CurrentAsync(CancellationToken cancel) => Task.FromResult(new WrappingKey("k", new byte[32]));

    public Task<WrappingKey?> FindAsync(string keyId, CancellationToken cancel) => Task.FromResult<WrappingKey?>(null);
}

/// <summary>A register that knows the target.</summary>
public sealed class NoNames : IDecisionNames
{
    public Task<IReadOnlyDictionary<string, string>> FindAsync(IReadOnlyCollection<string> organisations, IReadOnlyCollection<string> entries, string language, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string> { ["TARGET"] = $"Target in {language}" });
}
