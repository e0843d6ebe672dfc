using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Hub.Ports;
using Hub.Records;

namespace Hub.Learners;

/// <summary>
/// Finds records of learners by their public ids: a row each, with the learner they lie with. Written before the record itself, so that
/// none is stored that can not be found, whenever a process dies.
/// </summary>
/// <param name="table">One for each kind of record.</param>
sealed class LearnerPlaces(ITables tables, string table)
{
    const int Parallelism = 128;

    /// <summary>The learner the record lies with; null when there is no such record.</summary>
    public async Task<LearnerReference?> FindAsync(string id, CancellationToken cancel) =>
        await tables.FindAsync(table, RecordKeys.PartitionOf(id), RecordKeys.RowOf(id), cancel) is { } row ? LearnerOf(row.Body) : null;

    /// <summary>Notes those that are new. Gives those that lie with another learner than the one named.</summary>
    /// <param name="references">The learner of each of <paramref name="writes"/>.</param>
    public async Task<IReadOnlyDictionary<int, LearnerReference>> NoteAsync(IReadOnlyList<RecordWrite> writes, LearnerReference[] references, CancellationToken cancel)
    {
        var elsewhere = new ConcurrentDictionary<int, LearnerReference>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancel };
        await Parallel.ForEachAsync(Enumerable.Range(0, writes.Count).GroupBy(i => writes[i].Partition), options, async (group, stop) =>
        {
            foreach (int[] some in group.Chunk(TableLimits.MaxRows)) await NoteAsync(RecordKeys.Partition(group.Key), some, writes, references, elsewhere, stop);
        });
        return elsewhere;
    }

    async Task NoteAsync(string partition, int[] some, IReadOnlyList<RecordWrite> writes, LearnerReference[] references, ConcurrentDictionary<int, LearnerReference> elsewhere, CancellationToken cancel)
    {
        // Of a first import all are new: tried at once, and looked up only where that fails.
        RowChange[] inserts = [.. some.Select(i => RowChange.Insert(RecordKeys.RowOf(writes[i].Id), Body(references[i])))];
        while (!(await tables.CommitAsync(table, partition, inserts, cancel)).IsDone)
        {
            IReadOnlyList<TableRow> found = await tables.FindManyAsync(table, partition, [.. some.Select(i => RecordKeys.RowOf(writes[i].Id))], cancel);
            var present = found.ToDictionary(r => r.Row, r => LearnerOf(r.Body), StringComparer.Ordinal);
            foreach (int i in some)
                if (present.TryGetValue(RecordKeys.RowOf(writes[i].Id), out LearnerReference there) && there != references[i]) elsewhere[i] = there;
            inserts = [.. some.Where(i => !present.ContainsKey(RecordKeys.RowOf(writes[i].Id))).Select(i => RowChange.Insert(RecordKeys.RowOf(writes[i].Id), Body(references[i])))];
            if (inserts.Length == 0) return;
        }
    }

    /// <summary>Says that the record lies with another learner now.</summary>
    public Task MoveAsync(string id, LearnerReference to, CancellationToken cancel) =>
        tables.CommitAsync(table, RecordKeys.PartitionOf(id), [RowChange.Upsert(RecordKeys.RowOf(id), Body(to))], cancel);

    /// <summary>Takes the row away while it still names the learner.</summary>
    public async Task RemoveAsync(string id, LearnerReference of, CancellationToken cancel)
    {
        string partition = RecordKeys.PartitionOf(id);
        if (await tables.FindAsync(table, partition, RecordKeys.RowOf(id), cancel) is { } row && LearnerOf(row.Body) == of)
            await tables.CommitAsync(table, partition, [RowChange.Delete(row.Row, row.ETag)], cancel);
    }

    // Of the form of a stored record, with an empty stamp: lookups of references read it as one.
    static byte[] Body(LearnerReference reference) => Encoding.ASCII.GetBytes($$"""{}{{'\n'}}{"learner":"{{reference.Value}}"}""");

    static LearnerReference LearnerOf(ReadOnlyMemory<byte> body)
    {
        using JsonDocument json = JsonDocument.Parse(body[(body.Span.IndexOf((byte)'\n') + 1)..]);
        return new LearnerReference(json.RootElement.GetProperty("learner").GetString()!);
    }
}
