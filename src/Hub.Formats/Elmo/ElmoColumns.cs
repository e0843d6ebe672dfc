using Hub.Formats.Xml;

namespace Hub.Formats.Elmo;

/// <summary>The columns of achievements that are made of ELMO, and where they come from.</summary>
internal static class ElmoColumns
{
    const string Instance = "specifies/learningOpportunityInstance/";

    static readonly string[] Plain =
    [
        "localId", "learnerScheme", "learnerId", "entryId", "awardingBody", "awardedOn", "issuedOn", "status", "replaces", "partOf", "learningSetting", "creditSystem", "creditPoints", "workloadHours", "hoursKind",
        "eqfLevel", "nqfFramework", "nqfLevel", "assessmentTypes", "modes", "supervision", "identityVerification", "grade", "gradingScheme", "qualityAssurance", "evidenceUrl", "language", "kind", "learnerGivenNames", "learnerFamilyName", "learnerBirthDate",
    ];

    static readonly string[] Texts = ["title", "learningOutcomes"];

    /// <summary>
    /// Columns ELMO has no element for: the hub writes them into the extension of the instance, and takes them from there. The day of
    /// issue is among them because ELMO has one for a whole report, and credits because it has none inside a whole that has some.
    /// </summary>
    static readonly HashSet<string> Extended =
    [
        "issuedOn", "status", "replaces", "creditSystem", "creditPoints", "learningSetting", "workloadHours", "hoursKind", "nqfFramework", "nqfLevel", "assessmentTypes", "modes", "supervision", "identityVerification", "learningOutcomes", "qualityAssurance",
        "evidenceUrl", "kind",
    ];

    static readonly Dictionary<string, string> Usual = new(StringComparer.Ordinal)
    {
        ["localId"] = "identifier",
        ["kind"] = "type",
        ["title"] = "title",
        ["awardedOn"] = Instance + "date",
        ["creditSystem"] = Instance + "credit/scheme",
        ["creditPoints"] = Instance + "credit/value",
        ["eqfLevel"] = Instance + "level/value",
        ["grade"] = Instance + "resultLabel",
        ["gradingScheme"] = Instance + "gradingSchemeLocalId",
        ["language"] = Instance + "languageOfInstruction",
    };

    public static IReadOnlyList<string> Header { get; } = [.. Plain, .. from text in Texts from language in TextLanguages.All select $"{text}@{language}"];

    /// <summary>Whether the column is read from the extension.</summary>
    public static bool IsExtended(string column) => Extended.Contains(column);

    public static bool HasLanguage(string column) => Texts.Contains(column, StringComparer.Ordinal);

    /// <summary>Path below the specification; null where there is no usual one.</summary>
    public static string? UsualPath(string column) => Usual.GetValueOrDefault(column.Split('@')[0]);
}
