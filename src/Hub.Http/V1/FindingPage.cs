using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using Hub.Ports;

namespace Hub.Http.V1;

/// <summary>
/// A page of a findings file. The cursor is a place in the file, so a page deep in a million findings costs what the first one does.
/// </summary>
sealed record FindingPage(IReadOnlyList<byte[]> Lines, long? Next)
{
    public static async Task<Result<FindingPage>> ReadAsync(IBlobs blobs, string blob, string? after, int limit, CancellationToken cancel)
    {
        long place = 0;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out place)) return PageProblems.CursorInvalid();
        if (await blobs.FindAsync(blob, cancel) is not { } file) return place == 0 ? new FindingPage([], null) : PageProblems.CursorInvalid();
        if (place >= file.SizeBytes) return place == 0 ? new FindingPage([], null) : PageProblems.CursorInvalid();

        // One byte earlier: a place in the middle of a line is no cursor of ours.
        await using Stream stream = await blobs.OpenReadAsync(blob, Math.Max(0, place - 1), null, cancel) ?? throw new FileNotFoundException($"Blob {blob} went away.");
        if (place > 0 && !await BeginsLineAsync(stream, cancel)) return PageProblems.CursorInvalid();
        List<byte[]> lines = await LinesAsync(stream, limit, cancel);
        long next = place + lines.Sum(l => l.Length + 1L);
        return new FindingPage(lines, next < file.SizeBytes ? next : null);
    }

    public async Task WriteAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        await using var writer = new Utf8JsonWriter(http.Response.BodyWriter, HubJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteStartArray("items"u8);
        foreach (byte[] line in Lines) writer.WriteRawValue(line, skipInputValidation: true);
        writer.WriteEndArray();
        if (Next is { } next) writer.WriteString("next"u8, next.ToString(CultureInfo.InvariantCulture));
        writer.WriteEndObject();
    }

    static async Task<bool> BeginsLineAsync(Stream stream, CancellationToken cancel)
    {
        byte[] before = new byte[1];
        return await stream.ReadAsync(before, cancel) == 1 && before[0] == (byte)'\n';
    }

    static async Task<List<byte[]>> LinesAsync(Stream stream, int limit, CancellationToken cancel)
    {
        var lines = new List<byte[]>();
        PipeReader reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        for (; ; )
        {
            ReadResult read = await reader.ReadAsync(cancel);
            ReadOnlySequence<byte> rest = read.Buffer;
            while (lines.Count < limit && Line(ref rest) is { } line) lines.Add(line);
            reader.AdvanceTo(rest.Start, rest.End);
            if (lines.Count < limit && !read.IsCompleted) continue;
            await reader.CompleteAsync();
            return lines;
        }
    }

    static byte[]? Line(ref ReadOnlySequence<byte> rest)
    {
        var reader = new SequenceReader<byte>(rest);
        if (!reader.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n')) return null;
        rest = reader.UnreadSequence;
        return line.ToArray();
    }
}
