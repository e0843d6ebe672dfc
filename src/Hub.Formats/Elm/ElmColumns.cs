using Hub.Submissions.Columns;

namespace Hub.Formats.Elm;

/// <summary>
/// The columns of rows made from XML: the canonical ones that the profiles can fill. Texts have one for each language, because
/// the columns of a file must be known before its texts have been met.
/// </summary>
internal static class ElmColumns
{
    static readonly string[] Catalogue =
    [
        "localId", "kind", "learningOutcomeTypes", "learningOutcomeSkills", "escoSkills", "identifiers", "awardingBody", "providers", "accreditation", "derivedFrom", "partOf", "creditSystem", "creditPoints",
        "workloadHours", "hoursKind", "contactHours", "durationMonths", "eqfLevel", "nqfLevel", "iscedF", "languages", "modes", "assessmentTypes", "gradingScheme", "qualityAssurance", "targetGroups", "offerType",
        "location", "startDate", "applicationDeadline", "priceAmount", "priceCurrency", "fundingTags", "homepage", "status",
    ];

    static readonly string[] Texts = ["title", "description", "learningOutcomes", "prerequisites"];

    static readonly string[] Accreditations = ["localId", "organisation", "agency", "type", "decision", "fields", "eqfLevels", "countries", "validFrom", "validUntil", "report"];

    /// <summary>English first: a missing text is named by the first column of its kind.</summary>
    static readonly string[] Languages = [.. from a in "abcdefghijklmnopqrstuvwxyz" from b in "abcdefghijklmnopqrstuvwxyz" let code = $"{a}{b}" where LanguageCodes.Has(code) orderby code != "en" select code];

    static readonly string[] CatalogueHeader = [.. Catalogue, .. LoqNotes.Columns, .. from text in Texts from language in Languages select $"{text}@{language}"];

    static readonly HashSet<string> Noted = [.. CatalogueHeader.Except(["localId", "kind"])];

    /// <summary>Whether the column has a text in each language.</summary>
    public static bool IsText(string column) => Texts.Contains(column);

    /// <summary>Whether a note may fill the column.</summary>
    public static bool MayBeNoted(string column) => Noted.Contains(column);

    public static IReadOnlyList<string> HeaderOf(ElmProfile profile) => profile == ElmProfile.Ams ? Accreditations : CatalogueHeader;

    /// <summary>The code of ISO 639-1 that a language tag names, in lower case; null for another language.</summary>
    public static string? LanguageOf(string? tag)
    {
        if (tag is null || tag.Length < 2 || (tag.Length > 2 && tag[2] is not ('-' or '_'))) return null;
        string code = tag[..2].ToLowerInvariant();
        return LanguageCodes.Has(code) ? code : null;
    }
}
