using SQLitePCL;

namespace Hub.Storage.Embedded.Sqlite;

/// <summary>The database could not do what it was asked to: disk full, an I/O error, a damaged file.</summary>
/// <param name="code">SQLite's primary result code.</param>
sealed class SqliteFault(int code, string message) : IOException(message)
{
    /// <summary>True when the store itself is at fault, so that the rest of a batch would fail in the same way.</summary>
    public bool ConcernsStore => code is raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB
        or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    public static SqliteFault From(sqlite3 db, int code, string doing) =>
        new(code & 0xFF, $"SQLite error {code} while {doing}: {raw.sqlite3_errmsg(db).utf8_to_string()}");
}
