using System.Text.Json;

namespace Hub.Formats.Deqar;

/// <summary>Reads a submission object: its form of API v2 (<c>activities</c>), and the single <c>activity</c> of the form before.</summary>
internal static class DeqarJson
{
    static readonly HashSet<string> Known =
    [
        "agency", "local_identifier", "report_id", "activities", "activity", "status", "decision", "valid_from", "valid_to", "date_format", "report_files", "report_links", "institutions", "programmes",
    ];

    public static DeqarReport Read(JsonElement item) => new()
    {
        Agency = Text(item, "agency"),
        LocalIdentifier = Text(item, "local_identifier"),
        ReportId = Text(item, "report_id"),
        Status = Text(item, "status"),
        Decision = Text(item, "decision"),
        ValidFrom = Text(item, "valid_from"),
        ValidTo = Text(item, "valid_to"),
        DateFormat = Text(item, "date_format"),
        Activities = Activities(item),
        File = Items(item, "report_files").Select(f => Text(f, "original_location")).FirstOrDefault(f => f is not null),
        Link = Items(item, "report_links").Select(l => Text(l, "link")).FirstOrDefault(l => l is not null),
        Institutions = [.. Items(item, "institutions").Select(Institution)],
        Programmes = [.. Items(item, "programmes").Select(Programme)],
        NotRead = [.. item.EnumerateObject().Where(p => !Known.Contains(p.Name) && p.Value.ValueKind != JsonValueKind.Null).Select(p => p.Name)],
    };

    static IReadOnlyList<string> Activities(JsonElement item) =>
        Text(item, "activity") is { } single ? [single] : [.. Items(item, "activities").Select(a => Text(a, "id") ?? Text(a, "local_identifier") ?? (Text(a, "group") is { } group ? $"group {group}" : null)).OfType<string>()];

    static DeqarInstitution Institution(JsonElement institution)
    {
        JsonElement? listed = Items(institution, "identifiers").Cast<JsonElement?>().FirstOrDefault();
        JsonElement identified = Text(institution, "identifier") is null && listed is { } first ? first : institution;
        return new DeqarInstitution(Text(institution, "deqar_id"), Text(institution, "eter_id"), Text(identified, "identifier"), Text(identified, "resource"));
    }

    static DeqarProgramme Programme(JsonElement programme) => new(
        Items(programme, "identifiers").Select(i => Text(i, "identifier")).FirstOrDefault(i => i is not null),
        Text(programme, "name_primary"),
        Text(programme, "qualification_primary"),
        Text(programme, "qf_ehea_level"),
        Text(programme, "degree_outcome"),
        Text(programme, "workload_ects"),
        Text(programme, "assessment_certification"),
        Text(programme, "field_study"),
        [.. Items(programme, "countries").Select(TextOf).OfType<string>()]);

    static string? Text(JsonElement item, string name) => item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out JsonElement value) ? TextOf(value) : null;

    static string? TextOf(JsonElement value)
    {
        string? text = value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Number => value.GetRawText(), _ => null };
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    static JsonElement[] Items(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];
}
