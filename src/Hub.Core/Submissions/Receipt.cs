namespace Hub.Submissions;

/// <summary>
/// What the hub signs when a submission is finished: what was judged, by which rules, with what result. The provider keeps it
/// as proof; the form is JWS (RFC 7515).
/// </summary>
/// <param name="FileSha256">SHA-256 of the body as received, hexadecimal.</param>
/// <param name="Rulesets">Versions (SHA-256) of the rulesets the rows were judged by.</param>
/// <param name="VerdictSha256">SHA-256 over every row's number, disposition and content hash; see VerdictTally.</param>
public sealed record Receipt(
    string Submission, string Kind, SubmissionMode Mode, DateTimeOffset ReceivedAt, DateTimeOffset FinishedAt,
    long SizeBytes, string FileSha256, IReadOnlyList<string> Rulesets, SubmissionTotals Totals, string VerdictSha256)
{
    public const string MediaType = "hub-receipt+jws";
}
