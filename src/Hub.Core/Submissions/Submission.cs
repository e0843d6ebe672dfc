using Hub.Submissions.Uploads;

namespace Hub.Submissions;

/// <summary>What a submission does with its rows. Names are public contract.</summary>
public enum SubmissionMode
{
    /// <summary>Good rows in, bad rows out.</summary>
    Merge,

    /// <summary>Everything is judged, nothing is applied.</summary>
    Check,

    /// <summary>Every row is applied, or none: not while one is rejected or held.</summary>
    AllOrNothing,

    /// <summary>As merge; then entries of the organisation that the file does not name are withdrawn.</summary>
    Replace,
}

public enum SubmissionStatus
{
    /// <summary>The body is on its way by an upload link, or has come and is not confirmed.</summary>
    Uploading,

    /// <summary>The body is stored; nothing was lost from here on.</summary>
    Received,

    /// <summary>Chunks are being judged.</summary>
    Judging,

    /// <summary>All rows are judged; accepted ones are being written.</summary>
    Applying,

    /// <summary>Done: totals, findings, error file and receipt are there.</summary>
    Finished,

    /// <summary>The body as a whole could not be read; <see cref="Submission.Problem"/> says why.</summary>
    Refused,

    /// <summary>All rows are judged and nothing is applied: somebody has to say that so much is to be withdrawn.</summary>
    AwaitingConfirmation,

    /// <summary>The hub could not go on with it, however often it tried; <see cref="Submission.Problem"/> says so.</summary>
    Failed,
}

/// <summary><c>rows = accepted + unchanged + held + rejected + superseded</c>.</summary>
/// <param name="Waiting">Of <paramref name="Held"/>: good rows of an all-or-nothing file that wait for its other rows.</param>
/// <param name="Withdrawn">Entries that a replacing file withdrew; they are no rows of it.</param>
public sealed record SubmissionTotals(long Rows, long Accepted, long Unchanged, long Held, long Rejected, long Superseded, long Findings, long Waiting = 0, long Withdrawn = 0);

/// <summary>The repaired error file that a round works on.</summary>
/// <param name="KeyId">API key that sent it.</param>
public sealed record CorrectionBody(string Blob, string Sha256, long SizeBytes, string? FileName, string? MediaType, string KeyId);

/// <summary>What a replacing file would withdraw when that needs a confirmation.</summary>
/// <param name="Entries">Entries of the organisation now, withdrawn ones not counted.</param>
/// <param name="Going">How many of them the file does not name.</param>
/// <param name="Reason">Why somebody is asked: <c>many-going</c>, <c>file-empty</c>, <c>file-cut</c> or <c>rows-without-id</c>.</param>
/// <param name="Until">Last moment for the confirmation.</param>
/// <param name="ConfirmedBy">API key that confirmed; null while nobody has.</param>
public sealed record Withdrawal(long Entries, long Going, string Reason, DateTimeOffset Until, DateTimeOffset? ConfirmedAt = null, string? ConfirmedBy = null);

/// <summary>A file or body an organisation sent, and how far it has come.</summary>
/// <param name="BodyBlob">Where the body lies, byte for byte as received.</param>
/// <param name="BodySha256">SHA-256 of the body, hexadecimal.</param>
/// <param name="KeyId">API key that sent it.</param>
/// <param name="SameAs">Number of an earlier submission of the same organisation with the same bytes.</param>
/// <param name="Chunks">Number of chunks once the body is split.</param>
/// <param name="Upload">For a body that comes by an upload link.</param>
/// <param name="Rulesets">Versions of the rulesets rows were judged by.</param>
/// <param name="Round">0 for the file itself; one more for every correction and every set of decisions about held rows.</param>
/// <param name="Done">The round whose results are to be seen; null before the first is done.</param>
/// <param name="Turn">Place among what is applied, for rounds after the first; it is drawn from the same numbers as submissions.</param>
/// <param name="Applied">Whether accepted rows have been written.</param>
/// <param name="ReceiptSha256">SHA-256 of the newest receipt; the next one names it.</param>
/// <param name="CleanedAt">When its working blobs were removed; null while they are there.</param>
public sealed record Submission(
    OrganisationId Organisation,
    long Number,
    string Kind,
    SubmissionMode Mode,
    SubmissionStatus Status,
    DateTimeOffset ReceivedAt,
    string KeyId,
    string BodyBlob,
    long SizeBytes,
    string BodySha256,
    string? FileName,
    string? MediaType,
    string? MapName,
    long? SameAs,
    int? Chunks,
    SubmissionTotals? Totals,
    IReadOnlyList<string>? Rulesets,
    Problem? Problem,
    DateTimeOffset? FinishedAt,
    Upload? Upload = null,
    int Round = 0,
    int? Done = null,
    long? Turn = null,
    bool Applied = false,
    CorrectionBody? Correction = null,
    Withdrawal? Withdrawal = null,
    string? ReceiptSha256 = null,
    DateTimeOffset? CleanedAt = null)
{
    public SubmissionId Id => new(Organisation, Number);

    public bool IsEnded => Status is SubmissionStatus.Finished or SubmissionStatus.Refused or SubmissionStatus.Failed;

    /// <summary>Whether it has ended for good: no row of it can be corrected or waits for a decision.</summary>
    public bool IsOver => IsEnded && (Done is null || Totals is { Rejected: 0, Held: 0 });

    /// <summary>Its place in the order in which submissions of a kind are applied.</summary>
    public long Place => Turn ?? Number;

    /// <summary>The message that goes on with the round it is in.</summary>
    public Work.SubmissionWork ToWork() => new(Organisation, Number, BodyBlob, null, Round);
}
