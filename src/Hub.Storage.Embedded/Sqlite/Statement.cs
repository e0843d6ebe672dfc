using System.Text;
using SQLitePCL;

namespace Hub.Storage.Embedded.Sqlite;

/// <summary>
/// A prepared statement, used again and again. It sits directly on SQLite's C interface: bulk import spends its time here,
/// and an ADO layer would double it. Parameters count from 1 and stay bound until bound anew; columns count from 0.
/// </summary>
sealed class Statement(sqlite3 db, sqlite3_stmt statement) : IDisposable
{
    const int MaxStackBytes = 1024;

    public Statement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(statement, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, string value)
    {
        int most = Encoding.UTF8.GetMaxByteCount(value.Length);
        Span<byte> utf8 = most <= MaxStackBytes ? stackalloc byte[MaxStackBytes] : new byte[most];
        Check(raw.sqlite3_bind_text(statement, parameter, utf8[..Encoding.UTF8.GetBytes(value, utf8)]));
        return this;
    }

    /// <summary>Binds the key of a row: see <see cref="TableStatements"/>.</summary>
    public Statement BindKey(int parameter, string partition, string row)
    {
        int most = Encoding.UTF8.GetMaxByteCount(partition.Length + 1 + row.Length);
        Span<byte> utf8 = most <= MaxStackBytes ? stackalloc byte[MaxStackBytes] : new byte[most];
        int length = Encoding.UTF8.GetBytes(partition, utf8);
        utf8[length++] = (byte)'/';
        length += Encoding.UTF8.GetBytes(row, utf8[length..]);
        Check(raw.sqlite3_bind_text(statement, parameter, utf8[..length]));
        return this;
    }

    public Statement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        // An empty span has no address, which SQLite would take for NULL.
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(statement, parameter, 0) : raw.sqlite3_bind_blob(statement, parameter, value));
        return this;
    }

    /// <summary>Moves to the next row; at the end resets the statement and gives false.</summary>
    public bool Step()
    {
        int code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW) return true;
        if (code == raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(statement);
            return false;
        }

        SqliteFault fault = SqliteFault.From(db, code, "running a statement");
        raw.sqlite3_reset(statement);
        throw fault;
    }

    /// <summary>Runs a statement that gives no rows; the number of rows it changed.</summary>
    public int Run()
    {
        while (Step()) { }
        return raw.sqlite3_changes(db);
    }

    /// <summary>Leaves a statement that may have more rows: until then it holds its read lock.</summary>
    public void Reset() => raw.sqlite3_reset(statement);

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(statement, column);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    /// <summary>The row's part of a key.</summary>
    public string RowKey(int column, string partition) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(statement, column)[(partition.Length + 1)..]);

    public byte[] Blob(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    public void Dispose() => statement.Dispose();

    void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw SqliteFault.From(db, code, "binding a value");
    }
}
