using System.Globalization;
using Hub.Releases;
using Hub.Rules;

namespace Hub.Formats.Elm.Out;

/// <summary>
/// An entry of a release with what the profile asks of it: values with the URIs the profile knows them by. Used again for every entry.
/// </summary>
sealed class LoqEntry(Vocabularies vocabularies, ReleaseRegister register)
{
    readonly RecordFields _fields = new();
    readonly Func<string, bool> _isKnownField = code => vocabularies.IscedF.Find(code)?.Uri is not null;
    readonly Func<string, bool> _isKnownLanguage = code => vocabularies.Languages.Find(code)?.Uri is not null;
    readonly List<int> _places = [];
    IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> _outcomes = [];
    IReadOnlyList<string> _outcomeTypes = [], _outcomeSkills = [];

    static readonly string[] OfferColumns = ["offerType", "startDate", "applicationDeadline", "priceAmount", "fundingTags"];

    public string Id { get; private set; } = "";

    /// <summary>Providers that have what the profile asks of organisations.</summary>
    public IReadOnlyList<ReleaseOrganisation> Providers { get; private set; } = [];

    public ReleaseOrganisation? AwardingBody { get; private set; }

    /// <summary>Places of learning outcomes that have a text in any language.</summary>
    public IReadOnlyList<int> OutcomePlaces => _places;

    /// <param name="line">Must stay as long as the entry is looked at.</param>
    public void Load(ReadOnlyMemory<byte> line)
    {
        _fields.Read(line);
        Id = Text("id")!;
        Providers = [.. Values("providers").Select(Complete).OfType<ReleaseOrganisation>()];
        AwardingBody = Complete(Text("awardingBody"));
        _outcomes = _fields["learningOutcomes"].TextsByLanguage;
        (_outcomeTypes, _outcomeSkills) = (Values("learningOutcomeTypes"), Values("learningOutcomeSkills"));
        FindOutcomePlaces();
    }

    void FindOutcomePlaces()
    {
        _places.Clear();
        int count = 0;
        foreach ((_, IReadOnlyList<string> texts) in _outcomes) count = Math.Max(count, texts.Count);
        for (int place = 0; place < count; place++)
        {
            foreach ((_, IReadOnlyList<string> texts) in _outcomes)
            {
                if (TextAt(texts, place) is null) continue;
                _places.Add(place);
                break;
            }
        }
    }

    public string? Kind => Text("kind");

    public bool IsQualification => Kind == "qualification";

    public IReadOnlyList<RecordField> Properties => _fields.Present;

    /// <summary>Whether the credit is in a system the profile knows: the European ones.</summary>
    public bool HasCredit => Has("creditPoints") && UriOf("creditSystem", vocabularies.CreditSystems) is not null;

    public bool Has(string name) => _fields[name].IsThere;

    public string? Text(string name) => _fields[name].Text;

    public decimal? Number(string name) => Text(name) is { } number ? decimal.Parse(number, CultureInfo.InvariantCulture) : null;

    /// <summary>Language and text.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Texts(string name) => _fields[name].TextByLanguage;

    public IReadOnlyList<string> Values(string name) => _fields[name].Texts;

    public IEnumerable<string> Uris(string name, Vocabulary vocabulary) => Values(name).Select(v => vocabulary.Find(v)?.Uri).OfType<string>();

    public string? UriOf(string name, Vocabulary vocabulary) => Text(name) is { } value ? vocabulary.Find(value)?.Uri : null;

    public Vocabularies Vocabularies => vocabularies;

    public string? NqfUri => Text("nqfFramework") is { } framework && Text("nqfLevel") is { } level ? vocabularies.FindNqfLevel(framework, level)?.Uri : null;

    /// <summary>Whether the entry speaks of an offer: then the profile asks for what an offer needs.</summary>
    public bool IsOffered => Array.Exists(OfferColumns, Has);

    /// <summary>An offer is written wherever it has what it needs, also when the entry says no more of it.</summary>
    public bool HasOffer => Has("homepage") && Providers.Count > 0;

    /// <summary>The language the metadata is written in: that of its first title.</summary>
    public string? DefaultLanguageUri => _fields["title"].FirstLanguage is { } language ? vocabularies.Languages.Find(language)?.Uri : null;

    /// <summary>Language and text of one learning outcome.</summary>
    public IEnumerable<KeyValuePair<string, string>> Outcome(int place)
    {
        foreach ((string language, IReadOnlyList<string> texts) in _outcomes)
            if (TextAt(texts, place) is { } text) yield return KeyValuePair.Create(language, text);
    }

    /// <summary>Type of a learning outcome; null where none is given.</summary>
    public string? OutcomeType(int place) => TextAt(_outcomeTypes, place);

    /// <summary>URI of the skill that a learning outcome is about; null where none is given.</summary>
    public string? OutcomeSkill(int place) => TextAt(_outcomeSkills, place);

    static string? TextAt(IReadOnlyList<string> texts, int place) => place < texts.Count && texts[place].Length > 0 ? texts[place] : null;

    /// <summary>Elements that the profile requires and the entry does not have; empty where it can be written.</summary>
    public IEnumerable<string> Missing()
    {
        if (_fields["title"].FirstLanguage is null) yield return "title";
        if (!_fields["iscedF"].HasText(_isKnownField)) yield return "ISCEDFCode";
        if (!_fields["languages"].HasText(_isKnownLanguage)) yield return "language";
        if (_places.Count == 0) yield return "learningOutcome";
        if (AwardingBody is null) yield return "awardingBody";
        if (IsQualification && UriOf("eqfLevel", vocabularies.EqfLevels) is null) yield return "EQFLevel";
        if (IsQualification && NqfUri is null) yield return "NQFLevel";
        if (HasOffer && DefaultLanguageUri is null) yield return "defaultLanguage";
        if (!IsOffered) yield break;
        if (!Has("homepage")) yield return "homepage";
        if (Providers.Count == 0) yield return "providedBy";
    }

    /// <summary>An organisation that has what the profile requires of one: a name, and a place, of which the country is enough.</summary>
    ReleaseOrganisation? Complete(string? id) =>
        id is not null && register.Find(id) is { LegalName.Count: > 0, Country: { } country } found && vocabularies.Countries.Find(country)?.Uri is not null ? found : null;
}
