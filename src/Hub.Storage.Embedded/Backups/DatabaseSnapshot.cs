using Hub.Storage.Embedded.Sqlite;

namespace Hub.Storage.Embedded.Backups;

/// <summary>
/// All databases of a data folder as they were at one moment, whether or not a process writes them. What one database says rests on
/// the others (the feed counts what it took from the outboxes), so the moment must be the same for all: writing is held up in every
/// one of them for as long as it takes to begin reading, some milliseconds.
/// </summary>
sealed class DatabaseSnapshot : IDisposable
{
    readonly List<(string Path, Connection Reader)> _readers = [];

    public static DatabaseSnapshot Take(IReadOnlyList<string> paths)
    {
        var snapshot = new DatabaseSnapshot();
        var locks = new List<Connection>();
        try
        {
            foreach (string path in paths)
            {
                locks.Add(Open(path, writes: true));
                locks[^1].Execute("begin immediate");
            }

            foreach (string path in paths)
            {
                snapshot._readers.Add((path, Open(path, writes: false)));
                snapshot._readers[^1].Reader.Execute("begin; select 1 from sqlite_schema limit 1");
            }

            return snapshot;
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }
        finally
        {
            foreach (Connection held in locks)
            {
                held.RollBack();
                held.Dispose();
            }
        }
    }

    /// <summary>Copies each database into the folder, under its own name.</summary>
    public IEnumerable<string> CopyTo(string folder, CancellationToken cancel)
    {
        foreach ((string path, Connection reader) in _readers)
        {
            string copy = Path.Combine(folder, Path.GetFileName(path));
            using (Connection destination = Connection.Open(copy, writes: true)) reader.CopyTo(destination, cancel);
            // One file without a log; the hub that opens it makes a log again. Of a connection that learns of the copy's mode only now.
            using (Connection again = Connection.Open(copy, writes: true)) again.Execute("pragma journal_mode = delete");
            yield return copy;
        }
    }

    public void Dispose()
    {
        foreach ((_, Connection reader) in _readers) reader.Dispose();
    }

    static Connection Open(string path, bool writes)
    {
        Connection connection = Connection.Open(path, writes);
        connection.Execute($"pragma busy_timeout = {SqliteDatabase.BusyMilliseconds}");
        return connection;
    }
}
