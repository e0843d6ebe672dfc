namespace Hub.Storage.Embedded.Sqlite;

/// <summary>
/// The database file that tables, queues and workflows share: one writing thread with group commit, any number of readers.
/// A commit is on the disk when its task ends (WAL with <c>synchronous=FULL</c>): neither a crash nor a power cut loses it.
/// </summary>
public sealed class SqliteDatabase : IDisposable
{
    // Measured with a million rows: 8 KiB pages cost 15 % more CPU in bulk, and 4 KiB pages 40 %.
    const int PageBytes = 16 * 1024;
    // The writer's cache, and the log before it is copied back: about 16 and 64 MiB.
    const int CacheKibibytes = 16 * 1024;
    const int CheckpointPages = 4000;
    const long CheckpointBytes = (long)CheckpointPages * PageBytes;

    /// <summary>How long a statement waits for a lock, such as that of a process that recovers the log after a crash.</summary>
    internal const int BusyMilliseconds = 10_000;

    readonly GroupCommit? writer;
    readonly Readers readers;

    SqliteDatabase(GroupCommit? writer, Readers readers) => (this.writer, this.readers) = (writer, readers);

    /// <summary>Transactions, each of one fsync, since the database was opened.</summary>
    public long Transactions => writer?.Transactions ?? 0;

    /// <summary>Opens the file to write, making it if there is none. Only one process may: see <c>DataFolder</c>.</summary>
    public static SqliteDatabase Open(string path, TimeProvider clock)
    {
        Connection connection = Connection.Open(path, writes: true);
        try
        {
            connection.Execute($"pragma page_size = {PageBytes}");
            connection.Execute("pragma journal_mode = wal");
            connection.Execute("pragma synchronous = full");
            // What is deleted is overwritten; it costs nothing measurable in bulk writes. What it does not reach: see SqliteRemains.
            connection.Execute("pragma secure_delete = on");
            connection.Execute($"pragma busy_timeout = {BusyMilliseconds}");
            connection.Execute($"pragma cache_size = -{CacheKibibytes}");
            connection.Execute($"pragma wal_autocheckpoint = {CheckpointPages}");
            // A log that grew behind a long read (a backup) is cut again afterwards.
            connection.Execute($"pragma journal_size_limit = {2 * CheckpointBytes}");
            var log = new LogBound(connection, path + "-wal", 4 * CheckpointBytes);
            return new SqliteDatabase(new GroupCommit(new WriteConnection(connection, log, clock.GetUtcNow())), new Readers(path));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens an existing file to read, beside the process that writes it. Writing throws <see cref="InvalidOperationException"/>.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static SqliteDatabase OpenForReading(string path) =>
        File.Exists(path) ? new SqliteDatabase(null, new Readers(path)) : throw new FileNotFoundException("There is no database here.", path);

    /// <summary>What is wrong with a database, read as a whole; null when it is whole.</summary>
    internal static string? FaultOf(string path)
    {
        try
        {
            using Connection connection = Connection.Open(path, writes: false);
            Statement check = connection.Prepared("pragma quick_check(1)");
            string answer = check.Step() ? check.Text(0) : "";
            return answer == "ok" ? null : answer;
        }
        catch (IOException unreadable)
        {
            return unreadable.Message;
        }
    }

    /// <summary>Closes after finishing what waits to be written.</summary>
    public void Dispose()
    {
        readers.Dispose();
        writer?.Dispose();
    }

    internal Task<T> WriteAsync<T>(int sizeBytes, Func<WriteConnection, T> apply, CancellationToken cancel) =>
        (writer ?? throw new InvalidOperationException("This data folder was opened for reading only.")).WriteAsync(sizeBytes, apply, cancel);

    /// <summary>
    /// Empties the log, so that it holds no page as it was; with <paramref name="rewrite"/> writes the whole file anew before, so that
    /// no page holds anything but rows that are there. False when readers that are under way still need the log.
    /// </summary>
    internal Task<bool> ClearRemainsAsync(bool rewrite, CancellationToken cancel) =>
        (writer ?? throw new InvalidOperationException("This data folder was opened for reading only.")).ClearRemainsAsync(rewrite, cancel);

    internal T Read<T>(Func<Connection, T> read) => readers.Read(read);
}
