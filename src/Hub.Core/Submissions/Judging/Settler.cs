using Hub.Catalogue;

namespace Hub.Submissions.Judging;

/// <summary>Says which of the ids are not in the register.</summary>
public interface IRegisterLookup
{
    Task<IReadOnlySet<string>> MissingAsync(ReferenceTarget target, IReadOnlyCollection<string> ids, CancellationToken cancel);
}

/// <summary>
/// Settles what no row can know alone: duplicates inside the file, references between its rows, references to the register.
/// The key index is built in passes over a part of the keys each, so its memory is bounded however long the file is.
/// </summary>
/// <param name="chunks">Goes through the chunks of the file in order; asked once per pass.</param>
/// <param name="register">Null offline: then references are looked for in the file only.</param>
/// <param name="layout">Gives the file's own names of columns, for findings.</param>
public sealed class Settler(Func<IAsyncEnumerable<ChunkIndex>> chunks, IRegisterLookup? register, IRecordKind kind, ColumnLayout layout)
{
    /// <summary>Keys held at a time: about 100 MB.</summary>
    const int KeysPerPass = 2_000_000;

    readonly List<SettledRow> _settled = [];
    readonly Dictionary<int, Disposition> _changed = [];

    /// <param name="rows">Rows of the whole file.</param>
    /// <param name="keysPerPass">Smaller only in tests.</param>
    public async Task<Settlement> SettleAsync(long rows, CancellationToken cancel, int keysPerPass = KeysPerPass)
    {
        uint passes = (uint)(rows / keysPerPass + 1);
        var references = new List<JudgedReference>();
        var targets = new List<Keyed?>();
        for (uint pass = 0; pass < passes; pass++) await SettleKeysAsync(pass, passes, (int)Math.Min(rows, keysPerPass), references, targets, cancel);
        if (references.Count > 0)
        {
            await SettleUnknownAsync(references, targets, cancel);
            SettleRejected(references, targets);
        }

        return new Settlement([.. _settled.OrderBy(r => r.Row)]);       // stable: several findings of a row stay in their order
    }

    async Task SettleKeysAsync(uint pass, uint passes, int capacity, List<JudgedReference> references, List<Keyed?> targets, CancellationToken cancel)
    {
        var first = new Dictionary<UInt128, Keyed>(capacity);
        var repeated = new Dictionary<UInt128, List<Keyed>>();
        await foreach (ChunkIndex chunk in chunks().WithCancellation(cancel))
        {
            foreach (JudgedRow row in chunk.Rows)
            {
                if (row.Key == 0 || (uint)row.Key % passes != pass) continue;
                var keyed = new Keyed(row.Row, row.Disposition, row.Content);
                if (first.TryAdd(row.Key, keyed)) continue;
                if (!repeated.TryGetValue(row.Key, out List<Keyed>? group)) repeated[row.Key] = group = [first[row.Key]];
                group.Add(keyed);
            }

            if (pass > 0) continue;
            references.AddRange(chunk.References);
            targets.AddRange(chunk.References.Select(_ => (Keyed?)null));
        }

        foreach (List<Keyed> group in repeated.Values) SettleDuplicates(group);
        for (int i = 0; i < references.Count; i++)
            if (first.TryGetValue(references[i].Key, out Keyed target)) targets[i] = target;
    }

    /// <summary>As much of a row as settling needs.</summary>
    readonly record struct Keyed(int Row, Disposition Disposition, ulong Content);

    /// <summary>Equal content: the first counts and the others repeat it. Otherwise nobody can say which is meant, and none is taken.</summary>
    void SettleDuplicates(List<Keyed> group)
    {
        bool same = group.TrueForAll(r => r.Disposition != Disposition.Rejected && r.Content == group[0].Content);
        for (int i = same ? 1 : 0; i < group.Count; i++)
        {
            Keyed other = group[i == 0 ? 1 : 0];
            FindingCode code = same ? RowFindings.DuplicateSame : RowFindings.DuplicateDifferent;
            Settle(group[i].Row, same ? Disposition.Repeated : Disposition.Rejected, kind.Columns[0].Name, code, other.Row);
        }
    }

    async Task SettleUnknownAsync(List<JudgedReference> references, List<Keyed?> targets, CancellationToken cancel)
    {
        if (register is null) return;
        foreach (ReferenceTarget target in Enum.GetValues<ReferenceTarget>())
        {
            string[] ids = [.. references.Where((r, i) => r.Target == target && targets[i] is null).Select(r => r.Id).Distinct()];
            if (ids.Length == 0) continue;
            IReadOnlySet<string> missing = await register.MissingAsync(target, ids, cancel);
            for (int i = 0; i < references.Count; i++)
            {
                JudgedReference reference = references[i];
                if (reference.Target != target || targets[i] is not null || !missing.Contains(reference.Id)) continue;
                FindingCode code = kind.UnknownReference(reference.Column);
                Settle(reference.Row, code.Severity == Severity.Reject ? Disposition.Rejected : Disposition.Accepted, reference.Column, code, null);
            }
        }
    }

    /// <summary>A row that refers to a rejected one is rejected, and so on along the chain, each reference looked at twice at most.</summary>
    void SettleRejected(List<JudgedReference> references, List<Keyed?> targets)
    {
        var reached = new Queue<int>();
        for (int i = 0; i < references.Count; i++)
            if (targets[i] is { } target && (target.Disposition == Disposition.Rejected || IsRejected(target.Row))) Reject(i);
        if (reached.Count == 0) return;

        ILookup<int, int> dependants = Enumerable.Range(0, references.Count).Where(i => targets[i] is not null).ToLookup(i => targets[i]!.Value.Row);
        while (reached.TryDequeue(out int row))
            foreach (int i in dependants[row]) Reject(i);

        void Reject(int i)
        {
            if (IsRejected(references[i].Row)) return;
            Settle(references[i].Row, Disposition.Rejected, references[i].Column, EntryFindings.ReferenceRejected, targets[i]!.Value.Row);
            reached.Enqueue(references[i].Row);
        }
    }

    bool IsRejected(int row) => _changed.GetValueOrDefault(row) == Disposition.Rejected;

    void Settle(int row, Disposition disposition, string column, FindingCode code, int? otherRow)
    {
        if (disposition != Disposition.Accepted) _changed[row] = disposition;
        string name = layout.NameOf(kind.Columns.First(c => c.Name == column));
        _settled.Add(new SettledRow(row, disposition, name, code.Code, otherRow?.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
