namespace Hub;

/// <summary>Country codes as the hub writes them: ISO 3166-1 alpha-2, upper case.</summary>
public static class Country
{
    /// <summary>The European baseline, used where no national ruleset exists. Not a country; the code is reserved in ISO 3166-1.</summary>
    public const string EuropeanBaseline = "EU";

    /// <summary>Country named by the prefix of an organisation id (<c>PT-ANQEP</c> is <c>PT</c>), or null when it has none.</summary>
    public static string? OfPrefix(OrganisationId id) =>
        id.Value.Length > 3 && id.Value[2] == '-' && char.IsAsciiLetterUpper(id.Value[0]) && char.IsAsciiLetterUpper(id.Value[1]) ? id.Value[..2] : null;
}
