using Hub.Catalogue;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Submissions.Judging;

/// <summary>Says which of the ids are not in the register.</summary>
public interface IRegisterLookup
{
    Task<IReadOnlySet<string>> MissingAsync(ReferenceTarget target, IReadOnlyCollection<string> ids, CancellationToken cancel);

    /// <summary>Those of the ids that are withdrawn.</summary>
    Task<IReadOnlySet<string>> WithdrawnAsync(IReadOnlyCollection<string> ids, CancellationToken cancel);

    /// <summary>Which records those of the ids name in this column; without those that name none.</summary>
    Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> NamedAsync(string column, IReadOnlyCollection<string> ids, CancellationToken cancel);
}

/// <summary>
/// Settles what no row can know alone: duplicates inside the file, references between its rows, references to the register.
/// The key index is built in passes over a part of the keys each, so its memory is bounded however long the file is.
/// </summary>
/// <param name="chunks">Goes through the chunks of the file in order; asked once per pass.</param>
/// <param name="register">Null offline: then references are looked for in the file only.</param>
/// <param name="layout">Gives the file's own names of columns, for findings.</param>
/// <param name="isFinal">Whether a row was written in an earlier round: it is met by others, but nothing changes it.</param>
/// <param name="kept">What earlier rounds settled and this one leaves as it is.</param>
public sealed class Settler(Func<IAsyncEnumerable<ChunkIndex>> chunks, IRegisterLookup? register, IRecordKind kind, ColumnLayout layout, Func<int, bool>? isFinal = null, IReadOnlyList<SettledRow>? kept = null)
{
    /// <summary>Keys held at a time: about 100 MB.</summary>
    const int KeysPerPass = 2_000_000;

    readonly List<SettledRow> _settled = [.. kept ?? []];
    readonly Dictionary<int, Disposition> _changed = [];
    /// <summary>Rows that withdraw their record: whom those refer to is no longer of interest.</summary>
    readonly HashSet<int> _withdrawn = [];

    readonly Dictionary<int, Disposition> _decided = (kept ?? []).Where(r => r.IsDecision).GroupBy(r => r.Row).ToDictionary(g => g.Key, g => g.Last().Disposition);

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
            SettleCircles(references, targets);
            await SettleStoredCirclesAsync(references, targets, cancel);
            SettleDependants(references, targets, Disposition.Rejected, EntryFindings.ReferenceRejected);
            SettleDependants(references, targets, Disposition.Held, EntryFindings.ReferenceHeld);
            SettleWithdrawn(references, targets);
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
                if (row.IsWithdrawn) _withdrawn.Add(row.Row);
                if (row.Key == 0 || (uint)row.Key % passes != pass) continue;
                var keyed = new Keyed(row.Row, DispositionOf(row), row.Content);
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

    /// <summary>The row's own verdict, or what a registrar decided of it.</summary>
    Disposition DispositionOf(JudgedRow row) => row.Disposition == Disposition.Held && _decided.TryGetValue(row.Row, out Disposition decided) ? decided : row.Disposition;

    /// <summary>As much of a row as settling needs.</summary>
    readonly record struct Keyed(int Row, Disposition Disposition, ulong Content);

    /// <summary>
    /// Equal content: the first counts and the others repeat it. Otherwise nobody can say which is meant, and none is taken; one
    /// that an earlier round has written stays, and the others are measured by it.
    /// </summary>
    void SettleDuplicates(List<Keyed> group)
    {
        int written = group.FindIndex(r => IsFinal(r.Row));
        Keyed first = group[Math.Max(written, 0)];
        bool same = group.TrueForAll(r => IsFinal(r.Row) || (r.Disposition != Disposition.Rejected && r.Content == first.Content));
        foreach (Keyed row in group)
        {
            if (same && row == first) continue;
            bool repeats = written < 0 ? same : row.Disposition != Disposition.Rejected && row.Content == first.Content;
            Keyed other = row == first ? group[1] : first;
            Settle(row.Row, repeats ? Disposition.Repeated : Disposition.Rejected, kind.Columns[0].Name, repeats ? RowFindings.DuplicateSame : RowFindings.DuplicateDifferent, other.Row);
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
            SettleRegister(reference => kind.UnknownReference(reference.Column), target, missing);
            if (target != ReferenceTarget.Record) continue;
            SettleRegister(_ => EntryFindings.ReferenceWithdrawn, target, await register.WithdrawnAsync([.. ids.Except(missing)], cancel));
        }

        void SettleRegister(Func<JudgedReference, FindingCode> codeOf, ReferenceTarget target, IReadOnlySet<string> ids)
        {
            for (int i = 0; i < references.Count && ids.Count > 0; i++)
            {
                JudgedReference reference = references[i];
                if (reference.Target != target || targets[i] is not null || !ids.Contains(reference.Id)) continue;
                FindingCode code = codeOf(reference);
                if (code == EntryFindings.ReferenceWithdrawn && _withdrawn.Contains(reference.Row)) continue;
                Settle(reference.Row, code.Severity == Severity.Reject ? Disposition.Rejected : Disposition.Accepted, reference.Column, code, null);
            }
        }
    }

