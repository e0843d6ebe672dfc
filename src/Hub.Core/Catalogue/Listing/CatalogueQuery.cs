namespace Hub.Catalogue.Listing;

/// <summary>What is asked of the catalogue, as it was written. Null: not asked. Several values divided by commas: any of them.</summary>
/// <param name="Kind">Kinds of entries.</param>
/// <param name="EqfLevel">EQF levels.</param>
/// <param name="NqfFramework">National framework; needed beside <paramref name="NqfLevel"/>.</param>
/// <param name="NqfLevel">Levels of that framework.</param>
/// <param name="Field">ISCED-F codes; a broad one covers the narrower.</param>
/// <param name="Language">Languages of instruction.</param>
/// <param name="Provider">Organisation that sent the entry or is named as its provider.</param>
/// <param name="AwardingBody">Organisation that awards.</param>
/// <param name="CreditSystem">Credit system of the points.</param>
/// <param name="CreditsMin">Least credit points.</param>
/// <param name="CreditsMax">Most credit points.</param>
/// <param name="Mode">Modes of delivery.</param>
/// <param name="Country">Countries of the awarding body.</param>
/// <param name="Q">Beginnings of words of the title, in any language.</param>
/// <param name="Status">Status; the public sees published entries only.</param>
/// <param name="UpdatedSince">A number of the feed, or a time.</param>
public sealed record CatalogueQuery(
    string? Kind = null, string? EqfLevel = null, string? NqfFramework = null, string? NqfLevel = null, string? Field = null, string? Language = null,
    string? Provider = null, string? AwardingBody = null, string? CreditSystem = null, string? CreditsMin = null, string? CreditsMax = null,
    string? Mode = null, string? Country = null, string? Q = null, string? Status = null, string? UpdatedSince = null)
{
    /// <summary>Nothing is asked: the whole catalogue.</summary>
    public static readonly CatalogueQuery All = new();
}
