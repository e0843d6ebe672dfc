using Hub.Ports;

namespace Hub.Storage.Azure.Keys;

/// <summary>
/// Pepper and wrapping keys from configuration, where references to a key vault stand for them. A new key takes effect with a restart;
/// old ones stay behind it as long as something is wrapped by them.
/// </summary>
public sealed class SettingKeyRing : IKeyRing
{
    const int KeyBytes = 32;

    readonly byte[] pepper;
    readonly IReadOnlyList<WrappingKey> keys;

    /// <param name="pepper">Base64 of at least 32 bytes.</param>
    /// <param name="wrappingKeys"><c>id:base64</c> of 32 bytes each, divided by spaces; the first one wraps.</param>
    /// <exception cref="ArgumentException">One of them cannot be read; the message does not show it.</exception>
    public SettingKeyRing(string? pepper, string? wrappingKeys)
    {
        this.pepper = Read(pepper ?? "", "Hub:LearnerPepper");
        if (this.pepper.Length < KeyBytes) throw new ArgumentException("Hub:LearnerPepper has to be base64 of at least 32 bytes.");
        keys = [.. (wrappingKeys ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ReadKey)];
        if (keys.Count == 0) throw new ArgumentException("Hub:WrappingKeys names no key.");
    }

    public Task<ReadOnlyMemory<byte>> PepperAsync(CancellationToken cancel) => Task.FromResult<ReadOnlyMemory<byte>>(pepper);

    public Task<WrappingKey> CurrentAsync(CancellationToken cancel) => Task.FromResult(keys[0]);

    public Task<WrappingKey?> FindAsync(string keyId, CancellationToken cancel) => Task.FromResult(keys.FirstOrDefault(k => k.KeyId == keyId));

    static WrappingKey ReadKey(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        byte[] key = Read(colon < 1 ? "" : text[(colon + 1)..], "Hub:WrappingKeys");
        return key.Length == KeyBytes ? new WrappingKey(text[..colon], key) : throw new ArgumentException("Hub:WrappingKeys has to be id:base64 of 32 bytes each.");
    }

    static byte[] Read(string base64, string setting)
    {
        try
        {
            return Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            throw new ArgumentException($"{setting} is no base64.");
        }
    }
}
