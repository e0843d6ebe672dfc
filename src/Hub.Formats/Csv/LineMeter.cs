using System.Runtime.InteropServices;

namespace Hub.Formats.Csv;

/// <summary>Notices a line longer than allowed, block by block.</summary>
internal sealed class LineMeter(int limitBytes, EncodingGuess encoding)
{
    long _open;

    public bool TooLong { get; private set; }

    /// <param name="block">For UTF-16, whole code units.</param>
    public void Add(ReadOnlySpan<byte> block)
    {
        if (encoding.IsUtf16) AddUnits(MemoryMarshal.Cast<byte, char>(block), encoding.Name == EncodingGuess.Utf16BigEndian);
        else Note(block.Length, block.IndexOfAny((byte)'\r', (byte)'\n'), block.LastIndexOfAny((byte)'\r', (byte)'\n'), 1);
    }

    void AddUnits(ReadOnlySpan<char> units, bool swapped)
    {
        char cr = swapped ? '\u0D00' : '\r', lf = swapped ? '\u0A00' : '\n';
        Note(units.Length, units.IndexOfAny(cr, lf), units.LastIndexOfAny(cr, lf), 2);
    }

    // Blocks are smaller than the limit, so only lines that cross a border can be too long.
    void Note(int length, int first, int last, int unitBytes)
    {
        _open += (first < 0 ? length : first) * unitBytes;
        TooLong |= _open > limitBytes;
        if (last >= 0) _open = (length - last - 1) * unitBytes;
    }
}
