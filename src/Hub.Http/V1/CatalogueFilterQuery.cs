using System.ComponentModel;
using Hub.Catalogue.Listing;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Http.V1;

/// <summary>Filters of the catalogue as they stand in a query. Texts all of them, so that a value that is none of those allowed gets an answer that names them.</summary>
readonly record struct CatalogueFilterQuery(
    [property: FromQuery(Name = "kind"), Description("Kinds of entries.")] string? Kind,
    [property: FromQuery(Name = "eqfLevel"), Description("EQF levels, 1 to 8.")] string? EqfLevel,
    [property: FromQuery(Name = "nqfFramework"), Description("National qualifications framework, by its short name in the European vocabulary or in a ruleset.")] string? NqfFramework,
    [property: FromQuery(Name = "nqfLevel"), Description("Levels of the framework, as it writes them; needs nqfFramework.")] string? NqfLevel,
    [property: FromQuery(Name = "field"), Description("ISCED-F 2013 codes of 2, 3 or 4 digits; a broad field covers the narrower ones, 06 also 0613.")] string? Field,
    [property: FromQuery(Name = "language"), Description("Languages of instruction, ISO 639-1.")] string? Language,
    [property: FromQuery(Name = "provider"), Description("Organisation that sent the entry, or that the entry names as a provider.")] string? Provider,
    [property: FromQuery(Name = "awardingBody"), Description("Organisation that awards.")] string? AwardingBody,
    [property: FromQuery(Name = "creditSystem"), Description("Credit system the points are in: ECTS, ECVET, or a national one.")] string? CreditSystem,
    [property: FromQuery(Name = "creditsMin"), Description("Least credit points, in the entry's own credit system.")] string? CreditsMin,
    [property: FromQuery(Name = "creditsMax"), Description("Most credit points, in the entry's own credit system.")] string? CreditsMax,
    [property: FromQuery(Name = "mode"), Description("Modes of delivery.")] string? Mode,
    [property: FromQuery(Name = "country"), Description("Countries of the awarding body, ISO 3166-1 alpha-2.")] string? Country,
    [property: FromQuery(Name = "q"), Description("Beginnings of words of the title, at most 10, all of them in one language; case does not matter.")] string? Q,
    [property: FromQuery(Name = "status"), Description("Status of entries. The public sees published ones only.")] string? Status,
    [property: FromQuery(Name = "updatedSince"), Description("A sequence number of /v1/changes: what changed after it. A day or time (ISO 8601, UTC unless it says otherwise): what changed then or later. What ceased to be public does not show here but in /v1/changes.")] string? UpdatedSince)
{
    static readonly HashSet<string> Known = new(typeof(CatalogueQuery).GetProperties().Where(p => p.PropertyType == typeof(string)).Select(p => char.ToLowerInvariant(p.Name[0]) + p.Name[1..]), StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Names => Known;

    public CatalogueQuery Query => new(Kind, EqfLevel, NqfFramework, NqfLevel, Field, Language, Provider, AwardingBody, CreditSystem, CreditsMin, CreditsMax, Mode, Country, Q, Status, UpdatedSince);

    /// <summary>A filter that is misspelt must not list everything.</summary>
    public static bool Unknown(IQueryCollection query) => query.Keys.Any(name => !Known.Contains(name) && !name.Equals("after", StringComparison.OrdinalIgnoreCase) && !name.Equals("limit", StringComparison.OrdinalIgnoreCase));
}
