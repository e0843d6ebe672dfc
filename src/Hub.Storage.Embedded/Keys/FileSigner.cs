using System.Security.Cryptography;
using Hub.Ports;

namespace Hub.Storage.Embedded.Keys;

/// <summary>Signs with a key in the data folder, made on first use.</summary>
public sealed class FileSigner : ISigner, IDisposable
{
    readonly KeyFiles files;
    readonly TimeProvider clock;
    readonly bool writes;
    readonly Lock gate = new();
    List<StoredKey> keys;
    ECDsa? signing;

    FileSigner(string dataFolder, TimeProvider clock, bool writes)
    {
        files = new KeyFiles(Path.Combine(dataFolder, "keys"));
        this.clock = clock;
        this.writes = writes;
        keys = files.Load();
    }

    public static FileSigner Open(string dataFolder, TimeProvider clock) => new(dataFolder, clock, writes: true);

    /// <summary>Lists the keys and signs with the one in use, but makes none.</summary>
    public static FileSigner OpenForReading(string dataFolder, TimeProvider clock) => new(dataFolder, clock, writes: false);

    public Task<IReadOnlyList<PublicSigningKey>> KeysAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (gate)
        {
            if (writes) Current();
            return Task.FromResult<IReadOnlyList<PublicSigningKey>>([.. keys.Select(key => key.ToPublic())]);
        }
    }

    public Task<(string KeyId, byte[] Signature)> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (gate)
        {
            StoredKey key = Current();
            signing ??= key.ToSigner();
            byte[] signature = signing.SignData(data.Span, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            return Task.FromResult((key.KeyId, signature));
        }
    }

    /// <summary>Makes a new key and retires the one in use, whose private part is destroyed. Gives the new key.</summary>
    public Task<PublicSigningKey> RotateAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (gate)
        {
            StoredKey made = Add();
            RetireAllBut(made);
            return Task.FromResult(made.ToPublic());
        }
    }

    public void Dispose() => signing?.Dispose();

    /// <summary>The key in use. After a crash in the middle of a rotation there are two: the newer one is it.</summary>
    StoredKey Current()
    {
        StoredKey? current = keys.LastOrDefault(key => key.RetiredAt is null);
        if (current is null) return Add();
        if (writes && keys.Count(key => key.RetiredAt is null) > 1) RetireAllBut(current);
        return current;
    }

    StoredKey Add()
    {
        if (!writes) throw new InvalidOperationException("This data folder was opened for reading only, and it has no signing key.");
        StoredKey made = StoredKey.Make(clock.GetUtcNow());
        files.Save(made);
        keys = [.. keys, made];
        return made;
    }

    void RetireAllBut(StoredKey current)
    {
        DateTimeOffset now = clock.GetUtcNow();
        foreach (StoredKey old in keys.Where(key => key.RetiredAt is null && key.KeyId != current.KeyId).ToList())
        {
            StoredKey retired = old.Retire(now);
            files.Save(retired);
            keys = [.. keys.Select(key => key.KeyId == old.KeyId ? retired : key)];
        }

        signing?.Dispose();
        signing = null;
    }
}
