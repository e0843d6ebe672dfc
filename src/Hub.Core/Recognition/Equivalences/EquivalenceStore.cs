using System.Globalization;
using System.Text.Json;
using Hub.Audit;
using Hub.Ports;
using Hub.Records;
using Hub.Recognition.Evaluation;

namespace Hub.Recognition.Equivalences;

/// <summary>Equivalences: a row each, numbered per entry they stand for, in the partition its id hashes to.</summary>
public sealed class EquivalenceStore(ITables tables)
{
    internal const string Table = "equivalences";

    /// <summary>Declared for one entry: one reading finds them all.</summary>
    public const int Most = TableLimits.MaxPage - 1;

    /// <summary>What was declared for an entry, also what has ended, in the order it was declared.</summary>
    public async Task<IReadOnlyList<EntryEquivalence>> OfAsync(string entryId, CancellationToken cancel) => [.. (await RowsAsync(entryId, cancel)).Select(Read)];

    /// <summary>What was declared for the parts of a target, as an evaluation sees it.</summary>
    internal async Task<IReadOnlyList<DeclaredEquivalence>> ForAsync(IEnumerable<string> parts, CancellationToken cancel)
    {
        var all = new List<DeclaredEquivalence>();
        foreach (string part in parts)
            foreach (EntryEquivalence e in await OfAsync(part, cancel))
                all.Add(new DeclaredEquivalence(string.Create(CultureInfo.InvariantCulture, $"{part}#{e.Number}"), e.From, part, e.IsWhole, e.DeclaredBy, e.Basis, e.ValidFrom, e.ValidUntil));
        return all;
    }

    /// <summary>Adds one behind those that were there; false when somebody else was faster.</summary>
    internal async Task<bool> AddAsync(string entryId, EntryEquivalence added, CancellationToken cancel) =>
        (await tables.CommitAsync(Table, RecordKeys.PartitionOf(entryId), [RowChange.Insert(RowOf(entryId, added.Number), Body(added)), FactOf(entryId, added, AuditActions.EquivalenceDeclared)], cancel)).IsDone;

    /// <summary>Sets its last day. Null when there is none of that number, otherwise as it is then.</summary>
    internal async Task<EntryEquivalence?> EndAsync(string entryId, int number, Func<EntryEquivalence, EntryEquivalence> end, CancellationToken cancel)
    {
        for (; ; )
        {
            if (await tables.FindAsync(Table, RecordKeys.PartitionOf(entryId), RowOf(entryId, number), cancel) is not { } row) return null;
            EntryEquivalence before = Read(row), after = end(before);
            if (after == before) return before;
            RowChange[] changes = [RowChange.Replace(row.Row, Body(after), row.ETag), FactOf(entryId, after, AuditActions.EquivalenceEnded)];
            if ((await tables.CommitAsync(Table, RecordKeys.PartitionOf(entryId), changes, cancel)).IsDone) return after;
        }
    }

    Task<IReadOnlyList<TableRow>> RowsAsync(string entryId, CancellationToken cancel)
    {
        string prefix = PrefixOf(entryId);
        return tables.ScanAsync(Table, RecordKeys.PartitionOf(entryId), prefix, RowRange.EndOf(prefix), TableLimits.MaxPage, cancel);
    }

    static RowChange FactOf(string entryId, EntryEquivalence of, string action)
    {
        string last = of.ValidUntil?.ToString("yyyyMMdd", CultureInfo.InvariantCulture) ?? "open";
        return new AuditFact(string.Create(CultureInfo.InvariantCulture, $"equivalence~{RecordKeys.KeyOf(entryId):x32}~{of.Number}~{action}~{last}"), of.DeclaredBy, of.RecordedAt, of.RecordedBy, action,
            string.Create(CultureInfo.InvariantCulture, $"equivalences/{RecordKeys.RowOf(entryId)}/{of.Number}")).ToChange();
    }

    static string PrefixOf(string entryId) => RecordKeys.RowOf(entryId) + "~~q";

    static string RowOf(string entryId, int number) => PrefixOf(entryId) + number.ToString("D4", CultureInfo.InvariantCulture);

    static EntryEquivalence Read(TableRow row) => JsonSerializer.Deserialize<EntryEquivalence>(row.Body.Span, HubJson.Options)!;

    static byte[] Body(EntryEquivalence of) => JsonSerializer.SerializeToUtf8Bytes(of, HubJson.Options);
}
