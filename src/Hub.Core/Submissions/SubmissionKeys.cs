using System.Security.Cryptography;
using System.Text;

namespace Hub.Submissions;

/// <summary>Where submissions live: table <c>submissions</c>, one partition per organisation, so that numbering is one commit.</summary>
public static class SubmissionKeys
{
    public const string Table = "submissions";

    /// <summary>Carries the last number given.</summary>
    public const string Head = "!head";

    public const string RecordPrefix = "s~";

    public static string PartitionOf(OrganisationId organisation) => organisation.Value;

    public static string Record(long number) => $"{RecordPrefix}{number:D10}";

    /// <summary>Exists while the submission is unfinished: what must be applied before a later one of the same kind.</summary>
    public static string Open(string kind, long number) => $"o~{kind}~{number:D10}";

    public static string OpenPrefix(string kind) => $"o~{kind}~";

    /// <summary>The open row of a submission. Those that apply nothing (yet) have a prefix of their own: nobody waits for them.</summary>
    public static string OpenOf(Submission submission) => Open(
        submission.Status == SubmissionStatus.Uploading ? $"upload-{submission.Kind}" : submission.Mode == SubmissionMode.Check ? $"check-{submission.Kind}" : submission.Kind,
        submission.Number);

    /// <summary>What the open rows of all kinds begin with.</summary>
    public const string AnyOpenPrefix = "o~";

    /// <summary>One row per judged chunk; counted to know when all are there.</summary>
    public static string Judged(long number, int chunk) => $"j~{number:D10}~{chunk:D6}";

    public static string JudgedPrefix(long number) => $"j~{number:D10}~";

    /// <summary>One row per applied chunk, with what came of its rows.</summary>
    public static string Applied(long number, int chunk) => $"a~{number:D10}~{chunk:D6}";

    public static string AppliedPrefix(long number) => $"a~{number:D10}~";

    /// <summary>Request of a client that must not be carried out twice; keyed by a hash, because clients choose the key.</summary>
    public static string IdempotencyOf(string key) => $"i~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";

    /// <summary>Number of the last submission with these bytes, kind and mode.</summary>
    public static string Body(string sha256) => $"b~{sha256}";

    public static string WorkBlob(SubmissionId id, string name) => $"submissions/{id.Organisation.Value}/{id.Number:D10}/{name}";

    public static string PlanBlob(SubmissionId id) => WorkBlob(id, "plan.json");

    public static string WorkingCopy(SubmissionId id) => WorkBlob(id, "working");

    public static string IndexBlob(SubmissionId id, int chunk) => WorkBlob(id, $"chunk-{chunk:D6}.index");

    /// <summary>Named after the verdicts it belongs to: two judgements that differ, because the register changed between them, do not mix.</summary>
    public static string RecordsBlob(SubmissionId id, int chunk, string verdicts) => WorkBlob(id, $"chunk-{chunk:D6}-{verdicts}.records");

    public static string SettledBlob(SubmissionId id) => WorkBlob(id, "settled.json");

    public static string FindingsBlob(SubmissionId id) => WorkBlob(id, "findings.ndjson");

    public static string ErrorsBlob(SubmissionId id) => WorkBlob(id, "errors");

    public static string ReceiptBlob(SubmissionId id) => WorkBlob(id, "receipt.jws");
}
