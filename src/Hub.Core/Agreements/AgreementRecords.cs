using System.Text.Json;
using Hub.Learners;
using Hub.Ports;
using Hub.Records;

namespace Hub.Agreements;

/// <summary>
/// Writes and finds agreements where they lie: learning agreements with their learners, sealed like achievements, memoranda in a table of
/// their own. The feed learns of neither. An id keeps its type: what comes as the other one is left out as overtaken.
/// </summary>
public sealed class AgreementRecords(ITables tables, RecordTable records, LearnerStore learners, IQueue queue)
{
    readonly AgreementParties _parties = new(tables);

    readonly LearnerRecords _learning = new(tables, records, learners, queue, LearnerShelf.Agreements);

    /// <summary>Writes records and says for each what came of it. Safe to repeat after a crash at any point.</summary>
    public async Task<WriteOutcome[]> WriteAsync(IReadOnlyList<RecordWrite> writes, WriteOrigin origin, CancellationToken cancel)
    {
        var outcomes = new WriteOutcome[writes.Count];
        var memoranda = new List<int>();
        var learning = new List<int>();
        IReadOnlyDictionary<string, StoredRecord> known = await records.FindManyAsync(AgreementKind.TableName, [.. writes.Select(w => w.Id)], cancel);
        for (int i = 0; i < writes.Count; i++)
        {
            bool isOfLearner = AgreementTerms.IsOfLearner(writes[i].Json.Span);
            if (isOfLearner ? known.ContainsKey(writes[i].Id) : await _learning.LearnerOfAsync(writes[i].Id, cancel) is not null) outcomes[i] = WriteOutcome.AnswersOld;
            else (isOfLearner ? learning : memoranda).Add(i);
        }

        await _parties.NoteAsync(memoranda.Concat(learning).Select(i => AgreementTerms.Read(writes[i].Id, writes[i].Json)), cancel);
        await WriteAsync(memoranda, some => records.WriteAsync(AgreementKind.TableName, some, origin, cancel, isTold: false));
        await WriteAsync(learning, some => _learning.WriteAsync(some, origin, cancel));
        return outcomes;

        async Task WriteAsync(List<int> places, Func<RecordWrite[], Task<WriteOutcome[]>> write)
        {
            if (places.Count == 0) return;
            WriteOutcome[] written = await write([.. places.Select(i => writes[i] with { Answers = AgreementTerms.AnswersOf(writes[i].Json) })]);
            for (int i = 0; i < written.Length; i++) outcomes[places[i]] = written[i];
        }
    }

    /// <summary>An agreement with everything opened, by its public id; null when there is none, or its learner was erased.</summary>
    public async Task<StoredRecord?> FindAsync(string id, CancellationToken cancel) => await _learning.FindAsync(id, cancel) ?? await FindMemorandumAsync(id, cancel);

    /// <summary>The given version with everything opened; null when there is none.</summary>
    internal async Task<StoredRecord?> FindVersionAsync(string id, int version, CancellationToken cancel)
    {
        if (await _learning.FindVersionAsync(id, version, cancel) is { } learning) return learning;
        return await records.FindVersionAsync(AgreementKind.TableName, id, version, cancel) is { } memorandum && memorandum.Stamp.Version == version ? memorandum : null;
    }

    /// <summary>Superseded versions, sealed as they are stored, the newest first.</summary>
    internal async Task<IReadOnlyList<StoredRecord>> EarlierAsync(string id, LearnerReference? learner, CancellationToken cancel)
    {
        IReadOnlyList<StoredRecord> oldestFirst = learner is { } of ? await _learning.EarlierAsync(of, id, cancel) : await records.SupersededAsync(AgreementKind.TableName, id, 0, TableLimits.MaxPage, cancel);
        return [.. oldestFirst.Reverse()];
    }

    /// <summary>An agreement as it is stored, whose terms can be read, and whom it is about (null for a memorandum); null when there is none.</summary>
    internal async Task<(StoredRecord Record, LearnerReference? Learner)?> FindSealedAsync(string id, CancellationToken cancel)
    {
        if (await _learning.FindSealedAsync(id, cancel) is var (record, learner)) return (record, learner);
        return await FindMemorandumAsync(id, cancel) is { } memorandum ? (memorandum, null) : null;
    }

    /// <summary>Ids of agreements the organisation is, or was, party to, and the row to go on from.</summary>
    internal Task<IReadOnlyList<(string Id, string Row)>> OfPartyAsync(OrganisationId organisation, string? after, int limit, CancellationToken cancel) => _parties.OfAsync(organisation, after, limit, cancel);

    /// <summary>The learner a learning agreement is about; null for a memorandum.</summary>
    public Task<LearnerReference?> LearnerOfAsync(string id, CancellationToken cancel) => _learning.LearnerOfAsync(id, cancel);

    public Task<StoredRecord?> FindMemorandumAsync(string id, CancellationToken cancel) => records.FindAsync(AgreementKind.TableName, id, cancel);

    /// <summary>Where the record lies; null when there is none.</summary>
    public async Task<(string Table, string Partition)?> PlaceOfAsync(string id, CancellationToken cancel) =>
        await LearnerOfAsync(id, cancel) is { } reference ? (LearnerShelf.Agreements.Table, RecordKeys.PartitionOf(reference.Value))
        : await FindMemorandumAsync(id, cancel) is not null ? (AgreementKind.TableName, RecordKeys.PartitionOf(id))
        : null;

    /// <summary>Learning agreements of one reference, sealed as they are stored: their terms can be read, the person not.</summary>
    public Task<IReadOnlyList<ListedRecord>> ListAsync(LearnerReference reference, CancellationToken cancel) => _learning.ListAsync(reference, null, cancel);

    /// <summary>Whether the organisation has sent an agreement about one of the references.</summary>
    internal Task<bool> AnyAsync(IReadOnlyList<LearnerReference> references, OrganisationId organisation, CancellationToken cancel) => _learning.AnyAsync(references, organisation, cancel);

    /// <summary>Takes away all learning agreements of a reference, first what leads to them: of earlier versions too, whose parties may have been others.</summary>
    internal async Task RemoveAllAsync(LearnerReference reference, CancellationToken cancel)
    {
        foreach (ListedRecord version in await _learning.ListAsync(reference, null, cancel, withEarlier: true)) await _parties.RemoveAsync(AgreementTerms.Read(version.Id, version.Record.Json), cancel);
        await _learning.RemoveAllAsync(reference, cancel);
    }
}
