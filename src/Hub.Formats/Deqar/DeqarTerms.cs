using System.Globalization;

namespace Hub.Formats.Deqar;

/// <summary>DEQAR's code lists in the hub's short names. A value that is in none of them is handed on as it is, and judged as unknown.</summary>
internal static class DeqarTerms
{
    const string EscoIscedF = "http://data.europa.eu/esco/isced-f/";

    static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["part of obligatory EQA system"] = "obligatory",
        ["positive with conditions or restrictions"] = "positive-with-conditions",
        ["no, negative"] = "negative",
        ["not applicable"] = "not-applicable",
        ["yes"] = "full-degree",
        ["full degree"] = "full-degree",
        ["no"] = "no-full-degree",
        ["no full degree"] = "no-full-degree",
        ["attendance certificate"] = "attendance-certificate",
        ["assessment based certificate"] = "assessment-based-certificate",
        ["no assessment and no certificate"] = "none",
    };

    // The cycles of the QF-EHEA; DEQAR and the EQF recommendation of 2017 (recital 24) have short/first/second/third = EQF 5/6/7/8.
    static readonly Dictionary<string, string> Cycles = new(StringComparer.OrdinalIgnoreCase)
    {
        ["0"] = "5",
        ["short cycle"] = "5",
        ["1"] = "6",
        ["first cycle"] = "6",
        ["2"] = "7",
        ["second cycle"] = "7",
        ["3"] = "8",
        ["third cycle"] = "8",
    };

    public static string? Name(string? value) => value is null ? null : Names.GetValueOrDefault(value, value);

    /// <summary>EQF level. Another number than a cycle's must not be taken for a level.</summary>
    public static string? Level(string? cycle) => cycle is null ? null : Cycles.GetValueOrDefault(cycle) ?? $"QF-EHEA {cycle}";

    public static string? Field(string? field) => field is not null && field.StartsWith(EscoIscedF, StringComparison.Ordinal) ? field[EscoIscedF.Length..] : field;

    public static bool IsWithoutDegree(string? outcome) => outcome is "2" || Name(outcome) == "no-full-degree";

    /// <summary>Below 60 ECTS credits, without a full degree, DEQAR calls it a micro-credential; from there on other provision.</summary>
    public static bool IsMicroCredential(DeqarProgramme programme) => IsWithoutDegree(programme.DegreeOutcome)
        && decimal.TryParse(programme.WorkloadEcts, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal ects) && ects is > 0 and < 60;
}
