using System.Text.Json;
using Hub.Releases;
using Hub.Rules;

namespace Hub.Formats.Elm.Out;

/// <summary>
/// An entry of a release with what the profile asks of it: values with the URIs the profile knows them by. Used again for every entry,
/// and its properties are looked up by name many times, so they are gone through once.
/// </summary>
sealed class LoqEntry(Vocabularies vocabularies, ReleaseRegister register)
{
    readonly Dictionary<string, JsonElement> _values = new(64, StringComparer.Ordinal);

    static readonly string[] OfferColumns = ["offerType", "startDate", "applicationDeadline", "priceAmount", "fundingTags"];

    public string Id { get; private set; } = "";

    /// <summary>Providers that have what the profile asks of organisations.</summary>
    public IReadOnlyList<ReleaseOrganisation> Providers { get; private set; } = [];

    public ReleaseOrganisation? AwardingBody { get; private set; }

    /// <summary>Places of learning outcomes that have a text in any language.</summary>
    public int[] OutcomePlaces { get; private set; } = [];

    /// <param name="json">Must stay as long as the entry is looked at.</param>
    public void Load(JsonElement json)
    {
        _values.Clear();
        foreach (JsonProperty property in json.EnumerateObject()) _values[property.Name] = property.Value;
        Id = Text("id")!;
        Providers = [.. Values("providers").Select(Complete).OfType<ReleaseOrganisation>()];
        AwardingBody = Complete(Text("awardingBody"));
        OutcomePlaces = this["learningOutcomes"] is not { } texts ? []
            : [.. Enumerable.Range(0, texts.EnumerateObject().Select(t => t.Value.GetArrayLength()).DefaultIfEmpty(0).Max()).Where(place => Outcome(place).Any())];
    }

    public string? Kind => Text("kind");

    public bool IsQualification => Kind == "qualification";

    public IEnumerable<KeyValuePair<string, JsonElement>> Properties => _values;

    /// <summary>Whether the credit is in a system the profile knows: the European ones.</summary>
    public bool HasCredit => Text("creditPoints") is not null && UriOf("creditSystem", vocabularies.CreditSystems) is not null;

    public JsonElement? this[string name] => _values.TryGetValue(name, out JsonElement value) ? value : null;

    public string? Text(string name) => this[name] is { } value ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText() : null;

    public decimal? Number(string name) => this[name]?.GetDecimal();

    /// <summary>Language and text.</summary>
    public IEnumerable<KeyValuePair<string, string>> Texts(string name) =>
        this[name] is { } texts ? texts.EnumerateObject().Select(t => KeyValuePair.Create(t.Name, t.Value.GetString()!)) : [];

    public IEnumerable<string> Values(string name) => this[name] is { } values ? values.EnumerateArray().Select(v => v.GetString() ?? "") : [];

    public IEnumerable<string> Uris(string name, Vocabulary vocabulary) => Values(name).Select(v => vocabulary.Find(v)?.Uri).OfType<string>();

    public string? UriOf(string name, Vocabulary vocabulary) => Text(name) is { } value ? vocabulary.Find(value)?.Uri : null;

    public Vocabularies Vocabularies => vocabularies;

    public string? NqfUri => Text("nqfFramework") is { } framework && Text("nqfLevel") is { } level ? vocabularies.FindNqfLevel(framework, level)?.Uri : null;

    /// <summary>Whether the entry speaks of an offer: then the profile asks for what an offer needs.</summary>
    public bool IsOffered => Array.Exists(OfferColumns, column => this[column] is not null);

    /// <summary>An offer is written wherever it has what it needs, also when the entry says no more of it.</summary>
    public bool HasOffer => Text("homepage") is not null && Providers.Count > 0;

    /// <summary>The language the metadata is written in: that of its first title.</summary>
    public string? DefaultLanguageUri => vocabularies.Languages.Find(Texts("title").FirstOrDefault().Key ?? "")?.Uri;

    /// <summary>Language and text of one learning outcome.</summary>
    public IEnumerable<KeyValuePair<string, string>> Outcome(int place)
    {
        foreach (JsonProperty texts in this["learningOutcomes"]!.Value.EnumerateObject())
            if (TextAt(texts.Value, place) is { } text) yield return KeyValuePair.Create(texts.Name, text);
    }

    /// <summary>What a list has at the place of a learning outcome; null where it has nothing.</summary>
    public string? At(string name, int place) => this[name] is { } values ? TextAt(values, place) : null;

    static string? TextAt(JsonElement texts, int place) => place < texts.GetArrayLength() && texts[place].GetString() is { Length: > 0 } text ? text : null;

    /// <summary>Elements that the profile requires and the entry does not have; empty where it can be written.</summary>
    public IEnumerable<string> Missing()
    {
        if (!Texts("title").Any()) yield return "title";
        if (!Uris("iscedF", vocabularies.IscedF).Any()) yield return "ISCEDFCode";
        if (!Uris("languages", vocabularies.Languages).Any()) yield return "language";
        if (OutcomePlaces.Length == 0) yield return "learningOutcome";
        if (AwardingBody is null) yield return "awardingBody";
        if (IsQualification && UriOf("eqfLevel", vocabularies.EqfLevels) is null) yield return "EQFLevel";
        if (IsQualification && NqfUri is null) yield return "NQFLevel";
        if (HasOffer && DefaultLanguageUri is null) yield return "defaultLanguage";
        if (!IsOffered) yield break;
        if (Text("homepage") is null) yield return "homepage";
        if (Providers.Count == 0) yield return "providedBy";
    }

    /// <summary>An organisation that has what the profile requires of one: a name, and a place, of which the country is enough.</summary>
    ReleaseOrganisation? Complete(string? id) =>
        id is not null && register.Find(id) is { LegalName.Count: > 0, Country: { } country } found && vocabularies.Countries.Find(country)?.Uri is not null ? found : null;
}
