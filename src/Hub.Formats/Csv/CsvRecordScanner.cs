using System.Buffers;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Formats.Csv;

/// <summary>
/// Finds where records end in UTF-8 text, and nothing more: cells are the parser's work. It follows RFC 4180, section 2: a quote
/// counts at the start of a cell only and is closed by a quote before a delimiter or line end; a line ends with CRLF, LF or CR.
/// Records it calls sound are the only ones the parser is given, so the two cannot disagree about broken ones.
/// </summary>
/// <param name="columns">Cells of the header. More quoted cells than this in a record of several lines betray an unclosed quote.</param>
internal readonly struct CsvRecordScanner(char delimiter, int columns, CsvLimits limits)
{
    const byte Quote = (byte)'"';
    const byte Cr = (byte)'\r';
    const byte Lf = (byte)'\n';

    static readonly SearchValues<byte> Significant = SearchValues.Create("\"\r\n\0"u8);
    static readonly SearchValues<byte> QuoteOrNul = SearchValues.Create("\"\0"u8);

    readonly byte _delimiter = (byte)delimiter;

    /// <summary>The record that begins where <paramref name="data"/> begins; false when its end is not in sight yet.</summary>
    /// <param name="last">Whether the text ends where <paramref name="data"/> ends.</param>
    public bool TryNext(ReadOnlySpan<byte> data, bool last, out CsvRecord record)
    {
        record = default;
        if (data.IsEmpty) return false;
        var seen = default(Seen);
        for (int at = 0; ;)
        {
            int hit = data[at..].IndexOfAny(Significant);
            if (hit < 0) return last && End(data, data.Length, 0, seen, out record);
            at += hit;
            switch (data[at])
            {
                case 0:
                    seen.Nul = true;
                    at++;
                    break;
                case Quote when at == 0 || data[at - 1] == _delimiter:
                    Step step = Quoted(data, last, ref at, ref seen);
                    if (step == Step.NeedMore) return false;
                    if (step == Step.NeverClosed) return FirstLine(data, last, out record);
                    break;
                case Quote:
                    at++;
                    break;
                case Cr when at + 1 == data.Length && !last:
                    return false;
                default:
                    if (seen.Lines && at > limits.RecordBytes) return FirstLine(data, last, out record);
                    return End(data, at, data[at] == Cr && at + 1 < data.Length && data[at + 1] == Lf ? 2 : 1, seen, out record);
            }
        }
    }

    /// <summary>Goes from an opening quote to behind its closing quote.</summary>
    Step Quoted(ReadOnlySpan<byte> data, bool last, ref int at, ref Seen seen)
    {
        int open = at;
        for (int from = open + 1; ;)
        {
            int hit = data[from..].IndexOfAny(QuoteOrNul);
            int close = from + hit;
            if (hit < 0 || (close + 1 == data.Length && !last))
                return last || data.Length > limits.RecordBytes ? Step.NeverClosed : Step.NeedMore;
            bool doubled = close + 1 < data.Length && data[close + 1] == Quote;
            if (data[close] == 0) seen.Nul = true;
            else if (doubled) seen.Escapes = true;
            else
            {
                at = close + 1;
                return Closed(data, open, at, ref seen);
            }

            from = close + (data[close] != 0 && doubled ? 2 : 1);
        }
    }

    Step Closed(ReadOnlySpan<byte> data, int open, int after, ref Seen seen)
    {
        seen.QuotedCells++;
        seen.Lines |= data[open..after].ContainsAny(Cr, Lf);
        seen.Stray |= after < data.Length && data[after] != _delimiter && data[after] is not (Cr or Lf);
        // A quote that was never closed runs on to the next opening quote, which then stands before text. Taking the first line
        // alone as the faulty one saves the lines between.
        return seen.Lines && (seen.Stray || seen.QuotedCells > columns || after > limits.RecordBytes) ? Step.NeverClosed : Step.Done;
    }

    bool End(ReadOnlySpan<byte> data, int length, int lineEnd, Seen seen, out CsvRecord record)
    {
        FindingCode? fault = seen.Stray ? RowFaults.StrayQuote : length > limits.RecordBytes ? RowFaults.TooLong : seen.Nul ? RowFaults.Nul : null;
        bool blank = fault is null && data[..length].IndexOfAnyExcept((byte)' ', (byte)'\t', _delimiter) < 0;
        record = new CsvRecord(length, lineEnd, blank, seen.Escapes, fault);
        return true;
    }

    static bool FirstLine(ReadOnlySpan<byte> data, bool last, out CsvRecord record)
    {
        int length = data.IndexOfAny(Cr, Lf);
        if (length < 0) length = data.Length;
        record = default;
        if (length + 1 >= data.Length && !last) return false;
        int lineEnd = length == data.Length ? 0 : data[length] == Cr && length + 1 < data.Length && data[length + 1] == Lf ? 2 : 1;
        record = new CsvRecord(length, lineEnd, Blank: false, Escapes: false, RowFaults.UnclosedQuote);
        return true;
    }

    enum Step
    {
        Done,
        NeedMore,
        NeverClosed,
    }

    struct Seen
    {
        public bool Nul;
        public bool Escapes;
        public bool Lines;
        public bool Stray;
        public int QuotedCells;
    }
}
