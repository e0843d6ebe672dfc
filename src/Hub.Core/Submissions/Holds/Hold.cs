using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Hub.Submissions.Holds;

/// <summary>What has become of a held row. Names are public contract.</summary>
public enum HoldState
{
    Open,
    Released,
    Refused,
}

/// <summary>Names a held row: <c>org~number~row~round</c>. A row that was corrected may be held once more, in another round.</summary>
public readonly record struct HoldId(SubmissionId Submission, int Row, int Round)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Submission}~{Row}~{Round}");

    public static bool TryParse([NotNullWhen(true)] string? text, out HoldId id)
    {
        id = default;
        string[] parts = text?.Split('~') ?? [];
        if (parts.Length != 4 || !SubmissionId.TryParse($"{parts[0]}~{parts[1]}", out SubmissionId submission)) return false;
        if (!int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int row) || !int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out int round)) return false;
        id = new HoldId(submission, row, round);
        return true;
    }
}

/// <summary>A row that the hub did not dare to decide: a candidate that a registrar releases or refuses.</summary>
/// <param name="RecordId">Public id of the record that it would write.</param>
/// <param name="Findings">Everything found in the row, as in the findings file.</param>
/// <param name="Rulesets">Versions of the rulesets by which the row and its neighbours were judged.</param>
/// <param name="Record">The record in canonical JSON; null when it is larger than 256 KiB.</param>
/// <param name="DecidedBy">API key that decided.</param>
/// <param name="Reason">Why it was refused.</param>
public sealed record Hold(
    OrganisationId Organisation, long Number, int Row, int Round, string Kind, string RecordId, HoldState State, DateTimeOffset HeldAt,
    IReadOnlyList<JsonElement> Findings, IReadOnlyList<string> Rulesets, JsonElement? Record,
    DateTimeOffset? DecidedAt = null, string? DecidedBy = null, string? Reason = null)
{
    public const int MaxRecordBytes = 256 * 1024;

    public HoldId Id => new(new SubmissionId(Organisation, Number), Row, Round);
}
