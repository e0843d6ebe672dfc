using System.Text.Json.Serialization;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Submissions.Judging;

/// <summary>A finding that settling added, and what it makes of its row: accepted when it only warns.</summary>
public sealed record SettledRow(int Row, Disposition Disposition, string? Column, string Code, string? Detail)
{
    [JsonIgnore]
    public Finding Finding
    {
        get
        {
            FindingCode code = FindingCodes.Get(Code);
            return new Finding(Row, Column, code, code.Severity, Detail);
        }
    }

    /// <summary>Whether a registrar let the row in, though its own judgement holds it.</summary>
    [JsonIgnore]
    public bool IsRelease => Code == RowFindings.HoldReleased.Code;

    /// <summary>Whether a registrar decided this.</summary>
    [JsonIgnore]
    public bool IsDecision => IsRelease || Code == RowFindings.HoldRefused.Code;
}

/// <summary>Everything that settling changed, in order of rows. Rows that are not named stay as they were judged.</summary>
/// <param name="Stopped">How many rejected and held rows keep an all-or-nothing file from being applied; 0: nothing does.</param>
public sealed record Settlement(IReadOnlyList<SettledRow> Rows, long Stopped = 0)
{
    /// <summary>Findings added to a row; rows come in rising order, so a walk over a file asks in rising order too.</summary>
    public ILookup<int, SettledRow> ByRow() => Rows.ToLookup(r => r.Row);
}
