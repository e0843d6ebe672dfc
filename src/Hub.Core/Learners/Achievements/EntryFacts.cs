using System.Text.Json;
using Hub.Records;

namespace Hub.Learners.Achievements;

/// <summary>What a catalogue entry says that an achievement of it, or an entry derived from it, must not contradict.</summary>
/// <param name="Given">Bit per column of <see cref="AchievementColumns"/> that the entry fills: an achievement of it need not say it again.</param>
public sealed record EntryFacts(string? Kind, string? Status, string? CreditSystem, decimal? CreditPoints, string? EqfLevel, string? NqfFramework, string? NqfLevel, IReadOnlyList<string> Identifiers, ulong Given)
{
    public static EntryFacts Read(StoredRecord entry)
    {
        using JsonDocument json = JsonDocument.Parse(entry.Json);
        return Read(json.RootElement);
    }

    public static EntryFacts Read(JsonElement root)
    {
        ulong given = 0;
        foreach (Hub.Submissions.Layout.Column column in AchievementColumns.Table.Columns)
            if (root.TryGetProperty(column.Name, out _)) given |= 1UL << column.Ordinal;
        return new EntryFacts(Text("kind"), Text("status"), Text("creditSystem"), root.TryGetProperty("creditPoints", out JsonElement points) ? points.GetDecimal() : null,
            root.TryGetProperty("eqfLevel", out JsonElement level) ? level.GetRawText() : null, Text("nqfFramework"), Text("nqfLevel"),
            root.TryGetProperty("identifiers", out JsonElement identifiers) ? [.. identifiers.EnumerateArray().Select(i => i.GetString()!)] : [], given);

        string? Text(string name) => root.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
    }
}
