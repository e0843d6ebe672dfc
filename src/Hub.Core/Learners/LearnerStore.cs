using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Hub.Audit;
using Hub.Learners.Sealing;
using Hub.Ports;
using Hub.Records;

namespace Hub.Learners;

/// <summary>
/// Finds learners and makes new ones. Identity and key of a learner are two rows of one partition, so they come and go in one commit;
/// many learners share a commit, since an import brings hundreds of thousands.
/// </summary>
public sealed class LearnerStore(ITables tables, IKeyRing ring, IQueue queue)
{
    public const string Table = KeyTables.Learners;

    /// <summary>Two rows each.</summary>
    const int LearnersPerCommit = TableLimits.MaxRows / 2;

    const int Parallelism = 128;

    /// <summary>Changes with every erasure in a partition, in the commit that destroys the key. An import reads it before and after: see Decision 0080.</summary>
    const string Erasures = "!erasures";

    readonly PartitionTurns _turns = new();

    internal Task<ReadOnlyMemory<byte>> PepperAsync(CancellationToken cancel) => ring.PepperAsync(cancel);

    /// <summary>The learner of each identity, made where there was none. Whoever asks disposes of them.</summary>
    internal async Task<ResolvedLearners> ResolveAsync(IReadOnlyCollection<LearnerIdentity> identities, CancellationToken cancel)
    {
        var learners = new ResolvedLearners();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancel };
        try
        {
            await Parallel.ForEachAsync(identities.GroupBy(i => i.Partition), options, async (group, stop) =>
            {
                using IDisposable turn = await _turns.TakeAsync(Table, Convert.ToInt32(group.Key, 16), stop);
                using var wrapping = new KeyWrapping(ring);
                foreach (LearnerIdentity[] some in group.Distinct().Chunk(LearnersPerCommit)) await ResolveAsync(group.Key, [.. some.Select(i => i.Row)], learners, wrapping, stop);
            });
            return learners;
        }
        catch
        {
            learners.Dispose();
            throw;
        }
    }

    async Task ResolveAsync(string partition, string[] rows, ResolvedLearners learners, KeyWrapping wrapping, CancellationToken cancel)
    {
        for (; ; )
        {
            IReadOnlyList<TableRow> known = await tables.FindManyAsync(Table, partition, [Erasures, .. rows], cancel);
            learners.NoteErasures(partition, known.FirstOrDefault(r => r.Row == Erasures) is { } mark ? Encoding.ASCII.GetString(mark.Body.Span) : null);
            var references = known.Where(r => r.Row != Erasures).ToDictionary(r => r.Row, r => new LearnerReference(Encoding.ASCII.GetString(r.Body.Span)), StringComparer.Ordinal);
            string[] missing = [.. rows.Where(r => !references.ContainsKey(r))];
            List<(string Identity, Learner Learner)> made = [];
            if (missing.Length > 0)
            {
                (List<RowChange> changes, made) = await MakeAsync(partition, missing, wrapping, cancel);
                if (!(await tables.CommitAsync(Table, partition, changes, cancel)).IsDone) continue;      // another process made one of them
            }

            if (!await OpenAsync(partition, references, learners, wrapping, cancel)) continue;        // erased in between: then it is a new learner
            foreach ((string identity, Learner learner) in made) learners.Add(identity, learner);
            return;
        }
    }

    static async Task<(List<RowChange> Changes, List<(string, Learner)> Made)> MakeAsync(string partition, string[] identities, KeyWrapping wrapping, CancellationToken cancel)
    {
        var changes = new List<RowChange>(2 * identities.Length);
        var made = new List<(string, Learner)>(identities.Length);
        foreach (string identity in identities)
        {
            LearnerReference reference = LearnerReference.New(partition);
            byte[] key = RandomNumberGenerator.GetBytes(Learner.KeyBytes);
            changes.Add(RowChange.Insert(identity, Encoding.ASCII.GetBytes(reference.Value)));
            changes.Add(RowChange.Insert(LearnerRow.RowOf(reference), new LearnerRow(await wrapping.WrapAsync(key, reference.Value, cancel), identity).ToBody()));
            made.Add((identity, new Learner(reference, key)));
        }

        return (changes, made);
    }

    async Task<bool> OpenAsync(string partition, Dictionary<string, LearnerReference> references, ResolvedLearners learners, KeyWrapping wrapping, CancellationToken cancel)
    {
        if (references.Count == 0) return true;
        IReadOnlyList<TableRow> rows = await tables.FindManyAsync(Table, partition, [.. references.Values.Select(LearnerRow.RowOf)], cancel);
        Dictionary<string, string?> keys = rows.ToDictionary(r => r.Row, r => LearnerRow.KeyOf(r.Body.Span), StringComparer.Ordinal);
        foreach ((string identity, LearnerReference reference) in references)
        {
            if (keys.GetValueOrDefault(LearnerRow.RowOf(reference)) is not { } wrapped) return false;
            if (!learners.Has(identity)) learners.Add(identity, new Learner(reference, await wrapping.UnwrapAsync(wrapped, reference.Value, cancel)));
        }

        return true;
    }

    /// <summary>Those of the learners who were erased since they were resolved. Looked for only in partitions where somebody was.</summary>
    internal async Task<IReadOnlySet<LearnerReference>> ErasedAsync(ResolvedLearners learners, CancellationToken cancel)
    {
        var erased = new ConcurrentDictionary<LearnerReference, byte>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancel };
        await Parallel.ForEachAsync(learners.Erasures, options, async (before, stop) =>
        {
            TableRow? mark = await tables.FindAsync(Table, before.Key, Erasures, stop);
            if (mark is null || Encoding.ASCII.GetString(mark.Body.Span) == before.Value) return;
            foreach (LearnerReference reference in learners.Of(before.Key))
                if (await FindAsync(reference, stop) is not var (row, _) || row.Key is null) erased.TryAdd(reference, 0);
        });
        return erased.Keys.ToHashSet();
    }

    /// <summary>The learner of an identity; null when there is none. Makes nobody.</summary>
    internal async Task<LearnerReference?> FindAsync(LearnerIdentity identity, CancellationToken cancel) =>
        await tables.FindAsync(Table, identity.Partition, identity.Row, cancel) is { } row ? new LearnerReference(Encoding.ASCII.GetString(row.Body.Span)) : null;

    /// <summary>The learner's row with its ETag; null when there never was one.</summary>
    internal async Task<(LearnerRow Row, string ETag)?> FindAsync(LearnerReference reference, CancellationToken cancel)
    {
        TableRow? row = await tables.FindAsync(Table, reference.Partition, LearnerRow.RowOf(reference), cancel);
        return row is null ? null : (LearnerRow.Read(row.Body), row.ETag);
    }

    /// <summary>False when somebody else changed it meanwhile.</summary>
    internal async Task<bool> ReplaceAsync(LearnerReference reference, LearnerRow row, string etag, CancellationToken cancel, params RowChange[] more) =>
        (await tables.CommitAsync(Table, reference.Partition, [RowChange.Replace(LearnerRow.RowOf(reference), row.ToBody(), etag), .. more], cancel)).IsDone;

    /// <summary>Replaces the row by an act of a registrar, which the log learns of in the same commit. The object is the reference: what is erased is not in the log.</summary>
    internal async Task<bool> ActAsync(string action, Caller caller, DateTimeOffset at, LearnerReference reference, LearnerRow row, string etag, CancellationToken cancel, params RowChange[] more)
    {
        var fact = new AuditFact(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{action}~{reference.Value}~{at.ToUnixTimeMilliseconds()}"), caller.Organisation.Value, at, caller.KeyId, action, AuditObjects.Learner(reference));
        if (!await ReplaceAsync(reference, row, etag, cancel, [fact.ToChange(), .. more])) return false;
        await queue.TellAuditAsync(Table, reference.Partition, cancel);
        return true;
    }

    /// <summary>What goes with the destruction of a key: the identity's row, unless it is gone, and the mark that tells imports of it.</summary>
    internal async Task<RowChange[]> ForgetAsync(LearnerReference reference, string? identity, CancellationToken cancel)
    {
        RowChange mark = RowChange.Upsert(Erasures, Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(32, lowercase: true)));
        return identity is not null && await tables.FindAsync(Table, reference.Partition, identity, cancel) is { } row ? [mark, RowChange.Delete(row.Row, row.ETag)] : [mark];
    }

    /// <summary>The learner with the key opened; null once erased.</summary>
    internal async Task<Learner?> OpenAsync(LearnerReference reference, LearnerRow row, CancellationToken cancel)
    {
        if (row.Key is not { } wrapped) return null;
        using var wrapping = new KeyWrapping(ring);
        return new Learner(reference, await wrapping.UnwrapAsync(wrapped, reference.Value, cancel));
    }
}
