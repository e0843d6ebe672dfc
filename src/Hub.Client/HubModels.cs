using System.Text.Json;

namespace Hub.Client;

/// <summary>What to submit a file as.</summary>
/// <param name="Kind">Kind of records: catalogue, organisations, accreditations.</param>
public sealed record HubSubmitRequest(string Kind)
{
    /// <summary>What is done with the rows: merge (the default of the hub), all-or-nothing, replace, check.</summary>
    public string? Mode { get; init; }

    /// <summary>Organisation the records belong to; null: that of the key.</summary>
    public string? Organisation { get; init; }

    /// <summary>Column map to read the file by; null: the header chooses.</summary>
    public string? Map { get; init; }

    /// <summary>Name to know the file by.</summary>
    public string? FileName { get; init; }

    /// <summary>Media type; null: the hub looks for itself.</summary>
    public string? MediaType { get; init; }

    /// <summary>
    /// 1 to 255 characters that name this submission for 7 days: the same again is not done twice. Null: one is made up, which
    /// covers repetitions inside one call but not a new one after a crash.
    /// </summary>
    public string? IdempotencyKey { get; init; }
}

/// <summary>A submission and how far it has come.</summary>
/// <param name="Status">uploading, received, judging, applying, awaiting-confirmation, finished, refused, failed; later versions may have more.</param>
/// <param name="SameAs">Number of an earlier submission of the same bytes.</param>
/// <param name="Chunks">Parts it is judged in, once it is split.</param>
/// <param name="Totals">Set when it is finished.</param>
/// <param name="Problem">Why the file as a whole was refused.</param>
/// <param name="Round">0 for the file itself; one more for every correction and set of decisions about held rows.</param>
/// <param name="Withdrawal">What a replacing file would withdraw, when that was asked about.</param>
public sealed record HubSubmission(
    string Id, string Organisation, long Number, string Kind, string Mode, string Status, DateTimeOffset ReceivedAt, DateTimeOffset? FinishedAt, string KeyId,
    long SizeBytes, string BodySha256, string? FileName, long? SameAs, int? Chunks, HubTotals? Totals, IReadOnlyList<string>? Rulesets, HubRefusal? Problem, HubProgress? Progress,
    int Round = 0, HubWithdrawal? Withdrawal = null)
{
    public bool IsEnded => Status is "finished" or "refused" or "failed";

    /// <summary>Whether it waits for somebody to confirm what it would withdraw.</summary>
    public bool IsAsking => Status == "awaiting-confirmation";
}

/// <summary><c>Rows = Accepted + Unchanged + Held + Rejected + Superseded</c>.</summary>
/// <param name="Waiting">Of <paramref name="Held"/>: good rows of an all-or-nothing file that wait for its other rows.</param>
/// <param name="Withdrawn">Entries that a replacing file withdrew; they are no rows of it.</param>
public sealed record HubTotals(long Rows, long Accepted, long Unchanged, long Held, long Rejected, long Superseded, long Findings, long Waiting = 0, long Withdrawn = 0);

/// <param name="Entries">Entries of the organisation now.</param>
/// <param name="Going">How many of them the file does not name.</param>
/// <param name="Reason">many-going, file-empty, file-cut or rows-without-id.</param>
/// <param name="Until">Last moment for the confirmation.</param>
public sealed record HubWithdrawal(long Entries, long Going, string Reason, DateTimeOffset Until);

public sealed record HubRefusal(string Code, string Title, string? Detail);

public sealed record HubProgress(long JudgedRows, int JudgedChunks, int AppliedChunks);

/// <summary>Something found in a row.</summary>
/// <param name="Row">Row as a spreadsheet counts, the header being row 1; 0 for the file as a whole.</param>
/// <param name="Severity">reject, hold or warn.</param>
public sealed record HubFinding(int Row, string? Column, string Code, string Severity, string Message, string Help);

/// <summary>What came of a batch, in the order of its records.</summary>
/// <param name="Held">Id of the submission in which its held records wait for a registrar; null when none is held.</param>
public sealed record HubBatch(string Id, IReadOnlyList<HubBatchItem> Items, string? Held = null);

/// <param name="Row">Place in the batch, from 1.</param>
/// <param name="Outcome">accepted, unchanged, held, rejected or superseded.</param>
public sealed record HubBatchItem(int Row, int Status, string? Id, string Outcome, IReadOnlyList<HubFinding> Findings);

/// <summary>An entry as the public sees it.</summary>
/// <param name="ETag">Of this version; send it with a change so as not to overwrite another's.</param>
public sealed record HubEntry(string Id, JsonElement Json, string ETag);

/// <param name="Operation">upsert or delete.</param>
public sealed record HubChange(long Sequence, string Table, string Id, int Version, string Hash, string Operation);

/// <param name="Sequence">The release holds the state after this number of the feed.</param>
public sealed record HubRelease(string Id, long Sequence, DateTimeOffset CreatedAt, IReadOnlyDictionary<string, long> Counts, string Manifest);

sealed record HubPage<T>(IReadOnlyList<T> Items, string? Next);

sealed record HubChanges(IReadOnlyList<HubChange> Items, long Next);

sealed record HubUpload(string Id, string? UploadUrl);
