using Hub.Submissions;

namespace Hub.Formats;

/// <summary>Adds up lines until a chunk is full.</summary>
/// <param name="offset">Where the first line begins, in bytes.</param>
internal sealed class ChunkCutter(int chunkBytes, int chunkRows, long offset, int firstRow)
{
    long _offset = offset;
    int _bytes;
    int _rows;
    int _firstRow = firstRow;
    int _index;

    public bool HasRows => _rows > 0;

    /// <summary>True when the chunk is full with this line.</summary>
    public bool Add(int lengthBytes, bool isRow)
    {
        if (!isRow && !HasRows)
        {
            _offset += lengthBytes;
            return false;
        }

        _bytes += lengthBytes;
        if (isRow) _rows++;
        return _bytes >= chunkBytes || _rows >= chunkRows;
    }

    public Chunk Cut()
    {
        var chunk = new Chunk(_index++, _offset, _bytes, _firstRow, _rows);
        _offset += _bytes;
        _firstRow += _rows;
        (_bytes, _rows) = (0, 0);
        return chunk;
    }
}
