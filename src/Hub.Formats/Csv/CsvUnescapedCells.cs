using Sylvan.Data.Csv;

namespace Hub.Formats.Csv;

/// <summary>
/// The cells of a record with doubled quotes. The parser unescapes every cell into the same scratch space, so two of them could
/// not be looked at together; such records are rare enough to copy.
/// </summary>
internal sealed class CsvUnescapedCells
{
    char[] _text = new char[1024];
    int[] _ends = new int[64];

    public ReadOnlySpan<char> this[int column]
    {
        get
        {
            int start = column == 0 ? 0 : _ends[column - 1];
            return _text.AsSpan(start, _ends[column] - start);
        }
    }

    public void Take(CsvDataReader parser)
    {
        int used = 0;
        for (int column = 0; column < parser.RowFieldCount; column++)
        {
            ReadOnlySpan<char> cell = parser.GetFieldSpan(column);
            if (used + cell.Length > _text.Length) Array.Resize(ref _text, Math.Max(_text.Length * 2, used + cell.Length));
            if (column == _ends.Length) Array.Resize(ref _ends, _ends.Length * 2);
            cell.CopyTo(_text.AsSpan(used));
            used += cell.Length;
            _ends[column] = used;
        }
    }
}
