using System.Buffers;
using System.Text;
using Hub.Submissions.Findings;

namespace Hub.Submissions.Judging;

/// <summary>Writes the findings of a file in order of its rows: those of judging and those that settling added.</summary>
public sealed class FindingLines(Stream destination) : IDisposable
{
    readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);
    FindingWriter? _writer;

    public void Header(string line)
    {
        _buffer.Write(Encoding.UTF8.GetBytes(line));
        _buffer.Write("\n"u8);
    }

    public async Task WriteAsync(ChunkIndex index, ILookup<int, SettledRow> settled, CancellationToken cancel)
    {
        if (settled.Count == 0)
        {
            await FlushAsync(cancel);
            await destination.WriteAsync(index.Findings, cancel);
            return;
        }

        _writer ??= new FindingWriter(_buffer);
        foreach (JudgedRow row in index.Rows)
        {
            _buffer.Write(index.Findings.Span.Slice(row.FindingsOffset, row.FindingsLength));
            foreach (SettledRow more in settled[row.Row]) _writer.Write(more.Finding);
        }

        await FlushAsync(cancel);
    }

    public async Task FlushAsync(CancellationToken cancel)
    {
        await destination.WriteAsync(_buffer.WrittenMemory, cancel);
        _buffer.ResetWrittenCount();
    }

    public void Dispose() => _writer?.Dispose();
}
