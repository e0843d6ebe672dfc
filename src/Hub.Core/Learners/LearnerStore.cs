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
    public const string Table = "learners";

    /// <summary>Two rows each.</summary>
    const int LearnersPerCommit = TableLimits.MaxRows / 2;

    const int Parallelism = 128;

    readonly PartitionTurns _turns = new();

    internal Task<ReadOnlyMemory<byte>> PepperAsync(CancellationToken cancel) => ring.PepperAsync(cancel);

    /// <summary>The learner of each identity, made where there was none. Whoever asks disposes of them.</summary>
    internal async Task<IReadOnlyDictionary<string, Learner>> ResolveAsync(IReadOnlyCollection<LearnerIdentity> identities, CancellationToken cancel)
    {
        var learners = new ConcurrentDictionary<string, Learner>(StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancel };
        await Parallel.ForEachAsync(identities.GroupBy(i => i.Partition), options, async (group, stop) =>
        {
            using IDisposable turn = await _turns.TakeAsync(Table, Convert.ToInt32(group.Key, 16), stop);
            foreach (LearnerIdentity[] some in group.Distinct().Chunk(LearnersPerCommit)) await ResolveAsync(group.Key, [.. some.Select(i => i.Row)], learners, stop);
        });
        return learners;
    }

    async Task ResolveAsync(string partition, string[] rows, ConcurrentDictionary<string, Learner> learners, CancellationToken cancel)
    {
        for (; ; )
        {
            IReadOnlyList<TableRow> known = await tables.FindManyAsync(Table, partition, rows, cancel);
            var references = known.ToDictionary(r => r.Row, r => new LearnerReference(Encoding.ASCII.GetString(r.Body.Span)), StringComparer.Ordinal);
            string[] missing = [.. rows.Where(r => !references.ContainsKey(r))];
            List<(string Identity, LearnerReference Reference, byte[] Key)> made = [];
            if (missing.Length > 0)
            {
                (List<RowChange> changes, made) = await MakeAsync(partition, missing, cancel);
                if (!(await tables.CommitAsync(Table, partition, changes, cancel)).IsDone) continue;      // another process made one of them
            }

            if (!await OpenAsync(partition, references, learners, cancel)) continue;        // erased in between: then it is a new learner
            foreach ((string identity, LearnerReference reference, byte[] key) in made) learners[identity] = new Learner(reference, key);
            return;
        }
    }

    async Task<(List<RowChange> Changes, List<(string, LearnerReference, byte[])> Made)> MakeAsync(string partition, string[] identities, CancellationToken cancel)
    {
        WrappingKey wrapping = await ring.CurrentAsync(cancel);
        var changes = new List<RowChange>(2 * identities.Length);
        var made = new List<(string, LearnerReference, byte[])>(identities.Length);
        foreach (string identity in identities)
        {
            LearnerReference reference = LearnerReference.New(partition);
            byte[] key = RandomNumberGenerator.GetBytes(Learner.KeyBytes);
            changes.Add(RowChange.Insert(identity, Encoding.ASCII.GetBytes(reference.Value)));
            changes.Add(RowChange.Insert(LearnerRow.RowOf(reference), new LearnerRow(WrappedKey.Wrap(wrapping, key, reference.Value), identity).ToBody()));
            made.Add((identity, reference, key));
        }

        return (changes, made);
    }

    async Task<bool> OpenAsync(string partition, Dictionary<string, LearnerReference> references, ConcurrentDictionary<string, Learner> learners, CancellationToken cancel)
    {
        if (references.Count == 0) return true;
        IReadOnlyList<TableRow> rows = await tables.FindManyAsync(Table, partition, [.. references.Values.Select(LearnerRow.RowOf)], cancel);
        Dictionary<string, LearnerRow> keys = rows.ToDictionary(r => r.Row, r => LearnerRow.Read(r.Body), StringComparer.Ordinal);
        foreach ((string identity, LearnerReference reference) in references)
        {
            if (keys.GetValueOrDefault(LearnerRow.RowOf(reference))?.Key is not { } wrapped) return false;
            if (!learners.ContainsKey(identity)) learners[identity] = new Learner(reference, await WrappedKey.UnwrapAsync(ring, wrapped, reference.Value, cancel));
        }

        return true;
    }

    /// <summary>Those of the references whose keys are gone: erased meanwhile.</summary>
    internal async Task<IReadOnlySet<string>> ErasedAsync(IEnumerable<LearnerReference> references, CancellationToken cancel)
    {
        var erased = new ConcurrentDictionary<string, byte>(StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancel };
        await Parallel.ForEachAsync(references.Distinct().GroupBy(r => r.Partition), options, async (group, stop) =>
        {
            foreach (LearnerReference[] some in group.Chunk(TableLimits.MaxRows))
            {
                IReadOnlyList<TableRow> rows = await tables.FindManyAsync(Table, group.Key, Array.ConvertAll(some, LearnerRow.RowOf), stop);
                var there = rows.Where(r => LearnerRow.Read(r.Body).Key is not null).Select(r => r.Row).ToHashSet(StringComparer.Ordinal);
                foreach (LearnerReference reference in some)
                    if (!there.Contains(LearnerRow.RowOf(reference))) erased.TryAdd(reference.Value, 0);
            }
        });
        return erased.Keys.ToHashSet(StringComparer.Ordinal);
    }

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

    /// <summary>The identity's row as a change that takes it away; nothing when it is gone.</summary>
    internal async Task<RowChange[]> ForgetAsync(LearnerReference reference, string? identity, CancellationToken cancel) =>
        identity is not null && await tables.FindAsync(Table, reference.Partition, identity, cancel) is { } row ? [RowChange.Delete(row.Row, row.ETag)] : [];

    /// <summary>The learner with the key opened; null once erased.</summary>
    internal async Task<Learner?> OpenAsync(LearnerReference reference, LearnerRow row, CancellationToken cancel) =>
        row.Key is { } wrapped ? new Learner(reference, await WrappedKey.UnwrapAsync(ring, wrapped, reference.Value, cancel)) : null;
}
