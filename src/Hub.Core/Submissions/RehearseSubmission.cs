using Hub.Organisations;
using Hub.Rules;
using Hub.Submissions.Judging;
using Hub.Submissions.Layout;

namespace Hub.Submissions;

/// <summary>
/// Judges the first rows of a file and keeps nothing of it. A process that was just started compiles what judges while it
/// judges: done beside the file's coming in, on a processor that has nothing else to do, the first chunk need not wait for it.
/// </summary>
public sealed class RehearseSubmission(RecordKinds kinds, PrepareBody prepare, IRulesets rulesets, Vocabularies vocabularies, TimeProvider clock)
{
    /// <summary>Some hundred rows: enough for what only some of them need.</summary>
    const int HeadBytes = 64 * 1024;

    /// <summary>Gives the number of rows judged. What is wrong with the file, or with the part of it that is looked at, is told when it is judged.</summary>
    public async Task<int> HandleAsync(Stream file, string kind, OrganisationId organisation, string? mapName, string fileName, CancellationToken cancel)
    {
        if (kinds.Find(kind) is not { Problem: null, Value: { } known }) return 0;
        byte[] head = new byte[HeadBytes];
        int read = await file.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancel), length = head.AsSpan(0, read).LastIndexOf((byte)'\n') + 1;
        string? country = Country.OfPrefix(organisation);
        Result<PreparedBody> prepared = await prepare.HandleAsync(() => Task.FromResult(Open()), known, country, mapName, null, fileName, cancel);
        if (prepared.Problem is not null) return 0;

        PreparedBody body = prepared.Value;
        int rows = 0;
        using var working = new MemoryStream();
        var scope = new JudgeScope(organisation, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), rulesets, vocabularies, _ => country) { Register = new KnownStandings(), Entries = new KnownEntries() };
        await foreach (Result<Chunk> chunk in body.SplitAsync(Open(), body.Plan.NeedsWorkingCopy ? working : null, cancel))
        {
            if (chunk.Problem is not null) return rows;
            byte[] from = body.Plan.NeedsWorkingCopy ? working.ToArray() : head;
            using IRowReader reader = body.Format.Read(from.AsMemory((int)chunk.Value.Offset, chunk.Value.LengthBytes), body.Plan, chunk.Value.FirstRow);
            using var records = new RecordsWriter(chunk.Value.LengthBytes);
            ChunkIndex index = new ChunkJudge(known, body.Match.Layout, scope).Judge(reader, records);
            index.Write(Stream.Null);
            rows += index.Rows.Count;
        }

        return rows;

        Stream Open() => new MemoryStream(head, 0, length, writable: false);
    }
}
