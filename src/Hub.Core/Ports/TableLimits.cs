using System.Text.RegularExpressions;

namespace Hub.Ports;

/// <summary>
/// What Azure Table storage accepts, a little tightened, checked by every adapter so that the embedded store and the
/// emulator refuse what the cloud would refuse.
/// Source: learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model and
/// .../performing-entity-group-transactions.
/// </summary>
public static partial class TableLimits
{
    /// <summary>Rows in one commit.</summary>
    public const int MaxRows = 100;

    /// <summary>Bytes of one body. The cloud takes 1 MiB; the emulator measures that as base64 with names and keys.</summary>
    public const int MaxBodyBytes = 700 * 1024;

    /// <summary>Bytes of all bodies and keys of one commit: 4 MiB on the wire, where bodies travel as base64.</summary>
    public const int MaxCommitBytes = 2800 * 1024;

    /// <summary>Characters of a partition or row key: 1 KiB, which counts two bytes to a character.</summary>
    public const int MaxKeyLength = 512;

    /// <summary>Rows of one page of a scan.</summary>
    public const int MaxPage = 1000;

    public static void Check(string table, string partition, IReadOnlyList<RowChange> changes)
    {
        CheckTable(table);
        CheckKey(partition);
        if (changes.Count is 0 or > MaxRows) throw new ArgumentException($"A commit holds 1 to {MaxRows} rows; this one has {changes.Count}.", nameof(changes));
        var seen = new HashSet<string>(changes.Count, StringComparer.Ordinal);
        long bytes = 0;
        foreach (RowChange change in changes)
        {
            CheckKey(change.Row);
            if (!seen.Add(change.Row)) throw new ArgumentException($"Row '{change.Row}' is twice in one commit.", nameof(changes));
            CheckBody(change.Row, change.Body.Length);
            bytes += change.Body.Length + change.Row.Length + partition.Length;
        }

        if (bytes > MaxCommitBytes) throw new ArgumentException($"A commit holds at most {MaxCommitBytes} bytes; this one has {bytes}.", nameof(changes));
    }

    public static void CheckBody(string row, int bytes)
    {
        if (bytes > MaxBodyBytes) throw new ArgumentException($"A body holds at most {MaxBodyBytes} bytes; row '{row}' has {bytes}.");
    }

    public static void CheckTable(string table)
    {
        if (!TableName().IsMatch(table)) throw new ArgumentException($"'{table}' is no table name: 3 to 63 letters and digits, a letter first.", nameof(table));
    }

    /// <summary>Keys are 1 to 512 printable ASCII characters without <c>/ \ # ?</c>.</summary>
    public static void CheckKey(string key)
    {
        if (key.Length is 0 or > MaxKeyLength) throw new ArgumentException($"A key has 1 to {MaxKeyLength} characters; this one has {key.Length}.", nameof(key));
        foreach (char c in key)
            if (c is < ' ' or > '~' or '/' or '\\' or '#' or '?') throw new ArgumentException($"Key '{key}' holds a character that is not allowed.", nameof(key));
    }

    public static void CheckPageSize(int limit) => ArgumentOutOfRangeException.ThrowIfNotEqual(limit, Math.Clamp(limit, 1, MaxPage));

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,62}$")]
    private static partial Regex TableName();
}
