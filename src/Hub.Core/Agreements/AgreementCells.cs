using System.Text.Json;
using Hub.Learners.Achievements;
using Hub.Submissions.Cells;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Agreements;

/// <summary>Reads and writes the cells that have a form of their own. No finding about the learner carries a detail: it could be the value.</summary>
static class AgreementCells
{
    /// <summary>Stands between an outcome and its part, and between a signer and the day.</summary>
    public const char Divider = '=';

    /// <summary>Who recognises; null where a memorandum is read, or the cell can not be.</summary>
    public static string? HomeOf(Agreement agreement, RowReading row) =>
        agreement.Home ?? (agreement.IsLearningAgreement && !row.Has(AgreementColumns.Home) ? row.Scope.Organisation.Value : null);

    public static void ReadScheme(ReadOnlySpan<char> cell, Agreement agreement, RowReading row) => agreement.LearnerScheme = LearnerCells.SchemeOf(cell, row);

    public static void ReadLearnerId(ReadOnlySpan<char> cell, Agreement agreement, RowReading row) => LearnerCells.CheckId(cell, row);

    public static void ReadBirthDate(ReadOnlySpan<char> cell, Agreement agreement, RowReading row) => agreement.LearnerBirthDate = LearnerCells.BirthDateOf(cell, row);

    /// <summary><c>outcome</c> or <c>outcome=part</c>, each a local id or a public one.</summary>
    public static string? ReadOutcome(ReadOnlySpan<char> part, RowReading row)
    {
        int divider = part.IndexOf(Divider);
        ReadOnlySpan<char> outcome = CellText.Trim(divider < 0 ? part : part[..divider]), stands = divider < 0 ? default : CellText.Trim(part[(divider + 1)..]);
        if (IsName(outcome) && (divider < 0 || (IsName(stands) && !stands.Contains(Divider)))) return divider < 0 ? outcome.ToString() : $"{outcome}{Divider}{stands}";
        row.Add(AgreementFindings.OutcomeUnreadable);
        return null;
    }

    /// <summary><c>who=yyyy-mm-dd</c>. Who that can be the whole row says.</summary>
    public static string? ReadSignature(ReadOnlySpan<char> part, RowReading row)
    {
        int divider = part.IndexOf(Divider);
        ReadOnlySpan<char> who = divider < 0 ? default : CellText.Trim(part[..divider]);
        FindingCode? fault = null;
        DateOnly? day = divider < 0 ? null : CellDate.Read(CellText.Trim(part[(divider + 1)..]), out fault);
        if (OrganisationId.IsValid(who) && day is { } on && fault?.Severity != Severity.Reject) return $"{who}{Divider}{CellDate.Text(on)}";
        row.Add(AgreementFindings.SignatureUnreadable);
        return null;
    }

    public static void WriteOutcomes(Utf8JsonWriter json, Agreement agreement, RowReading row)
    {
        json.WriteStartArray();
        foreach (string agreed in agreement.Outcomes)
        {
            (string outcome, string? part) = Resolve(agreed, agreement, row);
            json.WriteStringValue(part is null ? outcome : $"{outcome}{Divider}{part}");
        }

        json.WriteEndArray();
    }

    /// <summary>The public ids. A local id of an outcome is the host's, whose catalogue it is; one of a part is home's.</summary>
    public static (string Outcome, string? Part) Resolve(string agreed, Agreement agreement, RowReading row)
    {
        int divider = agreed.IndexOf(Divider, StringComparison.Ordinal);
        string outcome = divider < 0 ? agreed : agreed[..divider];
        string? part = divider < 0 ? null : agreed[(divider + 1)..];
        return (PublicId(outcome, agreement.Host), part is null ? null : PublicId(part, HomeOf(agreement, row)));
    }

    static string PublicId(string name, string? owner) => RecordId.TryParse(name, out _) ? name : $"{owner}~{name}";

    static bool IsName(ReadOnlySpan<char> name) => RecordId.IsLocalId(name);
}
