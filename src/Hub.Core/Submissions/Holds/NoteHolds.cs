using System.Buffers;
using System.Text.Json;
using Hub.Learners;
using Hub.Records;
using Hub.Submissions.Findings;
using Hub.Submissions.Judging;
using Hub.Submissions.Layout;
using Hub.Submissions.Rounds;

namespace Hub.Submissions.Holds;

/// <summary>Puts the rows that a round holds before the registrars. Rows that only wait for another one are not asked about.</summary>
public sealed class NoteHolds(HoldStore holds, RecordKinds kinds, TimeProvider clock)
{
    internal async Task HandleAsync(Submission submission, JudgedChunks chunks, EarlierRounds earlier, ILookup<int, SettledRow> settled, CancellationToken cancel)
    {
        JudgedChunks? before = await chunks.BaseAsync(cancel);
        ILookup<int, SettledRow> settledBefore = earlier.Settlement.ByRow();
        foreach (Chunk chunk in chunks.Plan.Chunks)
        {
            ChunkIndex index = await chunks.IndexAsync(chunk, cancel);
            JudgedRow[] held = [.. index.Rows.Where(r => IsHeld(r, settled))];
            if (held.Length == 0) continue;
            HashSet<int> known = before is null ? [] : [.. (await before.IndexAsync(chunk, cancel)).Rows.Where(r => IsHeld(r, settledBefore)).Select(r => r.Row)];
            JudgedRow[] fresh = [.. held.Where(r => !known.Contains(r.Row))];
            if (fresh.Length > 0) await AddAsync(submission, chunks, chunk, index, fresh, settled, cancel);
        }
    }

    static bool IsHeld(JudgedRow row, ILookup<int, SettledRow> settled) =>
        row.Disposition == Disposition.Held && !settled[row.Row].Any(s => s.IsDecision) && VerdictTally.DispositionOf(row, settled, out _) == Disposition.Held;

    async Task AddAsync(Submission submission, JudgedChunks chunks, Chunk chunk, ChunkIndex index, JudgedRow[] rows, ILookup<int, SettledRow> settled, CancellationToken cancel)
    {
        using PooledBytes bytes = await chunks.RecordsAsync(chunk, index, cancel);
        // Who decides about a row need not know the person.
        bool isOfLearners = kinds.Get(submission.Kind).IsOfLearners;
        var wanted = rows.ToDictionary(r => r.Row);
        var some = new List<Hold>();
        foreach ((int number, RecordWrite write) in RecordsWriter.Read(bytes.Memory))
        {
            if (!wanted.TryGetValue(number, out JudgedRow row)) continue;
            some.Add(new Hold(submission.Organisation, submission.Number, number, submission.Round, submission.Kind, write.Id, HoldState.Open, clock.GetUtcNow(),
                FindingsOf(index, row, settled), index.Rulesets, write.Json.Length > Hold.MaxRecordBytes ? null : JsonElement.Parse(isOfLearners ? LearnerJson.Clear(write.Json.Span) : write.Json.Span)));
            if (some.Count < 100) continue;
            await holds.AddAsync(some, cancel);
            some.Clear();
        }

        await holds.AddAsync(some, cancel);
    }

    static JsonElement[] FindingsOf(ChunkIndex index, JudgedRow row, ILookup<int, SettledRow> settled)
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.Write(index.Findings.Span.Slice(row.FindingsOffset, row.FindingsLength));
        using var writer = new FindingWriter(buffer);
        foreach (SettledRow more in settled[row.Row]) writer.Write(more.Finding);
        return [.. System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }
}
