using System.Buffers;
using System.Globalization;
using Hub.Submissions;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;
using Sylvan.Data.Csv;

namespace Hub.Formats.Csv;

/// <summary>
/// Reads the rows of one chunk. The scanner walks the chunk a second time beside the parser: it knows the bytes and the number of
/// each record, and which ones the parser was never given.
/// </summary>
/// <param name="columns">Cells a row may fill.</param>
/// <param name="needed">Cells a row must have.</param>
internal sealed class CsvRowReader(ReadOnlyMemory<byte> chunk, char delimiter, CsvRecordScanner scanner, int columns, int needed, int firstRow) : IRowReader
{
    const int BufferChars = 32 * 1024;

    char[]? _buffer;
    CsvDataReader? _parser;
    CsvUnescapedCells? _unescaped;
    CsvRecord _record;
    int _start;
    int _next;

    public int Number { get; private set; } = firstRow - 1;

    public int Count { get; private set; }

    public Finding? Fault { get; private set; }

    public ReadOnlyMemory<byte> Raw => chunk.Slice(_start, _record.Length);

    public (int Offset, int Length) RawRange => (_start, _record.Length);

    public ReadOnlySpan<char> this[int column] =>
        (uint)column >= (uint)Count ? default : _record.Escapes ? _unescaped![column] : _parser!.GetFieldSpan(column);

    public bool Read()
    {
        while (scanner.TryNext(chunk.Span[_next..], last: true, out _record))
        {
            _start = _next;
            _next += _record.Total;
            Number++;
            if (_record.Blank) continue;
            if (_record.Fault is { } code)
            {
                Count = 0;
                Fault = new Finding(Number, null, code, code.Severity);
            }
            else
            {
                ReadCells();
            }

            return true;
        }

        Count = 0;
        return false;
    }

    void ReadCells()
    {
        _parser ??= Start();
        if (!_parser.Read()) throw new InvalidOperationException("The parser saw fewer records than the scanner.");
        Count = _parser.RowFieldCount;
        if (_record.Escapes) (_unescaped ??= new CsvUnescapedCells()).Take(_parser);
        Fault = Count < needed ? Ragged(RowFaults.TooFewCells) : Count > columns && HasMore() ? Ragged(RowFaults.TooManyCells) : null;
    }

    bool HasMore()
    {
        for (int column = columns; column < Count; column++)
            if (!this[column].IsWhiteSpace()) return true;
        return false;
    }

    Finding Ragged(FindingCode code) =>
        new(Number, null, code, code.Severity, string.Create(CultureInfo.InvariantCulture, $"{Count} / {columns}"));

    CsvDataReader Start()
    {
        var options = new CsvDataReaderOptions
        {
            Delimiter = delimiter,
            HasHeaders = false,
            Comment = '\0', // '#' begins no comment here; a record with NUL is never given to the parser
            CsvStyle = CsvStyle.Standard,
            MaxBufferSize = 16 * 1024 * 1024,
        };
        _buffer = ArrayPool<char>.Shared.Rent(BufferChars);
        var parser = CsvDataReader.Create(new CsvRecordText(chunk, scanner), _buffer, options);
        parser.Read();
        return parser;
    }

    public void Dispose()
    {
        _parser?.Dispose();
        _parser = null;
        Count = 0;
        if (_buffer is not null) ArrayPool<char>.Shared.Return(_buffer);
        _buffer = null;
    }
}
