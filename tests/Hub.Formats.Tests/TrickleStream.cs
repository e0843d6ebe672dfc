namespace Hub.Formats.Tests;

/// <summary>Gives what is asked for in small, uneven pieces, as a network does, and cannot seek.</summary>
public sealed class TrickleStream(byte[] content) : ReadingStream
{
    int _at;

    public override int Read(Span<byte> buffer)
    {
        int count = Math.Min(Math.Min(buffer.Length, 7 + (_at % 4093)), content.Length - _at);
        content.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }
}
