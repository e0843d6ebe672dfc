using System.Security.Cryptography;
using System.Text.Json;
using Hub.Ports;
using Hub.Storage.Embedded.Folders;

namespace Hub.Storage.Embedded.Keys;

/// <summary>Pepper and wrapping keys in a file of the data folder, made on first use: <c>keys/learners/ring.json</c>, readable by its owner only.</summary>
/// <remarks>Without this file no learner can be read. It belongs into a backup of its own, apart from the data.</remarks>
public sealed class FileKeyRing : IKeyRing
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

    Ring Load()
    {
        lock (_gate) return _ring ??= Read() ?? Make();
    }

    string FilePath => Path.Combine(_folder, "ring.json");

    Ring? Read() => File.Exists(FilePath)
        ? JsonSerializer.Deserialize<Ring>(File.ReadAllBytes(FilePath)) ?? throw new InvalidDataException($"'{FilePath}' holds no keys.")
        : null;

    Ring Make()
    {
        if (!_writes) throw new InvalidOperationException("This data folder was opened for reading only, and it has no keys for learners.");
        var made = new Ring(RandomNumberGenerator.GetBytes(SecretBytes), [new RingKey(RandomNumberGenerator.GetHexString(16, lowercase: true), RandomNumberGenerator.GetBytes(SecretBytes))]);
        PosixFiles.MakeFolder(Path.GetDirectoryName(_folder)!);
        PosixFiles.MakeFolder(_folder);
        string temporary = FilePath + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(temporary, options))
        {
            JsonSerializer.Serialize(file, made);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, FilePath);
        PosixFiles.SyncFolder(_folder);
        return made;
    }

    /// <param name="Keys">Oldest first; the last one wraps.</param>
    sealed record Ring(byte[] Pepper, IReadOnlyList<RingKey> Keys);

    sealed record RingKey(string Id, byte[] Key)
    {
        public WrappingKey ToKey() => new(Id, Key);
    }
}
