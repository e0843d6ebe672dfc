using System.Text.Json;
using Hub.Catalogue.Links;
using Hub.Learners.CreditRecords.Reading;
using Hub.Ports;
using Hub.Records;
using Hub.Recognition.Equivalences;
using Hub.Recognition.Evaluation;

namespace Hub.Recognition.Requests;

/// <summary>As much of a catalogue entry as recognition compares.</summary>
/// <param name="Skills">URIs of ESCO skills.</param>
sealed record ComparedEntry(
    string Id, string? Kind, AchievedLevel Level, string? CreditSystem, decimal? CreditPoints, IReadOnlyList<string> Fields, IReadOnlyList<string> Skills, IReadOnlyList<string> PartOf, string AwardingBody, bool IsPublic)
{
    public static ComparedEntry Of(string id, StoredRecord record)
    {
        using JsonDocument document = JsonDocument.Parse(record.Json);
        var entry = new JsonMembers(document.RootElement);
        return new ComparedEntry(
            id, entry.Text("kind"), new AchievedLevel((int?)entry.Number("eqfLevel"), entry.Text("nqfFramework"), entry.Text("nqfLevel"), entry.Text("levelBasis")),
            entry.Text("creditSystem"), entry.Number("creditPoints"), entry.List("iscedF"), entry.List("escoSkills"), entry.List("partOf"),
            entry.Text("awardingBody") ?? id[..id.IndexOf('~', StringComparison.Ordinal)], record.Stamp.Visibility == Visibility.Public);
    }
}

/// <summary>Reads entries of the catalogue with their units.</summary>
public sealed class ComparedEntries(ITables tables, LinkIndex links, EquivalenceStore equivalences)
{
    /// <summary>Units of one entry that are compared.</summary>
    const int MostParts = 300;

    internal async Task<ComparedEntry?> FindAsync(string id, CancellationToken cancel) => (await FindAsync([id], cancel)).GetValueOrDefault(id);

    internal async Task<Dictionary<string, ComparedEntry>> FindAsync(IEnumerable<string> ids, CancellationToken cancel) =>
        (await EntryReads.ManyAsync(tables, ids.Where(id => RecordId.TryParse(id, out _)), cancel)).ToDictionary(e => e.Key, e => ComparedEntry.Of(e.Key, e.Value), StringComparer.Ordinal);

    /// <summary>What is part of an entry now, in the order of ids.</summary>
    internal async Task<IReadOnlyList<ComparedEntry>> PartsOfAsync(string id, CancellationToken cancel)
    {
        IReadOnlyList<(string Id, string Row)> sources = await links.SourcesAsync(LinkRelation.PartOf, id, null, MostParts, cancel);
        return [.. (await FindAsync(sources.Select(s => s.Id), cancel)).Values.Where(e => e.IsPublic && e.PartOf.Contains(id)).OrderBy(e => e.Id, StringComparer.Ordinal)];
    }

    /// <summary>The entry as what achievements are to count towards: its units, or it itself where it has none.</summary>
    internal async Task<PreparedTarget> TargetAsync(string id, string country, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } entry) return new PreparedTarget(new RecognitionTarget(id, country, null, null, null, [], null), []);
        IReadOnlyList<ComparedEntry> parts = await PartsOfAsync(id, cancel);
        TargetPart[] compared = [.. (parts.Count > 0 ? parts : [entry]).Select(p => new TargetPart(p.Id, p.Skills, p.CreditSystem == entry.CreditSystem ? p.CreditPoints : null))];
        return new PreparedTarget(new RecognitionTarget(id, country, entry.Level.Eqf, entry.CreditSystem, entry.CreditPoints, compared, null), await equivalences.ForAsync(compared.Select(p => p.Id), cancel));
    }
}
