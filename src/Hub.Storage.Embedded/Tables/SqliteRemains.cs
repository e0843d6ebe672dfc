using Hub.Ports;
using Hub.Storage.Embedded.Sqlite;

namespace Hub.Storage.Embedded.Tables;

/// <summary>
/// Clears remains in the files of databases. <c>secure_delete</c> overwrites what is deleted, but not the copies of rows that stay in a
/// page when SQLite moves them to another one as the tree grows; and the write-ahead log holds pages as they were. So the database of
/// keys, which is small, is written anew, and the logs of all are emptied.
/// </summary>
public sealed class SqliteRemains(IReadOnlyList<SqliteDatabase> tables, SqliteDatabase keys) : IRemains
{
    public async Task<bool> ClearAsync(CancellationToken cancel)
    {
        bool[] cleared = await Task.WhenAll([keys.ClearRemainsAsync(rewrite: true, cancel), .. tables.Select(t => t.ClearRemainsAsync(rewrite: false, cancel))]);
        return cleared.All(done => done);
    }
}
