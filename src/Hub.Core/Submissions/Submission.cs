namespace Hub.Submissions;

/// <summary>What a submission does with its rows. Names are public contract.</summary>
public enum SubmissionMode
{
    /// <summary>Good rows in, bad rows out.</summary>
    Merge,

    /// <summary>Everything is judged, nothing is applied.</summary>
    Check,
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
}

/// <summary><c>rows = accepted + unchanged + held + rejected + superseded</c>.</summary>
public sealed record SubmissionTotals(long Rows, long Accepted, long Unchanged, long Held, long Rejected, long Superseded, long Findings);

/// <summary>A file or body an organisation sent, and how far it has come.</summary>
/// <param name="BodyBlob">Where the body lies, byte for byte as received.</param>
/// <param name="BodySha256">SHA-256 of the body, hexadecimal.</param>
/// <param name="KeyId">API key that sent it.</param>
/// <param name="SameAs">Number of an earlier submission of the same organisation with the same bytes.</param>
/// <param name="Chunks">Number of chunks once the body is split.</param>
/// <param name="Upload">For a body that comes by an upload link.</param>
/// <param name="Rulesets">Versions of the rulesets rows were judged by.</param>
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
    Upload? Upload = null)
{
    public SubmissionId Id => new(Organisation, Number);

    public bool IsEnded => Status is SubmissionStatus.Finished or SubmissionStatus.Refused;
}
