using System.Buffers;
using System.Text;

namespace Hub.Formats.Csv;

/// <summary>
/// Writes a table as RFC 4180 with commas and CRLF, UTF-8 without byte order mark. Cells are UTF-8 as they come from stored JSON, so
/// nothing is decoded on the way. Quoting is all there is to writing; reading is left to a library.
/// </summary>
public sealed class CsvTableWriter(Stream destination)
{
    const int FlushAt = 128 * 1024;

    static readonly SearchValues<byte> NeedsQuotes = SearchValues.Create(",\"\r\n"u8);

    readonly ArrayBufferWriter<byte> _rows = new(FlushAt + 64 * 1024);
    int _cells;
    int _rowStart;

    public void Write(string cell) => Write(Encoding.UTF8.GetBytes(cell));

    public void Write(ReadOnlySpan<byte> cell)
    {
        if (_cells++ > 0) Put((byte)',');
        if (cell.IndexOfAny(NeedsQuotes) < 0) _rows.Write(cell);
        else Quote(cell);
    }

    void Quote(ReadOnlySpan<byte> cell)
    {
        Put((byte)'"');
        for (int quote = cell.IndexOf((byte)'"'); quote >= 0; quote = cell.IndexOf((byte)'"'))
        {
            _rows.Write(cell[..(quote + 1)]);
            Put((byte)'"');
            cell = cell[(quote + 1)..];
        }

        _rows.Write(cell);
        Put((byte)'"');
    }

    /// <summary>Ends the row; writes to the destination from time to time.</summary>
    public ValueTask EndRowAsync(CancellationToken cancel)
    {
        // A row of one empty cell would be a blank line, which readers skip.
        if (_cells == 1 && _rows.WrittenCount == _rowStart) _rows.Write("\"\""u8);
        _rows.Write("\r\n"u8);
        _cells = 0;
        _rowStart = _rows.WrittenCount;
        return _rows.WrittenCount < FlushAt ? ValueTask.CompletedTask : FlushAsync(cancel);
    }

    /// <summary>Ends the row if one was begun.</summary>
    internal ValueTask EndRowIfAnyAsync(CancellationToken cancel) => _cells == 0 ? ValueTask.CompletedTask : EndRowAsync(cancel);

    public async ValueTask FlushAsync(CancellationToken cancel)
    {
        await destination.WriteAsync(_rows.WrittenMemory, cancel);
        _rows.ResetWrittenCount();
        _rowStart = 0;
    }

    void Put(byte value)
    {
        _rows.GetSpan(1)[0] = value;
        _rows.Advance(1);
    }
}
