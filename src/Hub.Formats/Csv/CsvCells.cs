namespace Hub.Formats.Csv;

/// <summary>Borders of cells in the bytes of one record, for work on the bytes themselves. Values are read by the parser.</summary>
internal static class CsvCells
{
    /// <summary>Where the first <paramref name="cells"/> cells of a record end; null when it has no more cells than that.</summary>
    public static int? EndOf(ReadOnlySpan<byte> record, byte delimiter, int cells)
    {
        for (int at = 0; at < record.Length; at++)
        {
            if (record[at] == delimiter && --cells == 0) return at;
            if (record[at] == '"' && (at == 0 || record[at - 1] == delimiter)) at = EndOfQuoted(record, at) - 1;
        }

        return null;
    }

    /// <summary>Index behind the closing quote of the cell that opens at <paramref name="open"/>, or the record's length.</summary>
    public static int EndOfQuoted(ReadOnlySpan<byte> record, int open)
    {
        for (int at = open + 1; at < record.Length; at++)
        {
            if (record[at] != '"') continue;
            if (at + 1 == record.Length || record[at + 1] != '"') return at + 1;
            at++;
        }

        return record.Length;
    }
}
