using System.Security.Cryptography;
using System.Text.Json;
using Hub.Ports;
using Hub.Storage.Embedded.Folders;

namespace Hub.Storage.Embedded.Keys;

/// <summary>Pepper and wrapping keys in a file of the data folder, made on first use: <c>keys/learners/ring.json</c>, readable by its owner only.</summary>
/// <remarks>Without this file no learner can be read. It belongs into a backup of its own, apart from the data.</remarks>
public sealed class FileKeyRing : IOwnedKeyRing
{
    const int SecretBytes = 32;

    readonly string _folder;
    readonly bool _writes;
    readonly Lock _gate = new();
    Ring? _ring;

    FileKeyRing(string dataFolder, bool writes) => (_folder, _writes) = (Path.Combine(dataFolder, "keys", "learners"), writes);

    public static FileKeyRing Open(string dataFolder) => new(dataFolder, writes: true);

    /// <summary>Uses the keys that are there, but makes none.</summary>
    public static FileKeyRing OpenForReading(string dataFolder) => new(dataFolder, writes: false);

    public Task<ReadOnlyMemory<byte>> PepperAsync(CancellationToken cancel) => Task.FromResult<ReadOnlyMemory<byte>>(Load().Pepper);

    public Task<WrappingKey> CurrentAsync(CancellationToken cancel) => Task.FromResult(Load().Keys[^1].ToKey());

    public Task<WrappingKey?> FindAsync(string keyId, CancellationToken cancel) => Task.FromResult(Load().Keys.FirstOrDefault(k => k.Id == keyId)?.ToKey());

    public Task<IReadOnlyList<string>> KeyIdsAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>([.. Load().Keys.Select(k => k.Id)]);

    public Task<WrappingKey> AddAsync(CancellationToken cancel)
    {
        lock (_gate)
        {
            Ring ring = Load();
            return Task.FromResult(Save(ring with { Keys = [.. ring.Keys, MakeKey()] }).Keys[^1].ToKey());
        }
    }

    public Task<int> RetireAsync(CancellationToken cancel)
    {
        lock (_gate)
        {
            Ring ring = Load();
            if (ring.Keys.Count > 1) Save(ring with { Keys = [ring.Keys[^1]] });
            return Task.FromResult(ring.Keys.Count - 1);
        }
    }

    Ring Load()
    {
        lock (_gate) return _ring ??= Read() ?? Save(new Ring(RandomNumberGenerator.GetBytes(SecretBytes), [MakeKey()]));
    }

    string FilePath => Path.Combine(_folder, "ring.json");

    Ring? Read() => File.Exists(FilePath)
        ? JsonSerializer.Deserialize<Ring>(File.ReadAllBytes(FilePath)) ?? throw new InvalidDataException($"'{FilePath}' holds no keys.")
        : null;

    static RingKey MakeKey() => new(RandomNumberGenerator.GetHexString(16, lowercase: true), RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>Durable when this returns: a crash leaves the ring as it was or as it is to be.</summary>
    Ring Save(Ring ring)
    {
        if (!_writes) throw new InvalidOperationException(File.Exists(FilePath) ? "This data folder was opened for reading only." : "This data folder was opened for reading only, and it has no keys for learners.");
        PosixFiles.MakeFolder(Path.GetDirectoryName(_folder)!);
        PosixFiles.MakeFolder(_folder);
        string temporary = FilePath + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(temporary, options))
        {
            JsonSerializer.Serialize(file, ring);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, FilePath, overwrite: true);
        PosixFiles.SyncFolder(_folder);
        return _ring = ring;
    }

    /// <param name="Keys">Oldest first; the last one wraps.</param>
    sealed record Ring(byte[] Pepper, IReadOnlyList<RingKey> Keys);

    sealed record RingKey(string Id, byte[] Key)
    {
        public WrappingKey ToKey() => new(Id, Key);
    }
}
