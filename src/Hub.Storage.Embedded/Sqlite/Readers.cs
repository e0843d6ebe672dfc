using System.Collections.Concurrent;

namespace Hub.Storage.Embedded.Sqlite;

/// <summary>
/// Read-only connections, as many as threads that read at the same time. In WAL mode they see every commit whose task has
/// ended and neither wait for the writer nor hold it up.
/// </summary>
sealed class Readers(string path) : IDisposable
{
    readonly ConcurrentBag<Connection> idle = [];
    volatile bool closed;

    /// <summary>Reads inside one snapshot. It runs on the caller's thread: a read is some microseconds of CPU.</summary>
    public T Read<T>(Func<Connection, T> read)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        Connection connection = idle.TryTake(out Connection? free) ? free : Open();
        try
        {
            connection.Prepared("begin").Run();
            T result = read(connection);
            connection.Prepared("commit").Run();
            idle.Add(connection);
            if (closed) Dispose();
            return result;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        closed = true;
        while (idle.TryTake(out Connection? connection)) connection.Dispose();
    }

    Connection Open()
    {
        Connection connection = Connection.Open(path, writes: false);
        // Small: every commit empties a reader's cache, and what it reads again comes from the system's.
        connection.Execute($"pragma cache_size = -1024; pragma busy_timeout = {SqliteDatabase.BusyMilliseconds}; pragma query_only = on");
        return connection;
    }
}
