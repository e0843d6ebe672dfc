using Hub.Learners.Access;
using Hub.Ports;
using Hub.Work;

namespace Hub.Audit;

/// <summary>
/// Takes facts into the logs of their bodies. A commit is the entries, a mark for each fact that says it is taken, and the head
/// (replace-if-match): whatever dies in between, and however many do it, a fact becomes one entry. What concerns a learner is noted for
/// the learner too, before the fact goes.
/// </summary>
public sealed class AuditLog(ITables tables, IQueue queue)
{
    readonly LearnerAccesses _accesses = new(tables);

    /// <summary>Facts of one commit: each has an entry and a mark, beside the head (100 rows).</summary>
    const int MaxFacts = 40;

    /// <summary>Work of <see cref="Queues.Audit"/>.</summary>
    internal async Task HandleAsync(AuditWork work, CancellationToken cancel)
    {
        bool released = false;
        await foreach (AuditFact fact in DrainAsync(work.Table, work.Partition, cancel)) released |= fact.Action == AuditActions.ReleasePublished;
        if (released) await queue.SendAsync(Queues.Checkpoint, "release", TimeSpan.Zero, cancel);
    }

    /// <summary>Takes the facts of a partition; those it gives had been forgotten, or have just come.</summary>
    internal async IAsyncEnumerable<AuditFact> DrainAsync(string table, string partition, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        for (; ; )
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(table, partition, AuditFact.RowPrefix, RowRange.EndOf(AuditFact.RowPrefix), MaxFacts, cancel);
            AuditFact[] facts = [.. rows.Select(AuditFact.Read)];
            // By time, not by name: of what happened one after the other the log should say so.
            foreach (IGrouping<string, AuditFact> body in facts.GroupBy(f => f.Body)) await AppendAsync(body.Key, [.. body.OrderBy(f => f.At)], cancel);
            await _accesses.NoteAsync(facts, cancel);
            // Not told of by its outcome: another that took the same facts deletes the same rows.
            if (rows.Count > 0) await tables.CommitAsync(table, partition, [.. rows.Select(r => RowChange.Delete(r.Row, r.ETag))], cancel);
            foreach (AuditFact fact in facts) yield return fact;
            if (rows.Count < MaxFacts) yield break;
        }
    }

    async Task AppendAsync(string body, AuditFact[] facts, CancellationToken cancel)
    {
        for (; ; )
        {
            (AuditHead head, string? etag) = await AuditHead.ReadAsync(tables, body, cancel);
            HashSet<string> taken = [.. (await tables.FindManyAsync(AuditKeys.Table, body, [.. facts.Select(f => AuditKeys.Taken(f.Id))], cancel)).Select(r => r.Row)];
            AuditFact[] fresh = [.. facts.Where(f => !taken.Contains(AuditKeys.Taken(f.Id)))];
            if (fresh.Length == 0) return;
            // Listed before it has anything: a log that nobody finds would not be checked.
            if (etag is null) await tables.WriteManyAsync(AuditKeys.Table, [(AuditKeys.Bodies, body, "{}"u8.ToArray())], cancel);

            var changes = new List<RowChange>(2 * fresh.Length + 1);
            foreach (AuditFact fact in fresh)
            {
                AuditEntry entry = AuditEntry.Of(fact, head.Sequence + 1, head.Hash);
                head = head with { Sequence = entry.Sequence, Hash = entry.Hash };
                changes.Add(RowChange.Insert(AuditKeys.Entry(entry.Sequence), entry.ToLine()));
                changes.Add(RowChange.Insert(AuditKeys.Taken(fact.Id), System.Text.Encoding.ASCII.GetBytes(AuditKeys.Entry(entry.Sequence))));
            }

            changes.Add(head.ToChange(etag));
            if ((await tables.CommitAsync(AuditKeys.Table, body, changes, cancel)).IsDone) return;
        }
    }
}
