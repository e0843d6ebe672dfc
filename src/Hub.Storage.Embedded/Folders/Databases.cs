using Hub.Storage.Embedded.Sqlite;

namespace Hub.Storage.Embedded.Folders;

/// <summary>The databases of a data folder, opened and closed together.</summary>
sealed class Databases : IDisposable
{
    /// <summary>Databases of tables: a property of every data folder, never changed. Two keep two processors busy; more would cost a small hub fsyncs.</summary>
    const int Shards = 2;

    readonly List<SqliteDatabase> _open = [];

    public SqliteDatabase Queues => _open[0];

    public IEnumerable<SqliteDatabase> Tables => _open.Skip(1);

    /// <param name="open">Opens the database of a file name.</param>
    public static Databases Open(Func<string, SqliteDatabase> open)
    {
        var databases = new Databases();
        try
        {
            databases._open.Add(open("queues.db"));
            for (int shard = 0; shard < Shards; shard++) databases._open.Add(open($"tables-{shard}.db"));
            return databases;
        }
        catch
        {
            databases.Dispose();
            throw;
        }
    }

    /// <summary>Side by side: each writes back its log.</summary>
    public void Dispose() => Parallel.ForEach(_open, static database => database.Dispose());
}