    /// <summary>Rows of the file that are each other's part, or derived from each other, round a circle: no such thing exists.</summary>
    void SettleCircles(List<JudgedReference> references, List<Keyed?> targets)
    {
        IEnumerable<(string Column, int From, int To)> inside = references
            .Select((r, i) => (r.Column, From: r.Row, To: targets[i]?.Row ?? 0)).Where(e => e.To != 0 && e.To != e.From);
        foreach (IGrouping<string, (string Column, int From, int To)> column in inside.GroupBy(e => e.Column))
            foreach ((int row, int next) in Circles.Find([.. column.Select(e => (e.From, e.To))]))
                Settle(row, Disposition.Rejected, column.Key, EntryFindings.ReferenceCircle, next);
    }

    /// <summary>The same where the way round leads through records that are stored. Rows that refer to none of those cost nothing here.</summary>
    async Task SettleStoredCirclesAsync(List<JudgedReference> references, List<Keyed?> targets, CancellationToken cancel)
    {
        if (register is null) return;
        var outside = Enumerable.Range(0, references.Count).Where(i => references[i].Target == ReferenceTarget.Record && targets[i] is null);
        foreach (string column in outside.Select(i => references[i].Column).Distinct().ToArray())
        {
            StoredWays ways = await StoredWays.FollowAsync(register, column, [.. outside.Where(i => references[i].Column == column).Select(i => references[i].Id).Distinct()], cancel);
            if (ways.IsEmpty) continue;
            await foreach (ChunkIndex chunk in chunks().WithCancellation(cancel))
                foreach (JudgedRow row in chunk.Rows)
                    if (DispositionOf(row) != Disposition.Rejected) ways.Meet(row.Key, row.Row);
            for (int i = 0; i < references.Count; i++)
                if (references[i].Column == column && references[i].Target == ReferenceTarget.Record) ways.Add(references[i].Row, targets[i]?.Row, references[i].Id);
            foreach (int row in ways.RowsOnCircles())
                if (_changed.GetValueOrDefault(row) != Disposition.Rejected) Settle(row, Disposition.Rejected, column, EntryFindings.ReferenceCircleStored, null);
        }
    }

    /// <summary>A row that refers to a rejected one is rejected, one that refers to a held one waits with it, and so on along the chain.</summary>
    void SettleDependants(List<JudgedReference> references, List<Keyed?> targets, Disposition disposition, FindingCode code)
    {
        var reached = new Queue<int>();
        for (int i = 0; i < references.Count; i++)
            if (targets[i] is { } target && StateOf(target) == disposition) Pass(i);
        if (reached.Count == 0) return;

        ILookup<int, int> dependants = Enumerable.Range(0, references.Count).Where(i => targets[i] is not null).ToLookup(i => targets[i]!.Value.Row);
        while (reached.TryDequeue(out int row))
            foreach (int i in dependants[row]) Pass(i);

        void Pass(int i)
        {
            int row = references[i].Row;
            if (IsFinal(row) || _changed.GetValueOrDefault(row) is Disposition.Rejected || _changed.GetValueOrDefault(row) == disposition) return;
            Settle(row, disposition, references[i].Column, code, targets[i]!.Value.Row);
            reached.Enqueue(row);
        }
    }

    /// <summary>A row that refers to an entry which another row withdraws, and does not go with it.</summary>
    void SettleWithdrawn(List<JudgedReference> references, List<Keyed?> targets)
    {
        for (int i = 0; i < references.Count && _withdrawn.Count > 0; i++)
        {
            int row = references[i].Row;
            if (targets[i] is not { } target || !_withdrawn.Contains(target.Row) || _withdrawn.Contains(row)) continue;
            if (StateOf(target) == Disposition.Rejected || _changed.GetValueOrDefault(row) == Disposition.Rejected) continue;
            Settle(row, Disposition.Accepted, references[i].Column, EntryFindings.ReferenceWithdrawnHere, target.Row);
        }
    }

    Disposition StateOf(Keyed row) =>
        IsFinal(row.Row) ? Disposition.Accepted
        : row.Disposition == Disposition.Rejected ? Disposition.Rejected
        : _changed.GetValueOrDefault(row.Row, row.Disposition);

    bool IsFinal(int row) => isFinal?.Invoke(row) ?? false;

    void Settle(int row, Disposition disposition, string column, FindingCode code, int? otherRow)
    {
        if (IsFinal(row)) return;
        if (disposition != Disposition.Accepted) _changed[row] = disposition;
        string name = layout.NameOf(kind.Columns.First(c => c.Name == column));
        _settled.Add(new SettledRow(row, disposition, name, code.Code, otherRow?.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
