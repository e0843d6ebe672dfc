using Hub.Storage.Embedded.Sqlite;

namespace Hub.Storage.Embedded.Folders;

/// <summary>The databases of a data folder, opened and closed together.</summary>
sealed class Databases : IDisposable
{
    /// <summary>Databases of tables: a property of every data folder, never changed. Two keep two processors busy; more would cost a small hub fsyncs.</summary>
    const int Shards = 2;

    const string QueuesName = "queues.db";

    /// <summary>Apart from the others, so that it stays small enough to be written anew when a key is destroyed.</summary>
    const string KeysName = "wrapped-keys.db";

    readonly List<SqliteDatabase> _open = [];

    /// <summary>File names in the data folder.</summary>
    public static IEnumerable<string> Names => [QueuesName, KeysName, .. Enumerable.Range(0, Shards).Select(TablesName)];

    public SqliteDatabase Queues => _open[0];

    public SqliteDatabase Keys => _open[1];

    /// <summary>Without that of the keys.</summary>
    public IEnumerable<SqliteDatabase> Tables => _open.Skip(2);

    /// <summary>See <see cref="SqliteDatabase.Transactions"/>.</summary>
    public long Transactions => _open.Sum(d => d.Transactions);

    /// <param name="open">Opens the database of a file name.</param>
    public static Databases Open(Func<string, SqliteDatabase> open)
    {
        var databases = new Databases();
        try
        {
            foreach (string name in Names) databases._open.Add(open(name));
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
