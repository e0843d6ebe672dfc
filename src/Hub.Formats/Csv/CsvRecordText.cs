using System.Text;

namespace Hub.Formats.Csv;

/// <summary>
/// The sound records of a chunk as text for the parser, each ended by one line feed. The first line is ours: it holds the parser
/// to line feeds, which it would otherwise guess from the first line end it meets, even one inside quotes.
/// </summary>
internal sealed class CsvRecordText(ReadOnlyMemory<byte> chunk, CsvRecordScanner scanner) : TextReader
{
    public const string FirstLine = "-\n";

    char[] _spill = [];
    int _spillAt;
    int _spillEnd;
    int _at;
    bool _started;

    public override int Read(char[] buffer, int index, int count)
    {
        Span<char> room = buffer.AsSpan(index, count);
        int written = 0;
        if (!_started)
        {
            FirstLine.CopyTo(room);
            written = FirstLine.Length;
            _started = true;
        }

        if (_spillAt < _spillEnd) return Drain(room);
        ReadOnlySpan<byte> data = chunk.Span;
        while (scanner.TryNext(data[_at..], last: true, out CsvRecord record))
        {
            if (record is { Blank: false, Fault: null })
            {
                // UTF-8 never has more UTF-16 units than bytes, so this is room enough without counting.
                if (room.Length - written <= record.Length && written > 0) return written;
                if (room.Length <= record.Length) return Spill(data, record, room);
                written += Decode(data.Slice(_at, record.Length), room[written..]);
            }

            _at += record.Total;
        }

        return written;
    }

    int Spill(ReadOnlySpan<byte> data, CsvRecord record, Span<char> room)
    {
        if (_spill.Length <= record.Length) _spill = new char[record.Length + 1];
        _spillEnd = Decode(data.Slice(_at, record.Length), _spill);
        _spillAt = 0;
        _at += record.Total;
        return Drain(room);
    }

    int Drain(Span<char> room)
    {
        int count = Math.Min(room.Length, _spillEnd - _spillAt);
        _spill.AsSpan(_spillAt, count).CopyTo(room);
        _spillAt += count;
        return count;
    }

    static int Decode(ReadOnlySpan<byte> record, Span<char> room)
    {
        int chars = Encoding.UTF8.GetChars(record, room);
        room[chars] = '\n';
        return chars + 1;
    }
}
