using System.Globalization;

namespace Hub.Client;

/// <summary>Which entries are wanted: all conditions together; of the values of one condition any is enough. Empty and null: no condition.</summary>
public sealed record HubCatalogueFilter
{
    /// <summary>qualification, unit, micro-credential, programme, module.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>1 to 8.</summary>
    public IReadOnlyList<int> EqfLevels { get; init; } = [];

    /// <summary>Short name of a national framework.</summary>
    public string? NqfFramework { get; init; }

    /// <summary>Levels of <see cref="NqfFramework"/>, as it writes them.</summary>
    public IReadOnlyList<string> NqfLevels { get; init; } = [];

    /// <summary>ISCED-F 2013 codes; a broad one covers the narrower.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Languages of instruction, ISO 639-1.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Organisation that sent the entry, or that it names as a provider.</summary>
    public string? Provider { get; init; }

    public string? AwardingBody { get; init; }

    public IReadOnlyList<string> CreditSystems { get; init; } = [];

    public decimal? CreditsMin { get; init; }

    public decimal? CreditsMax { get; init; }

    /// <summary>presential, online, blended, work-based and others of the hub's vocabulary.</summary>
    public IReadOnlyList<string> Modes { get; init; } = [];

    /// <summary>Countries of the awarding body, ISO 3166-1 alpha-2.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>Beginnings of words of the title.</summary>
    public string? Title { get; init; }

    /// <summary>Only what changed after this number of the feed.</summary>
    public long? AfterSequence { get; init; }

    /// <summary>Only what changed at this time or later; <see cref="AfterSequence"/> wins.</summary>
    public DateTimeOffset? UpdatedSince { get; init; }

    internal (string Name, string? Value)[] ToQuery() =>
    [
        ("kind", Any(Kinds)), ("eqfLevel", Any(EqfLevels.Select(l => l.ToString(CultureInfo.InvariantCulture)))), ("nqfFramework", NqfFramework), ("nqfLevel", Any(NqfLevels)),
        ("field", Any(Fields)), ("language", Any(Languages)), ("provider", Provider), ("awardingBody", AwardingBody), ("creditSystem", Any(CreditSystems)),
        ("creditsMin", CreditsMin?.ToString(CultureInfo.InvariantCulture)), ("creditsMax", CreditsMax?.ToString(CultureInfo.InvariantCulture)),
        ("mode", Any(Modes)), ("country", Any(Countries)), ("q", Title),
        ("updatedSince", AfterSequence?.ToString(CultureInfo.InvariantCulture) ?? UpdatedSince?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
    ];

    static string? Any(IEnumerable<string> values) => string.Join(',', values) is { Length: > 0 } joined ? joined : null;
}
