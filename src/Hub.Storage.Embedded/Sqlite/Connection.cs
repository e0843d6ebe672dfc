using SQLitePCL;

namespace Hub.Storage.Embedded.Sqlite;

/// <summary>One connection, used by one thread at a time. Keeps its prepared statements by their text.</summary>
sealed class Connection : IDisposable
{
    readonly sqlite3 db;
    readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);
    readonly Dictionary<string, LogicalTable> tables = new(StringComparer.OrdinalIgnoreCase);

    static Connection() => Batteries_V2.Init();

    Connection(sqlite3 db) => this.db = db;

    public static Connection Open(string path, bool writes)
    {
        int flags = raw.SQLITE_OPEN_NOMUTEX | (writes ? raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE : raw.SQLITE_OPEN_READONLY);
        int code = raw.sqlite3_open_v2(path, out sqlite3 db, flags, null);
        if (code == raw.SQLITE_OK) return new Connection(db);
        SqliteFault fault = SqliteFault.From(db, code, $"opening '{path}'");
        db.Dispose();
        throw fault;
    }

    public void Execute(string sql)
    {
        int code = raw.sqlite3_exec(db, sql);
        if (code != raw.SQLITE_OK) throw SqliteFault.From(db, code, $"running '{sql}'");
    }

    /// <summary>The statement of this text: prepared on first use, then kept for the life of the connection.</summary>
    public Statement Prepared(string sql)
    {
        if (statements.TryGetValue(sql, out Statement? known)) return known;
        int code = raw.sqlite3_prepare_v3(db, sql, raw.SQLITE_PREPARE_PERSISTENT, out sqlite3_stmt prepared);
        if (code != raw.SQLITE_OK) throw SqliteFault.From(db, code, $"preparing '{sql}'");
        return statements[sql] = new Statement(db, prepared);
    }

    /// <summary>The statements for a logical table, or null while nothing was ever written to it.</summary>
    public LogicalTable? FindTable(string table)
    {
        if (tables.TryGetValue(table, out LogicalTable? known)) return known;
        return HasTable(LogicalTable.RecordsName(table)) ? tables[table] = new LogicalTable(this, table) : null;
    }

    /// <summary>The statements for a logical table, which is made if need be: for the writer, inside its transaction.</summary>
    public LogicalTable MakeTable(string table)
    {
        if (FindTable(table) is { } there) return there;
        Execute(LogicalTable.CreateSql(table));
        return tables[table] = new LogicalTable(this, table);
    }

    public bool HasTable(string name)
    {
        Statement find = Prepared("select 1 from sqlite_schema where type = 'table' and name = ?1 collate nocase").Bind(1, name);
        bool found = find.Step();
        find.Reset();
        return found;
    }

    /// <summary>Undoes the open transaction, if SQLite has not done so itself, and forgets tables that it may have made.</summary>
    public void RollBack()
    {
        tables.Clear();
        if (raw.sqlite3_get_autocommit(db) == 0) Execute("rollback");
    }

    /// <summary>Copies the whole database as this connection sees it; within a transaction, as it was when that began.</summary>
    public void CopyTo(Connection destination, CancellationToken cancel)
    {
        const int PagesAtATime = 1024;
        using sqlite3_backup copying = raw.sqlite3_backup_init(destination.db, "main", db, "main") ?? throw SqliteFault.From(destination.db, raw.sqlite3_errcode(destination.db), "beginning to copy");
        for (int code; (code = raw.sqlite3_backup_step(copying, PagesAtATime)) != raw.SQLITE_DONE;)
        {
            if (code != raw.SQLITE_OK) throw SqliteFault.From(destination.db, code, "copying");
            cancel.ThrowIfCancellationRequested();
        }
    }

    public void Dispose()
    {
        foreach (Statement statement in statements.Values) statement.Dispose();
        db.Dispose();
    }
}
