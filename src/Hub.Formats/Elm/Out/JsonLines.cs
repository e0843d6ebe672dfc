using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Buffers;

namespace Hub.Formats.Elm.Out;

/// <summary>Reads lines of JSON one by one.</summary>
static class JsonLines
{
    /// <summary>Each line without its end, valid until the next is asked for.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancel)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 128 * 1024, minimumReadSize: 16 * 1024, leaveOpen: true));
        try
        {
            for (bool isOver = false; !isOver;)
            {
                ReadResult read = await reader.ReadAsync(cancel);
                ReadOnlySequence<byte> rest = read.Buffer;
                while (rest.PositionOf((byte)'\n') is { } end)
                {
                    ReadOnlySequence<byte> line = rest.Slice(0, end);
                    yield return line.IsSingleSegment ? line.First : line.ToArray();
                    rest = rest.Slice(rest.GetPosition(1, end));
                }

                isOver = read.IsCompleted;
                if (isOver && !rest.IsEmpty) throw new InvalidDataException("The last line has no end: the file is cut.");
                reader.AdvanceTo(rest.Start, rest.End);
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }
}
