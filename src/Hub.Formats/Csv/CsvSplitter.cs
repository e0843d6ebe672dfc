using System.Runtime.CompilerServices;
using Hub.Submissions;

namespace Hub.Formats.Csv;

/// <summary>Cuts UTF-8 text into chunks of whole records, holding no more of it than the record at hand.</summary>
/// <param name="text">The body, or the body as UTF-8.</param>
/// <param name="working">Where the text is copied to as it is read, or null.</param>
internal sealed class CsvSplitter(Stream text, FormatPlan plan, Stream? working, CsvLimits limits)
{
    const int BlockBytes = 256 * 1024;

    readonly CsvRecordScanner _scanner = new(plan.Delimiter, plan.Header.Count, limits);
    byte[] _buffer = new byte[2 * BlockBytes];
    int _start;
    int _end;
    bool _last;

    long _chunkOffset = plan.DataOffset;
    long _chunkBytes;
    int _chunkFirstRow = plan.FirstRow;
    int _chunkRows;
    int _row = plan.FirstRow;

    public async IAsyncEnumerable<Result<Chunk>> ChunksAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await SkipHeaderAsync(cancel);
        int index = 0;
        while (true)
        {
            if (!ScanToBorder())
            {
                if (!_last) await FillAsync(cancel);
                else break;
            }
            else if (_chunkRows > 0)
            {
                yield return Cut(index++);
            }
        }

        if (_chunkRows > 0) yield return Cut(index);
        if (working is not null) await working.FlushAsync(cancel);
    }

    async Task SkipHeaderAsync(CancellationToken cancel)
    {
        long left = plan.DataOffset;
        do
        {
            await FillAsync(cancel);
            _start = (int)Math.Min(left, _end);
            left -= _start;
        }
        while (left > 0 && !_last);
    }

    /// <summary>Goes over records until the chunk is full; false when there is no further whole record in the buffer.</summary>
    bool ScanToBorder()
    {
        ReadOnlySpan<byte> text = _buffer.AsSpan(0, _end);
        while (_scanner.TryNext(text[_start..], _last, out CsvRecord record))
        {
            _start += record.Total;
            _chunkBytes += record.Total;
            _row++;
            if (!record.Blank) _chunkRows++;
            if (_chunkBytes < limits.ChunkBytes && _chunkRows < limits.ChunkRows) continue;
            if (_chunkRows == 0) Restart();
            return true;
        }

        return false;
    }

    Chunk Cut(int index)
    {
        var chunk = new Chunk(index, _chunkOffset, (int)_chunkBytes, _chunkFirstRow, _chunkRows);
        Restart();
        return chunk;
    }

    void Restart()
    {
        _chunkOffset += _chunkBytes;
        _chunkBytes = 0;
        _chunkFirstRow = _row;
        _chunkRows = 0;
    }

    async Task FillAsync(CancellationToken cancel)
    {
        int kept = _end - _start;
        if (kept + BlockBytes > _buffer.Length)
        {
            // Inspection bounds lines; a body that changed since must not eat the memory.
            if (kept > 4L * limits.LineBytes + BlockBytes) throw new InvalidDataException("A line is longer than the inspection allowed.");
            byte[] larger = new byte[Math.Max(_buffer.Length * 2, kept + BlockBytes)];
            _buffer.AsSpan(_start, kept).CopyTo(larger);
            _buffer = larger;
        }
        else
        {
            _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        }

        (_start, _end) = (0, kept);
        int read = await text.ReadAtLeastAsync(_buffer.AsMemory(kept, BlockBytes), BlockBytes, throwOnEndOfStream: false, cancel);
        if (working is not null) await working.WriteAsync(_buffer.AsMemory(kept, read), cancel);
        _end += read;
        _last = read < BlockBytes;
    }
}
