using System.Text.RegularExpressions;
using Hub.Submissions.Layout;

namespace Hub.Formats.Deqar;

/// <summary>
/// Reads a report from a row of DEQAR's CSV form, where what may come several times is numbered: <c>institution[2].deqar_id</c>,
/// <c>programme[1].country[1]</c>. A cell with a hyphen alone is empty.
/// </summary>
internal sealed partial class DeqarCsvColumns
{
    static readonly HashSet<string> Known =
    [
        "agency", "local_identifier", "report_id", "activities.id", "activities.activity", "activities.local_identifier", "activities.group", "status", "decision", "valid_from", "valid_to", "date_format",
        "file.original_location", "link", "institution.deqar_id", "institution.eter_id", "institution.identifier", "institution.resource",
        "programme.identifier", "programme.name_primary", "programme.qualification_primary", "programme.qf_ehea_level", "programme.degree_outcome", "programme.workload_ects",
        "programme.assessment_certification", "programme.field_study", "programme.country",
    ];

    readonly (string Name, int First, int Second)[] _columns;

    public DeqarCsvColumns(IReadOnlyList<string> header) => _columns = [.. header.Select(Place)];

    /// <summary>The name without numbers, then the numbers, 0 where there is none.</summary>
    static (string, int, int) Place(string column)
    {
        string name = column.Trim().ToLowerInvariant();
        int[] numbers = [.. Number().Matches(name).Select(m => int.Parse(m.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture))];
        return (Number().Replace(name, ""), numbers.ElementAtOrDefault(0), numbers.ElementAtOrDefault(1));
    }

    public DeqarReport Read(IRow row)
    {
        var cells = new List<(string Name, int First, int Second, string Value)>();
        for (int i = 0; i < _columns.Length; i++)
            if (row[i].Trim() is { IsEmpty: false } cell && cell is not "-") cells.Add((_columns[i].Name, _columns[i].First, _columns[i].Second, cell.ToString()));
        ILookup<string, (string Name, int First, int Second, string Value)> byName = cells.ToLookup(c => c.Name, StringComparer.Ordinal);
        return new DeqarReport
        {
            Agency = Single("agency"),
            LocalIdentifier = Single("local_identifier"),
            ReportId = Single("report_id"),
            Status = Single("status"),
            Decision = Single("decision"),
            ValidFrom = Single("valid_from"),
            ValidTo = Single("valid_to"),
            DateFormat = Single("date_format"),
            Activities = [.. cells.Where(c => c.Name is "activities.id" or "activities.activity" or "activities.local_identifier" or "activities.group").OrderBy(c => c.First).Select(c => c.Name == "activities.group" ? $"group {c.Value}" : c.Value)],
            File = Single("file.original_location"),
            Link = Single("link"),
            Institutions = [.. Groups("institution.").Select(Institution)],
            Programmes = [.. Groups("programme.").Select(Programme)],
            NotRead = [.. cells.Select(c => c.Name).Where(n => n.Length > 0 && !Known.Contains(n)).Distinct()],
        };

        string? Single(string name) => byName[name].OrderBy(c => c.First).Select(c => c.Value).FirstOrDefault();

        IEnumerable<ILookup<string, string>> Groups(string prefix) => cells.Where(c => c.Name.StartsWith(prefix, StringComparison.Ordinal))
            .GroupBy(c => c.First).OrderBy(g => g.Key).Select(g => g.OrderBy(c => c.Second).ToLookup(c => c.Name[prefix.Length..], c => c.Value, StringComparer.Ordinal));
    }

    static DeqarInstitution Institution(ILookup<string, string> cells) =>
        new(cells["deqar_id"].FirstOrDefault(), cells["eter_id"].FirstOrDefault(), cells["identifier"].FirstOrDefault(), cells["resource"].FirstOrDefault());

    static DeqarProgramme Programme(ILookup<string, string> cells) => new(
        cells["identifier"].FirstOrDefault(), cells["name_primary"].FirstOrDefault(), cells["qualification_primary"].FirstOrDefault(), cells["qf_ehea_level"].FirstOrDefault(), cells["degree_outcome"].FirstOrDefault(),
        cells["workload_ects"].FirstOrDefault(), cells["assessment_certification"].FirstOrDefault(), cells["field_study"].FirstOrDefault(), [.. cells["country"]]);

    [GeneratedRegex(@"\[(\d{1,4})\]")]
    private static partial Regex Number();
}
