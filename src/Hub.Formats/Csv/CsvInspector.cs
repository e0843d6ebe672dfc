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

    public async Task<Result<FormatPlan>> InspectAsync(Stream body, Func<IReadOnlyList<string>, bool> isKnown, CancellationToken cancel)
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
        return Plan(_utf8.IsUtf8 ? guess : new EncodingGuess(EncodingGuess.Windows1252, 0), isKnown);
    }

    void Keep(ReadOnlySpan<byte> block)
    {
        _bodyBytes += block.Length;
        ReadOnlySpan<byte> kept = block[..Math.Min(block.Length, _head.Length - _headBytes)];
        kept.CopyTo(_head.AsSpan(_headBytes));
        _headBytes += kept.Length;
    }

    Result<FormatPlan> Plan(EncodingGuess encoding, Func<IReadOnlyList<string>, bool> isKnown)
    {
        bool last = _bodyBytes == _headBytes;
        byte[] text = encoding.Name == EncodingGuess.Utf8
            ? _head.AsSpan(0, _headBytes).ToArray()
            : Encoding.Convert(EncodingGuess.EncodingOf(encoding.Name), Encoding.UTF8, _head, 0, _headBytes);
        int at = text.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        char? said = TakeDelimiterLine(text, ref at);
        Result<CsvHeader> first = NextHeader(text, at, 1, last, said);
        if (first.Problem is { } none) return none;
        CsvHeader header = Search(text, first.Value, last, said, isKnown);
        if (FileProblems.OfHeader(header.Names, limits.Columns) is { } problem) return problem;
        (int end, CsvRecord record) = (header.At + header.Record.Length, header.Record);
        string newLine = record.LineEnd == 2 ? "\r\n" : record.LineEnd == 1 && text[end] == '\r' ? "\r" : "\n";
        PlanNote[]? notes = header == first.Value ? null : [HeaderRows.Note(header.Row)];
        return new FormatPlan(
            CsvFormat.FormatName, encoding.Name, encoding.MarkBytes > 0, header.Delimiter, newLine, header.Names, header.At + record.Total, header.Row + 1, encoding.Name != EncodingGuess.Utf8, Notes: notes);
    }

    /// <summary>The first row that is a header the hub knows; the first of all where none is. Each row is looked at with the delimiter that fits what follows it.</summary>
    CsvHeader Search(byte[] text, CsvHeader first, bool last, char? said, Func<IReadOnlyList<string>, bool> isKnown)
    {
        for (CsvHeader candidate = first; ;)
        {
            if (HeaderRows.IsHeader(candidate.Names, candidate == first, limits.Columns, isKnown)) return candidate;
            Result<CsvHeader> next = NextHeader(text, candidate.At + candidate.Record.Total, candidate.Row + 1, last, said);
            if (next.Problem is not null || next.Value.Row > HeaderRows.Searched) return first;
            candidate = next.Value;
        }
    }

    /// <summary>The next filled row, as the header that it may be.</summary>
    Result<CsvHeader> NextHeader(byte[] text, int at, int row, bool last, char? said)
    {
        char delimiter = said ?? CsvDialect.DelimiterOf(text.AsSpan(at), last, limits);
        var scanner = new CsvRecordScanner(delimiter, limits.Columns, limits);
        CsvRecord record;
        for (; scanner.TryNext(text.AsSpan(at), last, out record) && record.Blank; row++) at += record.Total;
        if (record.Total == 0) return last ? FileProblems.Empty : FileProblems.LineTooLong(limits.RecordBytes);
        if (record.Fault is not null) return FileProblems.NoHeader;
        return new CsvHeader(at, row, record, delimiter, Names(text.AsMemory(at, record.Length), delimiter, scanner));
    }

    /// <param name="At">Where its line begins.</param>
    /// <param name="Row">Row as a spreadsheet counts.</param>
    sealed record CsvHeader(int At, int Row, CsvRecord Record, char Delimiter, List<string> Names);

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
