using System.Reflection;

namespace Hub.Submissions.Receipts;

/// <summary>
/// What the hub signs when a round of a submission is finished: what was judged, by which rules, with what result. The provider
/// keeps it as proof; the form is JWS (RFC 7515).
/// </summary>
/// <param name="FileSha256">SHA-256 of the body as received, hexadecimal.</param>
/// <param name="Rulesets">Versions (SHA-256) of the rulesets the rows were judged by.</param>
/// <param name="VerdictSha256">SHA-256 over every row's number, disposition and content hash; see VerdictTally.</param>
/// <param name="Round">0 for the file itself; one more for every correction and set of decisions about held rows.</param>
/// <param name="Previous">SHA-256 of the receipt before, as ASCII bytes of the compact JWS, hexadecimal; null in the first.</param>
/// <param name="CorrectionSha256">SHA-256 of the correction that this round is about.</param>
/// <param name="Decisions">How many held rows registrars have decided so far.</param>
/// <param name="CodeVersion">Version of the hub's code that judged.</param>
/// <param name="Country">Country whose law applied to records without another awarding body; null: the European baseline.</param>
/// <param name="Countries">Countries of other awarding bodies, as the register knew them; of identifiers of organisations the one that has it.</param>
/// <param name="RegisterFindings">Findings that rest on the register and so can not be repeated from the file alone.</param>
/// <param name="Map">Column map the file was read by.</param>
/// <param name="Esco">SHA-256 of the ESCO set that links were looked up in; null: there was none.</param>
public sealed record Receipt(
    string Submission, string Kind, SubmissionMode Mode, DateTimeOffset ReceivedAt, DateTimeOffset FinishedAt,
    long SizeBytes, string FileSha256, IReadOnlyList<string> Rulesets, SubmissionTotals Totals, string VerdictSha256,
    int Round = 0, string? Previous = null, string? CorrectionSha256 = null, int Decisions = 0, string? CodeVersion = null,
    string? Country = null, IReadOnlyDictionary<string, string?>? Countries = null, long RegisterFindings = 0, string? Map = null, string? FileName = null, string? MediaType = null, string? Esco = null)
{
    public const string MediaTypeName = "hub-receipt+jws";

    public static string ThisCodeVersion { get; } = typeof(Receipt).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
