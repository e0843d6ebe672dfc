using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Hub.Formats.Deqar;

/// <summary>
/// Makes rows of accreditations of a report: one for each institution and programme in it, because a scope that held the fields and
/// levels of several programmes at once would cover pairs nobody decided about. Names of columns are the hub's.
/// </summary>
internal static class DeqarRows
{
    /// <summary>Schemes under which the register may know organisations: DEQAR's and ETER's numbers of institutions, EQAR's acronym or number of an agency.</summary>
    const string DeqarScheme = "DEQAR", EterScheme = "ETER", AgencyScheme = "EQAR", ReportScheme = "DEQAR-REPORT";

    public static IReadOnlyList<string> Header { get; } =
    [
        "localId", "organisation", "agency", "type", "decision", "fields", "eqfLevels", "countries", "validFrom", "validUntil", "report", "entryKinds", "programmes", "jointWith", "legalStatus",
        "degreeOutcome", "workloadEcts", "assessmentCertification", "activities", "identifiers", "homepage",
    ];

    public static IEnumerable<byte[]> Of(DeqarReport report)
    {
        // What is missing altogether still makes a row, which then says so.
        IEnumerable<DeqarInstitution?> institutions = report.Institutions.Cast<DeqarInstitution?>().DefaultIfEmpty();
        IEnumerable<DeqarProgramme?> programmes = report.Programmes.Cast<DeqarProgramme?>().DefaultIfEmpty();
        return institutions.SelectMany(_ => programmes, (institution, programme) => RowOf(report, institution, programme));
    }

    static byte[] RowOf(DeqarReport report, DeqarInstitution? institution, DeqarProgramme? programme)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, HubJson.WriterOptions))
        {
            json.WriteStartObject();
            Text(json, "localId", KeyOf(report, institution, programme));
            Text(json, "organisation", institution is null ? null : IdentifierOf(institution, report));
            Text(json, "agency", report.Agency is null ? null : $"{AgencyScheme}:{report.Agency}");
            Text(json, "type", programme is null ? "institutional" : "programme");
            Text(json, "decision", DeqarTerms.Name(report.Decision));
            if (programme is not null) Programme(json, programme);
            Validity(json, report);
            Text(json, "report", report.File);
            List(json, "jointWith", report.Institutions.Where(other => other != institution).Select(other => IdentifierOf(other, report)).OfType<string>());
            Text(json, "legalStatus", DeqarTerms.Name(report.Status));
            List(json, "activities", report.Activities);
            if (report.ReportId is not null) List(json, "identifiers", [$"{ReportScheme}:{report.ReportId}"]);
            Text(json, "homepage", report.Link);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    static void Programme(Utf8JsonWriter json, DeqarProgramme programme)
    {
        Text(json, "fields", DeqarTerms.Field(programme.Field));
        Text(json, "eqfLevels", DeqarTerms.Level(programme.Level));
        List(json, "countries", programme.Countries);
        if (DeqarTerms.IsMicroCredential(programme)) Text(json, "entryKinds", "micro-credential");
        if (programme.Name is not null) List(json, "programmes", [programme.Name]);
        Text(json, "degreeOutcome", DeqarTerms.Name(programme.DegreeOutcome));
        Text(json, "workloadEcts", programme.WorkloadEcts);
        Text(json, "assessmentCertification", DeqarTerms.Name(programme.Certification));
    }

    static void Validity(Utf8JsonWriter json, DeqarReport report)
    {
        if (report.ValidFrom is null) return;
        DateOnly? from = DeqarDates.Read(report.ValidFrom, report.DateFormat);
        Text(json, "validFrom", from is { } start ? Day(start) : Unreadable(report.ValidFrom, report.DateFormat));
        if (report.ValidTo is { } to) Text(json, "validUntil", DeqarDates.Read(to, report.DateFormat) is { } end ? Day(end) : Unreadable(to, report.DateFormat));
        else if (from is { Year: < 9990 } begun) Text(json, "validUntil", Day(begun.AddYears(DeqarDates.YearsWithoutEnd)));
    }

    /// <summary>With the form beside it no date: read in another form it might be another day.</summary>
    static string Unreadable(string date, string? format) => $"{date} ({format ?? "%Y-%m-%d"})";

    /// <summary>The same whatever else the report is about, so that a report that grows does not rename what was there.</summary>
    static string? KeyOf(DeqarReport report, DeqarInstitution? institution, DeqarProgramme? programme)
    {
        if ((report.LocalIdentifier ?? (report.ReportId is { } number ? $"DEQAR-{number}" : null)) is not { } key) return null;
        if (institution?.Key is { } whom) key = $"{key}:{whom}";
        return programme is null ? key : $"{key}:{programme.Identifier ?? Short($"{programme.Name}|{programme.Qualification}|{programme.Level}")}";
    }

    static string Short(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4));

    static string? IdentifierOf(DeqarInstitution institution, DeqarReport report) =>
        institution.DeqarId is { } deqar ? $"{DeqarScheme}:{deqar}"
        : institution.EterId is { } eter ? $"{EterScheme}:{eter}"
        : institution.Identifier is { } own ? $"{SchemeOf(institution.Resource ?? report.Agency ?? AgencyScheme)}:{own}"
        : null;

    static string SchemeOf(string name) => new([.. name.Take(32).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')]);

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    static void List(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        string[] all = [.. values];
        if (all.Length == 0) return;
        json.WriteStartArray(name);
        foreach (string value in all) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
