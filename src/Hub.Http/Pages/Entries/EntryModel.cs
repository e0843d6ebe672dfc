using System.Text.Json.Serialization;
using Hub.Catalogue.Links;
using Hub.Catalogue.Outcomes;
using Hub.Catalogue.Versions;
using Hub.Http.Pages.Shell;

namespace Hub.Http.Pages.Entries;

/// <summary>The page of an entry.</summary>
/// <param name="Facts">Everything that is a short value, by group.</param>
/// <param name="Level">What its level means in the countries whose rules are known.</param>
/// <param name="Versions">Newest first; the last twenty of them.</param>
/// <param name="Api">The same in the API.</param>
public sealed record EntryModel(
    string Id, int Version, string? Kind, IReadOnlyDictionary<string, string> Title, IReadOnlyDictionary<string, string> Description, IReadOnlyDictionary<string, string> Prerequisites,
    OrganisationName AwardingBody, IReadOnlyList<FactGroup> Facts, IReadOnlyList<OutcomeItem> LearningOutcomes, IReadOnlyList<SkillLink> Skills,
    EntryStructure Structure, LevelMeaning Level, IReadOnlyList<EntryVersion> Versions, EntryLinksBody Api)
{
    /// <summary>Whether anything hangs together with it.</summary>
    [JsonIgnore]
    public bool HasStructure => Structure.Parts.Count + Structure.StacksInto.Count + Structure.DerivedFrom.Count + Structure.Derived.Count > 0;
}

public sealed record EntryLinksBody(string Entry, string Outcomes, string Structure, string Versions)
{
    public static EntryLinksBody Of(string id)
    {
        string entry = $"/v1/catalogue/{Uri.EscapeDataString(id)}";
        return new EntryLinksBody(entry, $"{entry}/outcomes", $"{entry}/structure", $"{entry}/versions");
    }
}

/// <param name="Key">Which group: <c>size</c>, <c>level</c>, <c>offer</c>, <c>quality</c>, <c>identity</c>.</param>
public sealed record FactGroup(string Key, IReadOnlyList<Fact> Facts);

/// <param name="Name">Property of the canonical record.</param>
public sealed record Fact(string Name, IReadOnlyList<FactValue> Values);

/// <summary>One value of a fact.</summary>
/// <param name="Value">As the record has it.</param>
/// <param name="Vocabulary">Vocabulary it is a name of; null: it is as it stands.</param>
/// <param name="Texts">What it is called where the register says so.</param>
/// <param name="Href">Where it leads.</param>
public sealed record FactValue(string Value, string? Vocabulary = null, IReadOnlyDictionary<string, string>? Texts = null, string? Href = null);
