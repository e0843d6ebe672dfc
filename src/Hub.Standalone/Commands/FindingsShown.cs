using System.Buffers;
using System.Text;
using System.Text.Json;
using Hub.Standalone.Hosting;

namespace Hub.Standalone.Commands;

/// <summary>Takes the findings of a file: all of them into a file when one is named, some onto the screen.</summary>
sealed class FindingsShown(string? path) : IAsyncDisposable
{
    const int Shown = 20;

    readonly FileStream? _file = path is null ? null : File.Create(path);
    readonly FirstLines _first = new(Shown);

    public Stream Destination => new Tee(_first, _file);

    public void Print(Terminal terminal)
    {
        foreach (string line in _first.Lines) terminal.Line(TextOf(line));
        if (_first.Total > Shown) terminal.Line($"... and {Terminal.Number(_first.Total - Shown)} more{(path is null ? "; --findings FILE writes them all" : $": see {path}")}");
    }

    public ValueTask DisposeAsync() => _file?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary><c>row 12, creditPoints: message (code)</c>, and the path below it where there is one.</summary>
    public static string TextOf(string line)
    {
        using JsonDocument finding = JsonDocument.Parse(line);
        JsonElement root = finding.RootElement;
        string column = root.TryGetProperty("column", out JsonElement name) ? $", {name.GetString()}" : "";
        string path = root.TryGetProperty("path", out JsonElement place) ? $"\n       at {place.GetString()}" : "";
        return $"{root.GetProperty("severity").GetString(),-6} row {root.GetProperty("row").GetInt32()}{column}: {root.GetProperty("message").GetString()} ({root.GetProperty("code").GetString()}){path}";
    }

    /// <summary>
    /// Counts all lines and keeps some, in their order: the first that reject or hold, and of warnings as many as there is room
    /// for. Whoever looks wants to know first what keeps rows out.
    /// </summary>
    sealed class FirstLines(int keep)
    {
        readonly ArrayBufferWriter<byte> _line = new();
        readonly List<(long Place, string Line)> _grave = [], _warnings = [];

        public long Total { get; private set; }

        public IEnumerable<string> Lines => _grave.Concat(_warnings.Take(keep - _grave.Count)).OrderBy(l => l.Place).Select(l => l.Line);

        public void Take(ReadOnlySpan<byte> bytes)
        {
            for (int end; (end = bytes.IndexOf((byte)'\n')) >= 0; bytes = bytes[(end + 1)..])
            {
                _line.Write(bytes[..end]);
                Keep(_line.WrittenSpan);
                _line.ResetWrittenCount();
                Total++;
            }

            _line.Write(bytes);
        }

        void Keep(ReadOnlySpan<byte> line)
        {
            List<(long, string)> kept = line.IndexOf("\"severity\":\"warn\""u8) >= 0 ? _warnings : _grave;
            if (kept.Count < keep) kept.Add((Total, Encoding.UTF8.GetString(line)));
        }
    }

    sealed class Tee(FirstLines first, Stream? file) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => file?.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            first.Take(buffer.AsSpan(offset, count));
            file?.Write(buffer, offset, count);
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            first.Take(buffer.Span);
            if (file is not null) await file.WriteAsync(buffer, cancellationToken);
        }
    }
}
