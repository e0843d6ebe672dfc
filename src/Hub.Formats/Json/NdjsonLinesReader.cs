using System.Text;

namespace Hub.Formats.Json;

/// <summary>The lines of a body one after the other, with no more of it in memory than the line at hand.</summary>
/// <param name="skipBytes">Bytes before the first line.</param>
internal sealed class NdjsonLinesReader(Stream body, long skipBytes, JsonLimits limits)
{
    const int BlockBytes = 256 * 1024;

    byte[] _buffer = new byte[2 * BlockBytes];
    int _start;
    int _end;
    long _skip = skipBytes;
    bool _last;

    public JsonLine Line { get; private set; }

    /// <summary>The item of the line; valid until the next one is read.</summary>
    public ReadOnlySpan<byte> Item => _buffer.AsSpan(_start - Line.Total + Line.Start, Line.Length);

    public bool IsTooLong { get; private set; }

    /// <summary>False at the end, and at a line that is too long.</summary>
    public async ValueTask<bool> NextAsync(CancellationToken cancel)
    {
        while (true)
        {
            if (JsonLines.TryNext(_buffer.AsSpan(_start, _end - _start), _last, out JsonLine line))
            {
                _start += line.Total;
                Line = line;
                return true;
            }

            if (_last) return false;
            IsTooLong = _end - _start > limits.LineBytes;
            if (IsTooLong) return false;
            await FillAsync(cancel);
        }
    }

    async ValueTask FillAsync(CancellationToken cancel)
    {
        int kept = _end - _start;
        byte[] target = kept + BlockBytes > _buffer.Length ? new byte[Math.Max(_buffer.Length * 2, kept + BlockBytes)] : _buffer;
        _buffer.AsSpan(_start, kept).CopyTo(target);
        _buffer = target;
        int read = await body.ReadAtLeastAsync(_buffer.AsMemory(kept, BlockBytes), BlockBytes, throwOnEndOfStream: false, cancel);
        int skipped = (int)Math.Min(_skip, read);
        _skip -= skipped;
        (_start, _end, _last) = (skipped, kept + read, read < BlockBytes);
    }

    /// <summary>Length of the byte order mark a body begins with.</summary>
    public static int MarkBytes(ReadOnlySpan<byte> head) => head.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
}
