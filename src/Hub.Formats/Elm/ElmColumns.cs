using Hub.Formats.Xml;

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

    static readonly string[] CatalogueHeader = [.. Catalogue, .. LoqNotes.Columns, .. from text in Texts from language in TextLanguages.All select $"{text}@{language}"];

    static readonly HashSet<string> Noted = [.. CatalogueHeader.Except(["localId", "kind"])];

    /// <summary>Whether the column has a text in each language.</summary>
    public static bool IsText(string column) => Texts.Contains(column);

    /// <summary>Whether a note may fill the column.</summary>
    public static bool MayBeNoted(string column) => Noted.Contains(column);

    public static IReadOnlyList<string> HeaderOf(ElmProfile profile) => profile == ElmProfile.Ams ? Accreditations : CatalogueHeader;
}
