namespace Hub.Esco;

public enum EscoStatus
{
    Released,

    /// <summary>ESCO keeps the concept, so that what links to it still leads somewhere, but no longer uses it.</summary>
    Obsolete,
}

/// <summary>A skill, a piece of knowledge or a group of them in ESCO, as its CSV files describe it.</summary>
/// <param name="Id">Last part of the URI.</param>
/// <param name="Type"><c>skill/competence</c> or <c>knowledge</c>; null for groups.</param>
/// <param name="ReuseLevel"><c>transversal</c>, <c>cross-sector</c>, <c>sector-specific</c> or <c>occupation-specific</c>; null for groups.</param>
/// <param name="ReplacedBy">URIs ESCO names in place of an obsolete concept; null when it names none.</param>
/// <param name="Labels">Preferred label by language.</param>
public sealed record EscoSkill(string Id, EscoStatus Status, string? Type, string? ReuseLevel, IReadOnlyList<string>? ReplacedBy, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>What the URI of every skill begins with.</summary>
    public const string UriPrefix = "http://data.europa.eu/esco/skill/";

    public string Uri => UriPrefix + Id;
}

/// <summary>The set of skills a hub works with.</summary>
/// <param name="Version">SHA-256 of the set, hexadecimal; stands with every judgement it took part in.</param>
/// <param name="Skills">How many there are.</param>
/// <param name="Obsolete">How many of them are obsolete.</param>
/// <param name="Languages">Languages that have labels.</param>
public sealed record EscoSummary(string Version, int Skills, int Obsolete, IReadOnlyList<string> Languages, DateTimeOffset LoadedAt);
