using System.Text;
using Hub.Submissions;

namespace Hub.Formats.Csv;

/// <summary>Looks at a whole body once: encoding, line lengths, delimiter, header.</summary>
internal sealed class CsvInspector(CsvLimits limits)
{
    const int BlockBytes = 256 * 1024;

    readonly byte[] _block = new byte[BlockBytes];
    readonly Utf8Check _utf8 = new();
    byte[] _head = [];
    int _headBytes;
    long _bodyBytes;

    public async Task<Result<FormatPlan>> InspectAsync(Stream body, CancellationToken cancel)
    {
        int first = await body.ReadAtLeastAsync(_block, BlockBytes, throwOnEndOfStream: false, cancel);
        if (first == 0) return FileProblems.Empty;
        if (EncodingGuess.Of(_block.AsSpan(0, first)) is not { } guess) return FileProblems.Binary;
        // As much of the beginning as is kept for delimiter and header; the header must fit in it.
        _head = new byte[first < BlockBytes ? first : Math.Max(first, limits.RecordBytes)];
        var lines = new LineMeter(limits.LineBytes, guess);
        for (int count = first; count > 0; count = await body.ReadAtLeastAsync(_block, BlockBytes, throwOnEndOfStream: false, cancel))
        {
            Keep(_block.AsSpan(0, count));
            if (!guess.IsUtf16) _utf8.Add(_block.AsSpan(0, count));
            lines.Add(_block.AsSpan(0, count));
            if (lines.TooLong) return FileProblems.LineTooLong(limits.LineBytes);
        }

        _utf8.Finish();
        if (_utf8.IsDamagedUtf8 || (guess.MarkBytes == 3 && !_utf8.IsUtf8)) return FileProblems.MixedEncoding(_utf8.FirstMisfit);
        return Plan(_utf8.IsUtf8 ? guess : new EncodingGuess(EncodingGuess.Windows1252, 0));
    }

    void Keep(ReadOnlySpan<byte> block)
    {
        _bodyBytes += block.Length;
        ReadOnlySpan<byte> kept = block[..Math.Min(block.Length, _head.Length - _headBytes)];
        kept.CopyTo(_head.AsSpan(_headBytes));
        _headBytes += kept.Length;
    }

    Result<FormatPlan> Plan(EncodingGuess encoding)
    {
        bool last = _bodyBytes == _headBytes;
        byte[] text = encoding.Name == EncodingGuess.Utf8
            ? _head.AsSpan(0, _headBytes).ToArray()
            : Encoding.Convert(EncodingGuess.EncodingOf(encoding.Name), Encoding.UTF8, _head, 0, _headBytes);
        int at = text.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        char? said = TakeDelimiterLine(text, ref at);
        char delimiter = said ?? CsvDialect.DelimiterOf(text.AsSpan(at), last, limits);
        var scanner = new CsvRecordScanner(delimiter, limits.Columns, limits);
        int row = 1;
        CsvRecord header;
        while (scanner.TryNext(text.AsSpan(at), last, out header) && header.Blank)
        {
            at += header.Total;
            row++;
        }

        if (header.Total == 0) return last ? FileProblems.Empty : FileProblems.LineTooLong(limits.RecordBytes);
        if (header.Fault is not null) return FileProblems.NoHeader;
        string newLine = header.LineEnd == 2 ? "\r\n" : header.LineEnd == 1 && text[at + header.Length] == '\r' ? "\r" : "\n";
        List<string> names = Names(text.AsMemory(at, header.Length), delimiter, scanner);
        if (FileProblems.OfHeader(names, limits.Columns) is { } problem) return problem;
        return new FormatPlan(CsvFormat.FormatName, encoding.Name, encoding.MarkBytes > 0, delimiter, newLine, names, at + header.Total, row + 1, encoding.Name != EncodingGuess.Utf8);
    }

    /// <summary>Spreadsheet programs write and obey a line <c>sep=;</c> before the header; they do not count it as a row.</summary>
    static char? TakeDelimiterLine(ReadOnlySpan<byte> text, ref int at)
    {
        ReadOnlySpan<byte> line = text[at..];
        if (line.Length < 6 || !line.StartsWith("sep="u8) || !",;\t|".Contains((char)line[4]) || line[5] is not ((byte)'\r' or (byte)'\n')) return null;
        at += line.Length > 6 && line[5] == '\r' && line[6] == '\n' ? 7 : 6;
        return (char)line[4];
    }

    static List<string> Names(ReadOnlyMemory<byte> header, char delimiter, CsvRecordScanner scanner)
    {
        using var reader = new CsvRowReader(header, delimiter, scanner, int.MaxValue, 0, 1);
        reader.Read();
        var names = new List<string>(reader.Count);
        for (int column = 0; column < reader.Count; column++)
            names.Add(reader[column].Trim().ToString());
        return names;
    }
}
