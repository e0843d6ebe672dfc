using System.Text.Json;
using Hub.Catalogue.Links;
using Hub.Ports;
using Hub.Records;

namespace Hub.Learners.CreditRecords.Reading;

/// <summary>
/// Loads the part of the catalogue that concerns some entries: all they are part of, the parts of that, and what is derived from those.
/// Bounded in every direction, since catalogues are made by many.
/// </summary>
public sealed class CatalogueNodes(ITables tables, LinkIndex index)
{
    const int MaxEntries = 5_000;
    const int MaxDepth = 10;
    const int MaxSources = 300;

    /// <param name="entries">Public ids: entries of the learner, and awards asked for.</param>
    public async Task<CatalogueStructure> AroundAsync(IEnumerable<string> entries, CancellationToken cancel)
    {
        var load = new Load(new Dictionary<string, CatalogueNode>(StringComparer.Ordinal));
        List<CatalogueNode> own = await FindAsync(entries, load, cancel);
        List<CatalogueNode> wholes = await ClimbAsync(own, load, cancel);
        List<CatalogueNode> parts = await DescendAsync([.. own.Concat(wholes).DistinctBy(n => n.Id)], load, cancel);
        await SourcesAsync(LinkRelation.DerivedFrom, parts, load, cancel);
        return new CatalogueStructure(load.Nodes.Values, load.IsWhole);
    }

    async Task<List<CatalogueNode>> ClimbAsync(List<CatalogueNode> from, Load load, CancellationToken cancel)
    {
        var above = new List<CatalogueNode>();
        List<CatalogueNode> level = from;
        for (int depth = 0; level.Count > 0; depth++)
        {
            if (depth == MaxDepth) load.IsWhole = false;
            if (depth == MaxDepth) break;
            level = await FindAsync(level.SelectMany(n => n.PartOf), load, cancel);
            above.AddRange(level);
        }

        return above;
    }

    async Task<List<CatalogueNode>> DescendAsync(List<CatalogueNode> from, Load load, CancellationToken cancel)
    {
        var below = new List<CatalogueNode>();
        List<CatalogueNode> level = from;
        for (int depth = 0; level.Count > 0; depth++)
        {
            if (depth == MaxDepth) load.IsWhole = false;
            if (depth == MaxDepth) break;
            level = await SourcesAsync(LinkRelation.PartOf, level, load, cancel);
            below.AddRange(level);
        }

        return below;
    }

    /// <summary>Entries that name others, as far as they are new. The index also knows what was so once; what an entry says itself counts.</summary>
    async Task<List<CatalogueNode>> SourcesAsync(LinkRelation relation, IReadOnlyList<CatalogueNode> targets, Load load, CancellationToken cancel)
    {
        var ids = new List<string>();
        foreach (CatalogueNode target in targets)
        {
            if (ids.Count + load.Nodes.Count > MaxEntries)
            {
                load.IsWhole = false;
                break;
            }

            IReadOnlyList<(string Id, string Row)> sources = await index.SourcesAsync(relation, target.Id, null, MaxSources, cancel);
            load.IsWhole &= sources.Count < MaxSources;
            ids.AddRange(sources.Select(s => s.Id));
        }

        return await FindAsync(ids, load, cancel);
    }

    /// <summary>Those of the entries that are there and were not loaded yet, hidden ones included: what was achieved may be withdrawn by now.</summary>
    async Task<List<CatalogueNode>> FindAsync(IEnumerable<string> ids, Load load, CancellationToken cancel)
    {
        string[] wanted = [.. ids.Distinct(StringComparer.Ordinal).Where(id => !load.Nodes.ContainsKey(id) && RecordId.TryParse(id, out _))];
        if (wanted.Length > MaxEntries - load.Nodes.Count) (wanted, load.IsWhole) = (wanted[..Math.Max(0, MaxEntries - load.Nodes.Count)], false);
        if (wanted.Length == 0) return [];
        Dictionary<string, StoredRecord> found = await EntryReads.ManyAsync(tables, wanted, cancel);
        var nodes = new List<CatalogueNode>();
        foreach (string id in wanted)
        {
            if (!found.TryGetValue(id, out StoredRecord? record)) continue;
            CatalogueNode node = NodeOf(id, record);
            load.Nodes[id] = node;
            nodes.Add(node);
        }

        return nodes;
    }

    internal static CatalogueNode NodeOf(string id, StoredRecord record)
    {
        using JsonDocument document = JsonDocument.Parse(record.Json);
        var entry = new JsonMembers(document.RootElement);
        return new CatalogueNode(id, entry.Text("kind") ?? "", entry.Texts("title"), entry.List("partOf"))
        {
            DerivedFrom = entry.List("derivedFrom"),
            RelativeWeight = entry.Number("relativeWeight"),
            CreditSystem = entry.Text("creditSystem"),
            CreditPoints = entry.Number("creditPoints"),
            WorkloadHours = entry.Number("workloadHours"),
            EqfLevel = (int?)entry.Number("eqfLevel"),
            Stackability = entry.Text("stackability"),
            ValidFrom = entry.Day("validFrom"),
            ValidUntil = entry.Day("validUntil"),
            IsPublic = record.Stamp.Visibility == Visibility.Public,
        };
    }

    sealed class Load(Dictionary<string, CatalogueNode> nodes)
    {
        public Dictionary<string, CatalogueNode> Nodes { get; } = nodes;

        public bool IsWhole { get; set; } = true;
    }
}
