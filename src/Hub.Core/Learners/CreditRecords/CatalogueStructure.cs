namespace Hub.Learners.CreditRecords;

/// <summary>As much of a catalogue entry as accumulation needs.</summary>
/// <param name="Id">Public id, <c>org~localId</c>.</param>
/// <param name="Kind">Short name of the vocabulary <c>kinds</c>.</param>
/// <param name="Title">By language (ISO 639-1).</param>
/// <param name="PartOf">Ids of the larger awards it is part of.</param>
public sealed record CatalogueNode(string Id, string Kind, IReadOnlyDictionary<string, string> Title, IReadOnlyList<string> PartOf)
{
    public IReadOnlyList<string> DerivedFrom { get; init; } = [];

    /// <summary>Share of the whole it is part of, in per cent.</summary>
    public decimal? RelativeWeight { get; init; }

    public string? CreditSystem { get; init; }

    public decimal? CreditPoints { get; init; }

    public decimal? WorkloadHours { get; init; }

    public int? EqfLevel { get; init; }

    /// <summary>Short name of the vocabulary <c>stackability</c>; null where it does not say.</summary>
    public string? Stackability { get; init; }

    /// <summary>Last day the entry can be achieved; null: without end.</summary>
    public DateOnly? ValidUntil { get; init; }

    /// <summary>First day it can be achieved; null: at once.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Whether the public sees it: drafts and withdrawn entries can not be begun.</summary>
    public bool IsPublic { get; init; } = true;

    /// <summary>Whether it says of itself that it can not be integrated into a larger credential (Council Recommendation of 16 June 2022, Annex I, optional element).</summary>
    public bool StandsAlone => Stackability == "stand-alone";

    /// <summary>Whether a learner can still begin it.</summary>
    public bool IsOpen(DateOnly on) => IsPublic && (ValidUntil is null || ValidUntil >= on);
}

/// <summary>The part of the catalogue a computation needs, loaded beforehand: entries, what they are part of, what is part of them.</summary>
public sealed class CatalogueStructure
{
    readonly Dictionary<string, CatalogueNode> _nodes;
    readonly ILookup<string, CatalogueNode> _parts;
    readonly ILookup<string, CatalogueNode> _derived;
    readonly Dictionary<string, IReadOnlySet<string>> _wholes = new(StringComparer.Ordinal);

    /// <param name="nodes">Each once.</param>
    /// <param name="isWhole">False where limits left something out, so that what is missing may be more than is known.</param>
    public CatalogueStructure(IEnumerable<CatalogueNode> nodes, bool isWhole = true)
    {
        _nodes = nodes.ToDictionary(n => n.Id, StringComparer.Ordinal);
        CatalogueNode[] inOrder = [.. _nodes.Values.OrderBy(n => n.Id, StringComparer.Ordinal)];
        _parts = inOrder.SelectMany(n => n.PartOf.Distinct(StringComparer.Ordinal).Where(whole => whole != n.Id).Select(whole => (whole, n))).ToLookup(p => p.whole, p => p.n, StringComparer.Ordinal);
        _derived = inOrder.SelectMany(n => n.DerivedFrom.Distinct(StringComparer.Ordinal).Where(source => source != n.Id).Select(source => (source, n))).ToLookup(p => p.source, p => p.n, StringComparer.Ordinal);
        IsWhole = isWhole;
    }

    public static CatalogueStructure Empty { get; } = new([]);

    public bool IsWhole { get; }

    public CatalogueNode? Find(string? id) => id is not null && _nodes.TryGetValue(id, out CatalogueNode? node) ? node : null;

    /// <summary>Entries that say they are part of it, by id; without those it is part of itself.</summary>
    public IEnumerable<CatalogueNode> PartsOf(string id) => _parts[id].Where(part => !WholesOf(id).Contains(part.Id));

    /// <summary>Entries derived from it, by id.</summary>
    public IEnumerable<CatalogueNode> DerivedFrom(string id) => _derived[id];

    /// <summary>Everything the entry is part of, over all steps, without itself.</summary>
    public IReadOnlySet<string> WholesOf(string id)
    {
        lock (_wholes)
        {
            if (_wholes.TryGetValue(id, out IReadOnlySet<string>? known)) return known;
            var wholes = new HashSet<string>(StringComparer.Ordinal);
            var next = new Queue<string>([id]);
            while (next.TryDequeue(out string? at))
                foreach (string whole in Find(at)?.PartOf ?? [])
                    if (wholes.Add(whole)) next.Enqueue(whole);
            return _wholes[id] = wholes;
        }
    }

    /// <summary>Whether one is inside the other and not the other way round too: of entries in a circle neither is the whole.</summary>
    public bool IsInside(string part, string whole) => part != whole && WholesOf(part).Contains(whole) && !WholesOf(whole).Contains(part);
}
