using System.Text.Json;
using Hub.Esco;
using Hub.Records;
using Hub.Rules;

namespace Hub.Catalogue.Outcomes;

/// <summary>
/// Puts together what the canonical JSON keeps in lists side by side. The entry itself stays as it is stored: labels are ESCO's,
/// change with it, and are no part of what a provider declared.
/// </summary>
public sealed class ReadOutcomesHandler(RecordTable records, EscoReference esco, Vocabularies vocabularies)
{
    /// <summary>Null when the public does not see the entry.</summary>
    public async Task<OutcomeView?> HandleAsync(string id, CancellationToken cancel)
    {
        if (await records.FindAsync(CatalogueKind.TableName, id, cancel) is not { Stamp.Visibility: Visibility.Public } record) return null;
        using JsonDocument document = JsonDocument.Parse(record.Json);
        JsonElement entry = document.RootElement;
        string?[] types = List(entry, "learningOutcomeTypes"), links = List(entry, "learningOutcomeSkills");
        string[] skills = [.. List(entry, "escoSkills").OfType<string>()];
        string? version = (await esco.SummaryAsync(cancel))?.Version;
        IReadOnlyDictionary<string, EscoSkill> known = await esco.FindAsync(links.OfType<string>().Concat(skills), cancel);
        SkillLink LinkOf(string uri) => SkillLink.Of(uri, known.GetValueOrDefault(uri), version is not null);
        OutcomeItem ItemOf(IReadOnlyDictionary<string, string> text, int place)
        {
            Concept? type = types.ElementAtOrDefault(place) is { } name ? vocabularies.OutcomeTypes.Find(name) : null;
            return new OutcomeItem(text, type?.Name, type?.Uri, links.ElementAtOrDefault(place) is { } uri ? LinkOf(uri) : null);
        }

        return new OutcomeView(id, record.Stamp.Version, version, [.. TextsOf(entry).Select(ItemOf)], [.. skills.Select(LinkOf)]);
    }

    /// <summary>The texts of each place, by language.</summary>
    static IEnumerable<IReadOnlyDictionary<string, string>> TextsOf(JsonElement entry)
    {
        if (!entry.TryGetProperty("learningOutcomes", out JsonElement outcomes)) return [];
        (string Language, string[] Texts)[] languages = [.. outcomes.EnumerateObject().Select(l => (l.Name, (string[])[.. l.Value.EnumerateArray().Select(t => t.GetString()!)]))];
        return Enumerable.Range(0, languages.Max(l => l.Texts.Length)).Select(place =>
            languages.Where(l => place < l.Texts.Length).ToDictionary(l => l.Language, l => l.Texts[place]));
    }

    static string?[] List(JsonElement entry, string name) => entry.TryGetProperty(name, out JsonElement list) ? [.. list.EnumerateArray().Select(v => v.GetString())] : [];
}
