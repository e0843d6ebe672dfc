using System.Runtime.CompilerServices;
using System.Text;
using Hub.Formats.Csv;
using Hub.Submissions;

namespace Hub.Formats.Deqar;

/// <summary>The CSV form, in any dialect that CSV is read in.</summary>
internal sealed class DeqarCsvSource(CsvFormat csv) : IDeqarSource
{
    public string Name => "deqar-csv";

    public bool Recognises(ReadOnlySpan<byte> head, string? mediaType, string? fileName)
    {
        if (!csv.Recognises(head, mediaType, fileName) || EncodingGuess.Of(head) is not { } guess) return false;
        string text = EncodingGuess.EncodingOf(guess.Name).GetString(head[guess.MarkBytes..]);
        int end = text.AsSpan().IndexOfAny('\r', '\n');
        string header = (end < 0 ? text : text[..end]).ToLowerInvariant();
        return header.Contains("agency", StringComparison.Ordinal) && header.Contains("valid_from", StringComparison.Ordinal) && header.Contains("institution[1]", StringComparison.Ordinal);
    }

    public async IAsyncEnumerable<Result<DeqarItem>> ReadAsync(Stream body, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using SeekableCopy copy = await SeekableCopy.OfAsync(body, cancel);
        Result<FormatPlan> inspected = await csv.InspectAsync(copy.Stream, _ => true, cancel);
        if (inspected.Problem is { } unreadable)
        {
            yield return unreadable;
            yield break;
        }

        FormatPlan plan = inspected.Value;
        await using FileStream? working = plan.NeedsWorkingCopy ? Temporary() : null;
        copy.Stream.Position = 0;
        var chunks = new List<Chunk>();
        await foreach (Result<Chunk> chunk in csv.SplitAsync(copy.Stream, plan, working, cancel))
        {
            if (chunk.Problem is { } broken)
            {
                yield return broken;
                yield break;
            }

            chunks.Add(chunk.Value);
        }

        var columns = new DeqarCsvColumns(plan.Header);
        foreach (Chunk chunk in chunks)
        {
            byte[] bytes = new byte[chunk.LengthBytes];
            Stream source = working ?? copy.Stream;
            source.Position = chunk.Offset;
            await source.ReadExactlyAsync(bytes, cancel);
            using IRowReader rows = csv.Read(bytes, plan, chunk.FirstRow);
            while (rows.Read()) yield return rows.Fault is { } fault ? DeqarItem.Faulty(fault.Code, fault.Detail, Encoding.UTF8.GetString(rows.Raw.Span)) : new DeqarItem(columns.Read(rows));
        }
    }

    static FileStream Temporary() => new(Path.Combine(Path.GetTempPath(), $"hub-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 128 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
}
