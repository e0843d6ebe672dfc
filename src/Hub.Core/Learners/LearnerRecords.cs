using System.Security.Cryptography;
using Hub.Learners.Achievements;
using Hub.Learners.CreditRecords;
using Hub.Learners.CreditRecords.Reading;
using Hub.Ports;
using Hub.Recognition.Uses;
using Hub.Records;
using Hub.Work;

namespace Hub.Learners;

/// <summary>Where records of one kind lie with their learners.</summary>
/// <param name="Table">Holds the records.</param>
/// <param name="Places">Holds, by public id, the learner a record lies with.</param>
public sealed record LearnerShelf(string Table, string Places)
{
    public static readonly LearnerShelf Achievements = new(LearnerRecords.Table, AchievementKind.TableName);

    public static readonly LearnerShelf Agreements = new("learneragreements", "agreementplaces");
}

/// <summary>
/// Writes and reads records of learners, achievements unless another shelf is named, where they lie: all of a learner in one partition,
/// under <c>reference~org~localId</c>, sealed with the learner's key. An import of a chunk is a few commits per partition: identities
/// with keys, places, records.
/// </summary>
public sealed class LearnerRecords(ITables tables, RecordTable records, LearnerStore learners, IQueue queue, LearnerShelf? shelf = null)
{
    /// <summary>Holds achievements.</summary>
    public const string Table = "learnerachievements";

    readonly string _table = (shelf ?? LearnerShelf.Achievements).Table;

    readonly LearnerPlaces _places = new(tables, (shelf ?? LearnerShelf.Achievements).Places);

    /// <summary>Writes records and says for each what came of it. Safe to repeat after a crash at any point.</summary>
    public async Task<WriteOutcome[]> WriteAsync(IReadOnlyList<RecordWrite> writes, WriteOrigin origin, CancellationToken cancel)
    {
        var outcomes = new WriteOutcome[writes.Count];
        int[] left = [.. Enumerable.Range(0, writes.Count)];
        // Once more for learners that were erased while their records were being written: they begin anew.
        while (left.Length > 0)
        {
            RecordWrite[] some = Array.ConvertAll(left, i => writes[i]);
            (WriteOutcome[] written, HashSet<int> lost) = await WriteOnceAsync(some, origin, cancel);
            for (int i = 0; i < left.Length; i++) outcomes[left[i]] = written[i];
            left = [.. lost.Order().Select(i => left[i])];
        }

        return outcomes;
    }

    async Task<(WriteOutcome[] Outcomes, HashSet<int> Lost)> WriteOnceAsync(RecordWrite[] writes, WriteOrigin origin, CancellationToken cancel)
    {
        LearnerIdentity[] identities = IdentitiesOf(writes, await learners.PepperAsync(cancel), origin.Submitter);
        using ResolvedLearners found = await learners.ResolveAsync(identities, cancel);
        LearnerReference[] references = Array.ConvertAll(identities, i => found[i].Reference);
        IReadOnlyDictionary<int, LearnerReference> elsewhere = await _places.NoteAsync(writes, references, cancel);
        var outcomes = new WriteOutcome[writes.Length];
        HashSet<int> settled = await SettleMovedAsync(writes, elsewhere, origin, outcomes, cancel);
        int[] open = [.. Enumerable.Range(0, writes.Length).Where(i => !settled.Contains(i))];
        LearnerReference[] changed = _table == Table ? [.. open.Where(i => ChangedAchievement.IsLikely(writes[i].Json.Span)).Select(i => references[i]).Distinct()] : [];
        await ReopenWork.SendAsync(queue, changed, Queues.InsuranceDelay, cancel);
        WriteOutcome[] written = await records.WriteAsync(_table, Seal(writes, open, i => found[identities[i]], elsewhere), origin, cancel, isTold: false);
        for (int i = 0; i < open.Length; i++) outcomes[open[i]] = written[i];
        foreach ((int i, LearnerReference from) in elsewhere)
            if (!settled.Contains(i) && outcomes[i] is WriteOutcome.Accepted or WriteOutcome.Unchanged) await MoveAsync(writes[i].Id, from, references[i], cancel);
        await ReopenWork.SendAsync(queue, changed, TimeSpan.Zero, cancel);
        IReadOnlySet<LearnerReference> erased = await learners.ErasedAsync(found, cancel);
        return (outcomes, erased.Count == 0 ? [] : Enumerable.Range(0, writes.Length).Where(i => erased.Contains(references[i])).ToHashSet());
    }

