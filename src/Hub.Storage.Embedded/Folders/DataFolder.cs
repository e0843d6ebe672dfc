using Hub.Storage.Embedded.Blobs;
using Hub.Storage.Embedded.Keys;
using Hub.Storage.Embedded.Queues;
using Hub.Storage.Embedded.Sqlite;
using Hub.Storage.Embedded.Tables;
using Hub.Storage.Embedded.Uploads;

namespace Hub.Storage.Embedded.Folders;

/// <summary>
/// Everything a hub on one machine keeps: <c>queues.db</c>, <c>tables-N.db</c>, <c>wrapped-keys.db</c>, <c>blobs</c>, <c>keys</c>. One process writes
/// it; others may read beside it. Only its owner may enter the folder.
/// </summary>
public sealed class DataFolder : IDisposable
{
    readonly FolderLock? held;
    readonly Databases databases;

    DataFolder(string path, FolderLock? held, Databases databases, FolderBlobs blobs, FileSigner signer, FileKeyRing keyRing, SignedUploadLinks? uploadLinks, TimeProvider clock)
    {
        Path = path;
        this.held = held;
        this.databases = databases;
        Blobs = blobs;
        Signer = signer;
        KeyRing = keyRing;
        UploadLinks = uploadLinks;
        Tables = new ShardedTables([.. databases.Tables.Select(d => new SqliteTables(d))], new SqliteTables(databases.Keys));
        Remains = new SqliteRemains([.. databases.Tables], databases.Keys);
        Queue = new SqliteQueue(databases.Queues, clock);
    }

    public string Path { get; }

    public ShardedTables Tables { get; }

    public SqliteRemains Remains { get; }

    public SqliteQueue Queue { get; }

    public FolderBlobs Blobs { get; }

    public FileSigner Signer { get; }

    public FileKeyRing KeyRing { get; }

    /// <summary>Null where the folder was opened for reading only.</summary>
    public SignedUploadLinks? UploadLinks { get; }

    /// <summary>Transactions made durable since the folder was opened, in all its databases.</summary>
    public long Transactions => databases.Transactions;

    /// <summary>Opens the folder to write, making it if there is none.</summary>
    /// <exception cref="DataFolderInUseException">Another process writes it.</exception>
    public static DataFolder Open(string path, TimeProvider clock)
    {
        path = System.IO.Path.GetFullPath(path);
        PosixFiles.MakeFolder(path);
        FolderLock held = FolderLock.Take(path);
        try
        {
            var databases = Databases.Open(name => SqliteDatabase.Open(System.IO.Path.Combine(path, name), clock));
            PosixFiles.SyncFolder(path);
            var folder = new DataFolder(path, held, databases, FolderBlobs.Open(path, clock), FileSigner.Open(path, clock), FileKeyRing.Open(path), SignedUploadLinks.Open(path, clock), clock);
            folder.Queue.ShowWaiting();
            return folder;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Opens a folder that is there already to write.</summary>
    /// <exception cref="NoDataFolderException">There is no data folder here.</exception>
    /// <exception cref="DataFolderInUseException">Another process writes it.</exception>
    public static DataFolder OpenExisting(string path, TimeProvider clock)
    {
        Expect(System.IO.Path.GetFullPath(path));
        return Open(path, clock);
    }

    /// <summary>Opens the folder to read, whether or not a process writes it. All that writes throws <see cref="InvalidOperationException"/>.</summary>
    /// <exception cref="NoDataFolderException">There is no data folder here.</exception>
    public static DataFolder OpenForReading(string path, TimeProvider clock)
    {
        path = System.IO.Path.GetFullPath(path);
        Expect(path);
        var databases = Databases.Open(name => SqliteDatabase.OpenForReading(System.IO.Path.Combine(path, name)));
        return new DataFolder(path, null, databases, FolderBlobs.OpenForReading(path), FileSigner.OpenForReading(path, clock), FileKeyRing.OpenForReading(path), null, clock);
    }

    /// <summary>Who writes the folder now; null when nobody does.</summary>
    public static FolderHolder? HolderOf(string path) => FolderLock.HolderOf(path);

    /// <summary>What is wrong with the databases of a folder, each read as a whole; nothing when they are whole. Also beside the process that writes them.</summary>
    public static IEnumerable<(string Name, string Fault)> FaultsOf(string path)
    {
        foreach (string name in Databases.Names)
        {
            string file = System.IO.Path.Combine(path, name);
            if (!File.Exists(file)) yield return (name, "is missing");
            else if (SqliteDatabase.FaultOf(file) is { } fault) yield return (name, fault);
        }
    }

    static void Expect(string path)
    {
        if (!Databases.Names.Any(name => File.Exists(System.IO.Path.Combine(path, name)))) throw new NoDataFolderException(path);
    }

    /// <summary>Tells a second process that wants to write where this one serves; null when it no longer does.</summary>
    public void Announce(string? address) =>
        (held ?? throw new InvalidOperationException("This data folder was opened for reading only.")).Announce(address);

    public void Dispose()
    {
        databases.Dispose();
        Signer.Dispose();
        held?.Dispose();
    }
}
