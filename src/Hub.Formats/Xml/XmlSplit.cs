using System.Runtime.CompilerServices;
using Hub.Submissions;

namespace Hub.Formats.Xml;

/// <summary>Writes the rows of a file into the working copy, chunk by chunk, as it is read.</summary>
/// <param name="rows">Reads on in the body with every row.</param>
/// <param name="finish">Called once all has been read, before notes are asked for.</param>
internal sealed class XmlSplit(XmlBody body, XmlNotes notes, FormatPlan plan, XmlLimits limits, Func<string, string?> usualPath, IEnumerable<XmlRow> rows, Action? finish = null)
{
    /// <summary>All chunks; notes of the file as a whole are on the last one. A problem ends it.</summary>
    public async IAsyncEnumerable<Result<Chunk>> ChunksAsync(Stream working, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var line = new XmlLine(plan.Header, usualPath);
        using IEnumerator<XmlRow> next = rows.GetEnumerator();
        var cutter = new ChunkCutter(limits.ChunkBytes, limits.ChunkRows, 0, plan.FirstRow);
        Chunk? last = null;
        for (bool isRow = true; isRow;)
        {
            if (body.Try(() => isRow = next.MoveNext()) is { } problem)
            {
                if (last is not null) yield return last;
                yield return problem;
                yield break;
            }

            if (isRow)
            {
                ReadOnlyMemory<byte> written = line.Write(next.Current);
                await working.WriteAsync(written, cancel);
                if (!cutter.Add(written.Length, isRow: true)) continue;
            }
            else if (!cutter.HasRows) break;
            if (last is not null) yield return last;
            last = cutter.Cut();
        }

        await working.FlushAsync(cancel);
        finish?.Invoke();
        // A file without rows has findings all the same, so it has a chunk to hold them.
        yield return (last ?? new Chunk(0, 0, 0, plan.FirstRow, 0)) with { Notes = notes.All() };
    }
}
