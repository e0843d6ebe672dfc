namespace Hub.Formats.Csv;

/// <summary>Borders of cells in the bytes of one record, for work on the bytes themselves. Values are read by the parser.</summary>
internal static class CsvCells
{
    /// <summary>Where each cell of a record ends: at a delimiter, the last one at the end of the record.</summary>
    public static void Ends(ReadOnlySpan<byte> record, byte delimiter, List<int> ends)
    {
        ends.Clear();
        for (int at = 0; at < record.Length; at++)
        {
            if (record[at] == delimiter) ends.Add(at);
            else if (record[at] == '"' && (at == 0 || record[at - 1] == delimiter)) at = EndOfQuoted(record, at) - 1;
        }

        ends.Add(record.Length);
    }

    /// <summary>The value as a cell: in quotation marks where it needs them.</summary>
    public static string Quoted(string value, char delimiter)
    {
        bool quote = value.AsSpan().ContainsAny("\"\r\n") || value.Contains(delimiter);
        return quote ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
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
