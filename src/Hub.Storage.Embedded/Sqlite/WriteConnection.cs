namespace Hub.Storage.Embedded.Sqlite;

/// <summary>The one connection that writes, and the source of numbers (ETags, receipts) that never come again.</summary>
sealed class WriteConnection : IDisposable
{
    // Bits left for numbers of one run. The rest is the run: minutes since 2025, or the run before plus one. 255 years and
    // 2^36 writes a run, with no write of its own per number.
    const int NumberBits = 36;
    static readonly DateTimeOffset Zero = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly Connection connection;
    readonly LogBound log;
    readonly HashSet<string> made = [];
    long number;

    public WriteConnection(Connection connection, LogBound log, DateTimeOffset now)
    {
        (this.connection, this.log) = (connection, log);
        connection.Execute("create table if not exists store(name text primary key, value integer not null) without rowid");
        Statement read = connection.Prepared("select value from store where name = 'run'");
        long last = read.Step() ? read.Int64(0) : 0;
        read.Reset();
        long run = Math.Max(last + 1, (long)(now - Zero).TotalMinutes);
        connection.Prepared("insert into store(name, value) values('run', ?1) on conflict(name) do update set value = excluded.value").Bind(1, run).Run();
        number = run << NumberBits;
    }

    /// <summary>A number that this store never gave before, also not before a restart.</summary>
    public long NextNumber() => ++number;

    public LogicalTable Table(string table) => connection.MakeTable(table);

    public Statement Prepared(string sql) => connection.Prepared(sql);

    /// <summary>Runs the SQL that makes a table of the store's own, unless the table is there.</summary>
    public void MakeOnce(string table, string sql)
    {
        if (!made.Contains(table))
        {
            connection.Execute(sql);
            made.Add(table);
        }
    }

    public void Begin() => connection.Prepared("begin immediate").Run();

    public void Commit() => connection.Prepared("commit").Run();

    public void RollBack()
    {
        made.Clear();
        connection.RollBack();
    }

    /// <summary>Housekeeping between transactions.</summary>
    public void KeepLogShort() => log.Keep();

    /// <summary>Between transactions, see <see cref="SqliteDatabase.ClearRemainsAsync"/>.</summary>
    public bool ClearRemains(bool rewrite)
    {
        if (rewrite) connection.Execute("vacuum");
        return log.Empty();
    }

    public void Dispose() => connection.Dispose();
}
