using Hub.Releases;

namespace Hub.Formats.Csv;

/// <summary>Turns canonical records (NDJSON, one object a line) into a CSV table. Runs over a whole release, so it builds no tree.</summary>
public sealed class ReleaseCsv : IReleaseTable
{
    const int BlockBytes = 256 * 1024;

    /// <summary>Writes header and rows and flushes; both streams stay open.</summary>
    /// <returns>Rows written, without the header.</returns>
    /// <exception cref="System.Text.Json.JsonException">A line is no JSON object.</exception>
    public async Task<long> WriteAsync(Stream lines, Stream destination, IReadOnlyList<ReleaseColumn> columns, CancellationToken cancel)
    {
        var table = new CsvTableWriter(destination);
        foreach (ReleaseColumn column in columns)
            table.Write(column.Header);
        await table.EndRowAsync(cancel);
        long rows = await WriteRowsAsync(lines, table, new ReleaseRow(columns), cancel);
        await table.FlushAsync(cancel);
        return rows;
    }

    static async Task<long> WriteRowsAsync(Stream records, CsvTableWriter table, ReleaseRow row, CancellationToken cancel)
    {
        byte[] buffer = new byte[BlockBytes];
        int start = 0, end = 0;
        for (long rows = 0; ;)
        {
            int length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                if (row.Write(buffer.AsSpan(start, length), table)) rows++;
                start += length + 1;
                await table.EndRowIfAnyAsync(cancel);
                continue;
            }

            (buffer, start, end) = Room(buffer, start, end);
            int read = await records.ReadAsync(buffer.AsMemory(end), cancel);
            end += read;
            if (read > 0) continue;
            if (row.Write(buffer.AsSpan(start, end - start), table)) rows++;
            await table.EndRowIfAnyAsync(cancel);
            return rows;
        }
    }

    static (byte[] Buffer, int Start, int End) Room(byte[] buffer, int start, int end)
    {
        byte[] target = end - start == buffer.Length ? new byte[buffer.Length * 2] : buffer;
        buffer.AsSpan(start, end - start).CopyTo(target);
        return (target, 0, end - start);
    }
}
