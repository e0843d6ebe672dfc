using Hub.Submissions;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;
using Hub.Submissions.Receipts;

namespace Hub.Http.V1;

/// <summary>A submission as it travels: what is stored of it, without where its body lies. Field names are public contract.</summary>
/// <param name="Id"><c>org~number</c>.</param>
/// <param name="KeyId">Id of the API key that sent it.</param>
/// <param name="SizeBytes">Size of the body as received.</param>
/// <param name="BodySha256">SHA-256 of the body as received, hexadecimal.</param>
/// <param name="MapName">Column map that was asked for.</param>
/// <param name="SameAs">Number of an earlier submission of the organisation with the same bytes.</param>
/// <param name="Chunks">Parts it is judged in, once it is split.</param>
/// <param name="Totals">Set when it is finished: rows = accepted + unchanged + held + rejected + superseded. Of the held ones, waiting are good rows of an all-or-nothing file. After a correction they are those of the whole.</param>
/// <param name="Rulesets">Versions of the rulesets rows were judged by.</param>
/// <param name="Problem">Why the body as a whole was refused, or why the last round failed.</param>
/// <param name="Round">0 for the file itself; one more for every correction and set of decisions about held rows.</param>
/// <param name="Withdrawal">What a replacing file would withdraw, when it asks or asked for a confirmation.</param>
/// <param name="Progress">While it is being worked on.</param>
/// <param name="Links">Where its results are; only those that exist.</param>
public sealed record SubmissionAnswer(
    string Id, string Organisation, long Number, string Kind, SubmissionMode Mode, SubmissionStatus Status, DateTimeOffset ReceivedAt, DateTimeOffset? FinishedAt, string KeyId,
    long SizeBytes, string BodySha256, string? FileName, string? MediaType, string? MapName, long? SameAs,
    int? Chunks, SubmissionTotals? Totals, IReadOnlyList<string>? Rulesets, RefusalBody? Problem, ProgressBody? Progress, SubmissionLinks Links, int Round, WithdrawalBody? Withdrawal)
{
    public static SubmissionAnswer Of(Submission s, SubmissionProgress? progress = null)
    {
        string id = s.Id.ToString(), self = $"/v1/submissions/{id}";
        bool finished = s.Done is not null;
        var links = new SubmissionLinks(self, finished ? $"{self}/findings" : null, s.Totals?.Rejected > 0 ? $"{self}/errors" : null, finished ? $"{self}/receipt" : null, finished ? $"{self}/receipts" : null,
            s is { IsEnded: true, Done: not null, Totals.Rejected: > 0 } ? $"{self}/corrections" : null, s.Status == SubmissionStatus.AwaitingConfirmation ? $"{self}/confirm" : null);
        return new SubmissionAnswer(
            id, s.Organisation.Value, s.Number, s.Kind, s.Mode, s.Status, s.ReceivedAt, s.FinishedAt, s.KeyId, s.SizeBytes, s.BodySha256, s.FileName, s.MediaType, s.MapName, s.SameAs,
            s.Chunks, s.Totals, s.Rulesets,
            s.Problem is { } p ? new RefusalBody(p.Code, p.Title, p.Detail) : null,
            progress is null ? null : new ProgressBody(progress.JudgedRows, progress.JudgedChunks, progress.AppliedChunks), links, s.Round,
            s.Withdrawal is { } w ? new WithdrawalBody(w.Entries, w.Going, w.Reason, w.Until, w.ConfirmedAt, w.ConfirmedBy) : null);
    }
}

/// <summary>How far a submission has come; chunks of <c>chunks</c>.</summary>
public sealed record ProgressBody(long JudgedRows, int JudgedChunks, int AppliedChunks);

/// <param name="Errors">The error file; absent when no row was rejected.</param>
/// <param name="Corrections">Where to POST the repaired error file.</param>
/// <param name="Confirm">Where to POST the confirmation that it waits for.</param>
public sealed record SubmissionLinks(string Self, string? Findings, string? Errors, string? Receipt, string? Receipts, string? Corrections, string? Confirm);

/// <param name="Entries">Entries of the organisation now, withdrawn ones not counted.</param>
/// <param name="Going">How many of them the file does not name.</param>
/// <param name="Reason">many-going: more than 10 %; file-empty; file-cut: its last row is not whole, or has no line end; rows-without-id: a row does not say which entry it is.</param>
/// <param name="Until">Last moment for the confirmation.</param>
/// <param name="ConfirmedBy">Id of the API key that confirmed.</param>
public sealed record WithdrawalBody(long Entries, long Going, string Reason, DateTimeOffset Until, DateTimeOffset? ConfirmedAt, string? ConfirmedBy);

/// <param name="Code">Stable code.</param>
public sealed record RefusalBody(string Code, string Title, string? Detail);

/// <summary>A finding about a row of a file.</summary>
/// <param name="Row">Row as a spreadsheet counts: the header is row 1. 0 for the file as a whole.</param>
/// <param name="Column">The file's own column name; null for the whole row.</param>
/// <param name="Code">Stable code.</param>
public sealed record RowFindingBody(int Row, string? Column, string Code, Severity Severity, string Message, string Help);

/// <param name="Next">Cursor; null on the last page.</param>
public sealed record FindingPageBody(IReadOnlyList<RowFindingBody> Items, string? Next);
