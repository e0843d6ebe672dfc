using Hub.Storage.Embedded.Sqlite;

namespace Hub.Storage.Embedded.Folders;

/// <summary>The databases of a data folder, opened and closed together.</summary>
sealed class Databases : IDisposable
{
    /// <summary>Databases of tables: a property of every data folder, never changed. Two keep two processors busy; more would cost a small hub fsyncs.</summary>
    const int Shards = 2;

    const string QueuesName = "queues.db";

    readonly List<SqliteDatabase> _open = [];

    /// <summary>File names in the data folder.</summary>
    public static IEnumerable<string> Names => [QueuesName, .. Enumerable.Range(0, Shards).Select(TablesName)];

    public SqliteDatabase Queues => _open[0];

    public IEnumerable<SqliteDatabase> Tables => _open.Skip(1);

    /// <param name="open">Opens the database of a file name.</param>
    public static Databases Open(Func<string, SqliteDatabase> open)
    {
        var databases = new Databases();
        try
        {
            databases._open.Add(open(QueuesName));
            for (int shard = 0; shard < Shards; shard++) databases._open.Add(open(TablesName(shard)));
            return databases;
        }
        catch
        {
            databases.Dispose();
            throw;
        }
    }

    static string TablesName(int shard) => $"tables-{shard}.db";

    /// <summary>Side by side: each writes back its log.</summary>
    public void Dispose() => Parallel.ForEach(_open, static database => database.Dispose());
}
