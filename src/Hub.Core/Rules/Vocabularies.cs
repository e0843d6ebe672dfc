namespace Hub.Rules;

/// <summary>
/// The controlled vocabularies the hub knows, from <c>Rulesets/Vocabularies/*.csv</c>. Where a European vocabulary exists the values
/// carry its URIs; the short names are the hub's own.
/// </summary>
public sealed class Vocabularies
{
    readonly Dictionary<string, Vocabulary> _byName = new(StringComparer.Ordinal);
    readonly Dictionary<string, NqfLevel> _nqfByUri = new(StringComparer.Ordinal);
    readonly Dictionary<(string Framework, string Level), NqfLevel> _nqfByLevel = [];

    Vocabularies(RuleFiles files)
    {
        foreach (string file in files.Names)
        {
            if (!file.StartsWith("Vocabularies/", StringComparison.Ordinal) || !file.EndsWith(".csv", StringComparison.Ordinal)) continue;
            string name = file["Vocabularies/".Length..^4];
            if (name is "aliases") continue;
            if (name is "nqf-levels") ReadNqfLevels(VocabularyReader.Rows(file, files.Read(file), "framework,level,uri,label"));
            else _byName.Add(name, VocabularyReader.Read(name, VocabularyReader.Rows(file, files.Read(file), "name,code,uri,label")));
        }
        const string aliases = "Vocabularies/aliases.csv";
        foreach (string[] row in VocabularyReader.Rows(aliases, files.Read(aliases), "vocabulary,alias,name")) this[row[0]].AddAlias(row[1], row[2]);
        (Kinds, Modes, AssessmentTypes, QualityAssurance) = (this["kinds"], this["modes"], this["assessment-types"], this["quality-assurance"]);
        (CreditSystems, HoursKinds, LevelBases, EqfLevels) = (this["credit-systems"], this["hours-kinds"], this["level-bases"], this["eqf-levels"]);
        (NqfFrameworks, IscedF, Languages, Countries) = (this["nqf-frameworks"], this["isced-f"], this["languages"], this["countries"]);
        (Currencies, OfferTypes, TargetGroups, Supervision) = (this["currencies"], this["offer-types"], this["target-groups"], this["supervision"]);
        (IdentityVerification, Stackability, EntryStatuses) = (this["identity-verification"], this["stackability"], this["entry-statuses"]);
        (LearningSettings, OrganisationRoles, Sectors) = (this["learning-settings"], this["organisation-roles"], this["sectors"]);
        OutcomeTypes = this["outcome-types"];
    }

    /// <summary>Official languages of a state, ISO 639-1, main one first; empty when the country is null or not listed.</summary>
    public IReadOnlyList<string> OfficialLanguages(string? country) =>
        country is not null && this["official-languages"].Find(country) is { } concept ? concept.Label.Split(' ') : [];

    public Vocabulary Kinds { get; }

    public Vocabulary Modes { get; }

    public Vocabulary AssessmentTypes { get; }

    public Vocabulary QualityAssurance { get; }

    /// <summary>Only the European systems; national ones stand in the rulesets.</summary>
    public Vocabulary CreditSystems { get; }

    public Vocabulary HoursKinds { get; }

    public Vocabulary LevelBases { get; }

    public Vocabulary EqfLevels { get; }

    public Vocabulary NqfFrameworks { get; }

    /// <summary>ISCED-F 2013, codes of 2, 3 and 4 digits.</summary>
    public Vocabulary IscedF { get; }

    /// <summary>ISO 639-1, with the three-letter codes of the EU authority list.</summary>
    public Vocabulary Languages { get; }

    /// <summary>ISO 3166-1 alpha-2, with the alpha-3 codes of the EU authority list.</summary>
    public Vocabulary Countries { get; }

    public Vocabulary Currencies { get; }

    public Vocabulary OfferTypes { get; }

    public Vocabulary TargetGroups { get; }

    public Vocabulary Supervision { get; }

    public Vocabulary IdentityVerification { get; }

    public Vocabulary Stackability { get; }

    public Vocabulary EntryStatuses { get; }

    public Vocabulary LearningSettings { get; }

    public Vocabulary OrganisationRoles { get; }

    public Vocabulary Sectors { get; }

    /// <summary>Types of learning outcomes, with the URIs of the European Learning Model where it has them (skill-type).</summary>
    public Vocabulary OutcomeTypes { get; }

    /// <summary>All vocabularies with values, by name.</summary>
    public IEnumerable<Vocabulary> All => _byName.Values;

    /// <exception cref="RulesetException">There is no vocabulary of that name.</exception>
    public Vocabulary this[string name] => _byName.GetValueOrDefault(name) ?? throw new RulesetException($"Vocabularies/{name}.csv", "$", "the vocabulary is missing");

    /// <summary>The vocabularies the hub was built with.</summary>
    public static Vocabularies LoadDefault() => new(RuleFiles.Embedded);

    /// <summary>The vocabularies of a folder laid out like <c>src/Rulesets</c>.</summary>
    /// <exception cref="RulesetException">A file does not read.</exception>
    public static Vocabularies Load(string folder) => new(RuleFiles.OfFolder(folder));

    /// <summary>The level of a national framework with this URI; null when there is none.</summary>
    public NqfLevel? FindNqfLevel(string uri) => _nqfByUri.GetValueOrDefault(uri);

    /// <summary>A framework's level as the European vocabulary lists it; null when it does not.</summary>
    /// <param name="framework">Short name of the vocabulary <c>nqf-frameworks</c>.</param>
    public NqfLevel? FindNqfLevel(string framework, string level) => _nqfByLevel.GetValueOrDefault((framework, level.ToUpperInvariant()));

    void ReadNqfLevels(IEnumerable<string[]> rows)
    {
        foreach (string[] row in rows)
        {
            var level = new NqfLevel(row[0], row[1], row[2].Length == 0 ? null : row[2], row[3]);
            if (level.Uri is { } uri) _nqfByUri.Add(uri, level);
            _nqfByLevel.Add((level.Framework, level.Level.ToUpperInvariant()), level);
        }
    }
}
