using Hub.Ports;
using Hub.Records;

namespace Hub.Catalogue.Links;

/// <summary>Puts together how an entry hangs together with others. Bounded in every direction: a structure is made by many and may be of any shape.</summary>
public sealed class ReadStructureHandler(ITables tables, LinkedEntries linked)
{
    const int MaxParts = 200;
    const int MaxDerived = 100;
    const int MaxSteps = 200;
    const int MaxDepth = 10;

    /// <summary>Null when the public does not see the entry.</summary>
    public async Task<EntryStructure?> HandleAsync(string id, CancellationToken cancel)
    {
        if (await FindAsync([id], cancel) is not [var entry]) return null;
        var problems = new List<StructureProblem>();
        Page<EntrySummary> parts = await linked.FirstAsync(id, LinkRelation.PartOf, MaxParts, cancel);
        Page<EntrySummary> derived = await linked.FirstAsync(id, LinkRelation.DerivedFrom, MaxDerived, cancel);
        IReadOnlyList<EntrySummary> derivedFrom = await FindAsync(entry.DerivedFrom, cancel);
        StructureTotals totals = StructureChecks.TotalsOf(parts.Items);
        problems.AddRange(StructureChecks.Of(entry, parts.Items, totals));
        (IReadOnlyList<StackingStep> steps, bool isWhole) = await ClimbAsync(entry, problems, cancel);
        string[] unseen = [.. entry.DerivedFrom.Concat(entry.PartOf).Except(derivedFrom.Select(e => e.Id)).Except(steps.Select(s => s.Entry.Id)).Where(other => other != id)];
        if (unseen.Length > 0 && isWhole) problems.Add(StructureChecks.Unseen(unseen));
        return new EntryStructure(
            entry, parts.Items, totals, parts.Next is null ? null : $"{entry.Href}/parts?after={parts.Next}", steps, isWhole,
            derivedFrom, derived.Items, derived.Next is null ? null : $"{entry.Href}/derived?after={derived.Next}", problems);
    }

    /// <summary>Everything the entry is part of, and what that is part of, breadth first; an entry met twice stands where it was met first.</summary>
    async Task<(IReadOnlyList<StackingStep> Steps, bool IsWhole)> ClimbAsync(EntrySummary entry, List<StructureProblem> problems, CancellationToken cancel)
    {
        var steps = new List<StackingStep>();
        var met = new Dictionary<string, EntrySummary>(StringComparer.Ordinal) { [entry.Id] = entry };
        IReadOnlyList<EntrySummary> level = [entry];
        for (int depth = 1; level.Count > 0; depth++)
        {
            string[] wanted = [.. level.SelectMany(e => e.PartOf).Distinct(StringComparer.Ordinal).Where(id => !met.ContainsKey(id))];
            if (wanted.Length > 0 && (depth > MaxDepth || steps.Count + wanted.Length > MaxSteps)) return (steps, false);
            IReadOnlyList<EntrySummary> above = await FindAsync(wanted, cancel);
            foreach (EntrySummary whole in above)
            {
                met[whole.Id] = whole;
                steps.Add(new StackingStep(depth, whole, [.. level.Where(e => e.PartOf.Contains(whole.Id)).Select(e => e.Id)]));
            }

            level = above;
        }

        if (RoundOf(entry, met) is { } circle) problems.Add(StructureChecks.Circle(circle));
        return (steps, true);
    }

    /// <summary>The shortest way from the entry up and back to it; null when there is none.</summary>
    static List<string>? RoundOf(EntrySummary entry, Dictionary<string, EntrySummary> met)
    {
        var before = new Dictionary<string, string>(StringComparer.Ordinal);
        var next = new Queue<string>([entry.Id]);
        while (next.TryDequeue(out string? id))
        {
            foreach (string whole in met[id].PartOf)
            {
                if (whole == entry.Id) return WayTo(id);
                if (met.ContainsKey(whole) && before.TryAdd(whole, id)) next.Enqueue(whole);
            }
        }

        return null;

        List<string> WayTo(string last)
        {
            var way = new List<string> { last };
            while (way[^1] != entry.Id) way.Add(before[way[^1]]);
            way.Reverse();
            return way;
        }
    }

    /// <summary>Those of the entries that the public sees, in the order asked for.</summary>
    async Task<IReadOnlyList<EntrySummary>> FindAsync(IReadOnlyList<string> ids, CancellationToken cancel)
    {
        if (ids.Count == 0) return [];
        Dictionary<string, StoredRecord> found = await EntryReads.ManyAsync(tables, ids, cancel);
        return [.. ids.Where(id => found.TryGetValue(id, out StoredRecord? record) && record.Stamp.Visibility == Visibility.Public).Select(id => EntrySummary.Of(id, found[id]))];
    }
}
