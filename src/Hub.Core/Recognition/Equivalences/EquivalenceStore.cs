using System.Collections.Concurrent;
using Hub.Ports;
using Hub.Recognition.Evaluation;
using Hub.Records;

namespace Hub.Recognition.Equivalences;

/// <summary>
/// Equivalences with all their versions, as records; and the ways to them from their entries. Those rows are written before the record
/// and never taken away, so that none is missing whenever a process dies: what a row leads to says itself what it is about now.
/// </summary>
public sealed class EquivalenceStore(ITables tables, RecordTable records)
{
    public const string Table = "equivalences";

    const string FromPrefix = "from~", ToPrefix = "to~";
    const int AtATime = 16;

    static readonly ReadOnlyMemory<byte> Nothing = "{}"u8.ToArray();

    public Task<StoredRecord?> FindAsync(string id, CancellationToken cancel) => records.FindAsync(Table, id, cancel);

    /// <summary>The version that was in force once; null when there is none that the public saw.</summary>
    public async Task<StoredRecord?> FindVersionAsync(string id, int version, CancellationToken cancel) =>
        await records.FindVersionAsync(Table, id, version, cancel) is { Stamp.Visibility: Visibility.Public } found && found.Stamp.Version == version ? found : null;

    internal async Task<WriteOutcome> WriteAsync(RecordWrite write, Equivalence equivalence, WriteOrigin origin, CancellationToken cancel)
    {
        await tables.WriteManyAsync(Table, [(RecordKeys.RowOf(equivalence.Target), ToPrefix + RecordKeys.RowOf(write.Id), Nothing), (RecordKeys.RowOf(equivalence.Source), FromPrefix + RecordKeys.RowOf(write.Id), Nothing)], cancel);
        return (await records.WriteAsync(Table, [write], origin, cancel, isTold: false))[0];
    }

    /// <summary>What is declared to stand for any of the entries, whatever day it holds on.</summary>
    public async Task<IReadOnlyList<DeclaredEquivalence>> ForAsync(IReadOnlyCollection<string> entries, CancellationToken cancel)
    {
        var ways = new ConcurrentBag<(string Entry, string Id)>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancel };
        if (entries.Count == 1) await ReadWaysAsync(entries.First(), ways, cancel);
        else await Parallel.ForEachAsync(entries, options, async (entry, stop) => await ReadWaysAsync(entry, ways, stop));
        if (ways.IsEmpty) return [];
        IReadOnlyDictionary<string, StoredRecord> found = await records.FindManyAsync(Table, [.. ways.Select(w => w.Id).Distinct(StringComparer.Ordinal)], cancel);
        var all = new List<DeclaredEquivalence>();
        foreach ((string entry, string id) in ways.Distinct().OrderBy(w => w.Id, StringComparer.Ordinal).ThenBy(w => w.Entry, StringComparer.Ordinal))
            if (found.TryGetValue(id, out StoredRecord? record) && record.Stamp.Visibility == Visibility.Public && Equivalence.Read(record.Json).For(id, entry) is { } declared) all.Add(declared);
        return all;
    }

    async Task ReadWaysAsync(string entry, ConcurrentBag<(string Entry, string Id)> ways, CancellationToken cancel)
    {
        for (string from = ""; ;)
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, RecordKeys.RowOf(entry), from, null, TableLimits.MaxPage, cancel);
            foreach (TableRow row in rows) ways.Add((entry, IdOf(row.Row)));
            if (rows.Count < TableLimits.MaxPage) return;
            from = RowRange.After(rows[^1].Row);
        }
    }

    /// <summary>Ids of equivalences that name the entry, or once did, in the order of storage; and the row to go on from.</summary>
    /// <param name="after">Row to go on from; null for the first.</param>
    internal async Task<IReadOnlyList<(string Id, string Row)>> WaysAsync(string entry, bool asTarget, string? after, int limit, CancellationToken cancel)
    {
        string prefix = asTarget ? ToPrefix : FromPrefix;
        string from = after is null ? prefix : prefix + RowRange.After(after);
        IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, RecordKeys.RowOf(entry), from, RowRange.EndOf(prefix), limit, cancel);
        return [.. rows.Select(r => (IdOf(r.Row), r.Row[prefix.Length..]))];
    }

    static string IdOf(string row) => RecordKeys.IdOf(row[(row.IndexOf('~', StringComparison.Ordinal) + 1)..]);
}