    static LearnerIdentity[] IdentitiesOf(RecordWrite[] writes, ReadOnlyMemory<byte> pepper, OrganisationId organisation)
    {
        using IncrementalHash hashes = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, pepper.Span);
        return Array.ConvertAll(writes, write =>
        {
            (string? scheme, string identifier) = LearnerJson.LearnerOf(write.Json.Span);
            return LearnerIdentity.Of(hashes, scheme, identifier, organisation);
        });
    }

    /// <summary>Learner by learner: a cipher that is set up stands for some kilobytes.</summary>
    static RecordWrite[] Seal(RecordWrite[] writes, int[] open, Func<int, Learner> learnerOf, IReadOnlyDictionary<int, LearnerReference> elsewhere)
    {
        using var sealing = new RecordSealing(open.Length);
        var asStored = new RecordWrite[open.Length];
        foreach (IGrouping<Learner, int> own in Enumerable.Range(0, open.Length).GroupBy(at => learnerOf(open[at])))
        {
            foreach (int at in own) asStored[at] = sealing.Seal(writes[open[at]], own.Key, elsewhere.ContainsKey(open[at]));
            own.Key.Dispose();
        }

        return asStored;
    }

    /// <summary>Those that lie with another learner and stay there: a later submission put them there, or the writer expected another version.</summary>
    async Task<HashSet<int>> SettleMovedAsync(RecordWrite[] writes, IReadOnlyDictionary<int, LearnerReference> elsewhere, WriteOrigin origin, WriteOutcome[] outcomes, CancellationToken cancel)
    {
        var settled = new HashSet<int>();
        foreach ((int i, LearnerReference from) in elsewhere)
        {
            if (await ReadAsync(from, writes[i].Id, cancel) is not { } there) continue;
            if (writes[i].ExpectedVersion is { } expected && expected != there.Stamp.Version) outcomes[i] = WriteOutcome.VersionDiffers;
            else if (there.Stamp.Submitter == origin.Submitter.Value && Math.Max(there.Stamp.Submission, there.Stamp.Confirmed) > origin.Submission) outcomes[i] = WriteOutcome.Superseded;
            else continue;
            settled.Add(i);
        }

        return settled;
    }

    /// <summary>The new place has it already: first it goes from the old one, then the way to it is changed; dying in between, both are done again.</summary>
    async Task MoveAsync(string id, LearnerReference from, LearnerReference to, CancellationToken cancel)
    {
        await RemoveAsync(from, id, cancel);
        await _places.MoveAsync(id, to, cancel);
    }

    internal static string IdOf(LearnerReference reference, string id) => $"{reference.Value}~{id}";

    static string PartitionOf(LearnerReference reference) => RecordKeys.PartitionOf(reference.Value);

    /// <summary>The learner a record lies with; null when there is none.</summary>
    public Task<LearnerReference?> LearnerOfAsync(string id, CancellationToken cancel) => _places.FindAsync(id, cancel);

    /// <summary>A record with everything opened, by its public id; null when there is none.</summary>
    public async Task<StoredRecord?> FindAsync(string id, CancellationToken cancel) =>
        await FindSealedAsync(id, cancel) is var (stored, reference) ? await OpenAsync(stored, reference, id, cancel) : null;

    /// <summary>The given version with everything opened; null when there is none, or not any more.</summary>
    internal async Task<StoredRecord?> FindVersionAsync(string id, int version, CancellationToken cancel)
    {
        if (await FindSealedAsync(id, cancel) is not var (current, reference)) return null;
        if (current.Stamp.Version == version) return await OpenAsync(current, reference, id, cancel);
        TableRow? old = await tables.FindAsync(_table, PartitionOf(reference), RecordKeys.VersionRow(RecordKeys.RowOf(IdOf(reference, id)), version), cancel);
        return old is null ? null : await OpenAsync(StoredRecord.From(old), reference, id, cancel);
    }

    /// <summary>Superseded versions, sealed as they are stored, oldest first.</summary>
    internal async Task<IReadOnlyList<StoredRecord>> EarlierAsync(LearnerReference reference, string id, CancellationToken cancel)
    {
        var found = new List<StoredRecord>();
        await foreach (TableRow row in RowsAsync(PartitionOf(reference), RecordKeys.VersionPrefix(RecordKeys.RowOf(IdOf(reference, id))), cancel)) found.Add(StoredRecord.From(row));
        return found;
    }

    async Task<StoredRecord?> OpenAsync(StoredRecord stored, LearnerReference reference, string id, CancellationToken cancel)
    {
        if (await learners.FindAsync(reference, cancel) is not var (row, _)) return null;
        using Learner? learner = await learners.OpenAsync(reference, row, cancel);
        return learner is null ? null : stored with { Json = LearnerJson.Open(stored.Json, learner, id) };
    }

    async Task<StoredRecord?> ReadAsync(LearnerReference reference, string id, CancellationToken cancel) =>
        await tables.FindAsync(_table, PartitionOf(reference), RecordKeys.RowOf(IdOf(reference, id)), cancel) is { } row ? StoredRecord.From(row) : null;

    /// <summary>A record sealed as it is stored, and the learner it lies with; null when there is none.</summary>
    internal async Task<(StoredRecord Record, LearnerReference Learner)?> FindSealedAsync(string id, CancellationToken cancel) =>
        await _places.FindAsync(id, cancel) is { } reference && await ReadAsync(reference, id, cancel) is { } stored ? (stored, reference) : null;

    /// <summary>Records of one reference that an organisation sent, by public id, sealed as they are stored; of all organisations when null.</summary>
    /// <param name="withEarlier">Whether superseded versions are listed too, under the same ids.</param>
    public async Task<IReadOnlyList<ListedRecord>> ListAsync(LearnerReference reference, OrganisationId? organisation, CancellationToken cancel, bool withEarlier = false)
    {
        string prefix = reference.Value + "~", own = organisation is { } id ? RecordKeys.RowOf($"{reference.Value}~{id.Value}~") : prefix;
        var found = new List<ListedRecord>();
        await foreach (TableRow row in RowsAsync(PartitionOf(reference), own, cancel))
            if (withEarlier || !RecordKeys.IsVersion(row.Row)) found.Add(new ListedRecord(RecordKeys.IdOf(RecordKeys.CurrentRow(row.Row))[prefix.Length..], StoredRecord.From(row)));
        return found;
    }

    /// <summary>What of a person was revoked or corrected, whoever sent it.</summary>
    internal async Task<IReadOnlyList<ChangedAchievement>> ChangedAsync(IReadOnlyList<LearnerReference> references, CancellationToken cancel)
    {
        var changed = new List<ChangedAchievement>();
        foreach (LearnerReference reference in references)
        {
            foreach (ListedRecord record in await ListAsync(reference, null, cancel))
            {
                if (!ChangedAchievement.IsLikely(record.Record.Json.Span)) continue;
                RecordedAchievement achievement = AchievementReading.Of(record.Id, record.Record.Json).Achievement;
                if (achievement.Status != AchievementStatus.Awarded) changed.Add(new ChangedAchievement(record.Id, record.Record.Stamp.Version, achievement.Replaces));
            }
        }

        return changed;
    }

    /// <summary>Whether the organisation has sent anything of one of the references.</summary>
    internal async Task<bool> AnyAsync(IReadOnlyList<LearnerReference> references, OrganisationId organisation, CancellationToken cancel)
    {
        foreach (LearnerReference reference in references)
        {
            string own = RecordKeys.RowOf($"{reference.Value}~{organisation.Value}~");
            if ((await tables.ScanAsync(_table, PartitionOf(reference), own, RowRange.EndOf(own), 1, cancel)).Count > 0) return true;
        }

        return false;
    }

    /// <summary>Takes away an achievement with all its versions.</summary>
    internal async Task RemoveAsync(LearnerReference reference, string id, CancellationToken cancel)
    {
        string row = RecordKeys.RowOf(IdOf(reference, id));
        await DeleteAsync(PartitionOf(reference), RecordKeys.VersionPrefix(row), cancel);
        if (await tables.FindAsync(_table, PartitionOf(reference), row, cancel) is { } current) await tables.CommitAsync(_table, PartitionOf(reference), [RowChange.Delete(current.Row, current.ETag)], cancel);
    }

    /// <summary>Takes away everything of a reference; achievements that were sent again meanwhile lie elsewhere and stay.</summary>
    internal async Task RemoveAllAsync(LearnerReference reference, CancellationToken cancel)
    {
        foreach (ListedRecord record in await ListAsync(reference, null, cancel)) await _places.RemoveAsync(record.Id, reference, cancel);
        await DeleteAsync(PartitionOf(reference), reference.Value + "~", cancel);
    }

    async Task DeleteAsync(string partition, string prefix, CancellationToken cancel)
    {
        for (; ; )
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(_table, partition, prefix, RowRange.EndOf(prefix), TableLimits.MaxRows, cancel);
            if (rows.Count == 0) return;
            await tables.CommitAsync(_table, partition, [.. rows.Select(r => RowChange.Delete(r.Row, r.ETag))], cancel);
        }
    }

    async IAsyncEnumerable<TableRow> RowsAsync(string partition, string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        for (string from = prefix; ;)
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(_table, partition, from, RowRange.EndOf(prefix), TableLimits.MaxPage, cancel);
            foreach (TableRow row in rows) yield return row;
            if (rows.Count < TableLimits.MaxPage) yield break;
            from = RowRange.After(rows[^1].Row);
        }
    }
}
