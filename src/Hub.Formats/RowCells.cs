using System.Text;

namespace Hub.Formats;

/// <summary>The cells of one row as text, in one array that is used again for every row.</summary>
internal sealed class RowCells
{
    char[] _text = new char[4096];
    int _used;
    int _start;
    (int Start, int Length)[] _cells = [];

    public ReadOnlySpan<char> this[int column]
    {
        get
        {
            if ((uint)column >= (uint)_cells.Length) return default;
            (int start, int length) = _cells[column];
            return _text.AsSpan(start, length);
        }
    }

    public void Clear(int columns)
    {
        if (_cells.Length == columns) Array.Clear(_cells);
        else _cells = new (int, int)[columns];
        _used = 0;
    }

    /// <summary>Begins a cell; what is appended until <see cref="End"/> is its text.</summary>
    public void Begin() => _start = _used;

    public void End(int column) => _cells[column] = (_start, _used - _start);

    /// <summary>Text of the cell that was begun.</summary>
    public ReadOnlySpan<char> Open => _text.AsSpan(_start, _used - _start);

    public void Append(char c) => Room(1)[0] = c;

    public void Append(ReadOnlySpan<char> text) => text.CopyTo(Room(text.Length));

    public void AppendUtf8(ReadOnlySpan<byte> text)
    {
        // UTF-8 never has more UTF-16 units than bytes, so this is room enough without counting.
        int before = _used;
        _used = before + Encoding.UTF8.GetChars(text, Room(text.Length));
    }

    /// <summary>Room to write into; what is not needed is given back by <see cref="GiveBack"/>.</summary>
    public Span<char> Room(int length)
    {
        if (_text.Length - _used < length) Array.Resize(ref _text, Math.Max(_text.Length * 2, _used + length));
        Span<char> room = _text.AsSpan(_used, length);
        _used += length;
        return room;
    }

    public void GiveBack(int length) => _used -= length;
}
