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

    /// <summary>Exists while a submission waits for its turn or has it: what must be applied before a later one of the same kind. Holds its number.</summary>
    public static string Open(string kind, long place) => $"o~{kind}~{place:D10}";

    public static string OpenPrefix(string kind) => $"o~{kind}~";

    /// <summary>The open row of a submission. Those that apply nothing (yet) have a prefix of their own: nobody waits for them.</summary>
    public static string OpenOf(Submission submission) => Open(
        submission.Status == SubmissionStatus.Uploading ? $"upload-{submission.Kind}" : submission.Mode == SubmissionMode.Check ? $"check-{submission.Kind}" : submission.Kind,
        submission.Place);

    /// <summary>What the open rows of all kinds begin with.</summary>
    public const string AnyOpenPrefix = "o~";

    /// <summary>One row per judged chunk of a round; counted to know when all are there.</summary>
    public static string Judged(long number, int chunk, int round = 0) => $"{JudgedPrefix(number, round)}{chunk:D6}";

    public static string JudgedPrefix(long number, int round = 0) => round == 0 ? $"j~{number:D10}~" : $"J~{number:D10}~{round:D4}~";

    /// <summary>One row per applied chunk of a round, with what came of its rows.</summary>
    public static string Applied(long number, int chunk, int round = 0) => $"{AppliedPrefix(number, round)}{chunk:D6}";

    public static string AppliedPrefix(long number, int round = 0) => round == 0 ? $"a~{number:D10}~" : $"{LaterAppliedPrefix(number)}{round:D4}~";

    /// <summary>Chunks applied in all rounds but the first.</summary>
    public static string LaterAppliedPrefix(long number) => $"A~{number:D10}~";

    /// <summary>How many entries a round withdrew.</summary>
    public static string Withdrawn(long number, int round) => $"{WithdrawnPrefix(number)}{round:D4}";

    public static string WithdrawnPrefix(long number) => $"w~{number:D10}~";

    /// <summary>Number of the last submission of the kind that replaced everything; what is older writes nothing any more.</summary>
    public static string Replaced(string kind) => $"p~{kind}";

    /// <summary>Exists while rows of the submission may be written later than those of its successors: it waits for a confirmation, or has rejected or held rows.</summary>
    public static string Correctable(string kind, long number) => $"{CorrectablePrefix(kind)}{number:D10}";

    public static string CorrectablePrefix(string kind) => $"k~{kind}~";

    /// <summary>Request of a client that must not be carried out twice; keyed by a hash, because clients choose the key.</summary>
    public static string IdempotencyOf(string key) => $"i~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";

    /// <summary>Number of the last submission with these bytes, kind and mode.</summary>
    public static string Body(string sha256) => $"b~{sha256}";

    public static string WorkBlob(SubmissionId id, string name) => $"submissions/{id.Organisation.Value}/{id.Number:D10}/{name}";

    /// <summary>Where a round keeps something; the first round's stand beside the later ones' folders.</summary>
    public static string WorkBlob(SubmissionId id, int round, string name) => WorkBlob(id, round == 0 ? name : $"round-{round:D4}/{name}");

    /// <summary>Whether a blob is needed only while a submission goes on: chunks and their verdicts, working copies, what was settled.</summary>
    public static bool IsWork(string blob) => blob[(blob.LastIndexOf('/') + 1)..] is "working" or "settled.json" or "going.txt" || blob.Contains("/chunk-", StringComparison.Ordinal);

    /// <summary>Whether a blob of a submission may hold values of its rows, so that it is ciphertext where those are about people.</summary>
    public static bool IsSealable(string blob) => blob.StartsWith("submissions/", StringComparison.Ordinal) && blob[(blob.LastIndexOf('/') + 1)..] is not ("findings.ndjson" or "receipt.jws");

    public static string PlanBlob(SubmissionId id) => WorkBlob(id, "plan.json");

    public static string RoundPlanBlob(SubmissionId id, int round) => WorkBlob(id, round, "round.json");

    public static string WorkingCopy(SubmissionId id) => WorkBlob(id, "working");

    /// <summary>A chunk with corrected rows in place of rejected ones.</summary>
    public static string ChunkBlob(SubmissionId id, int chunk, int round) => WorkBlob(id, round, $"chunk-{chunk:D6}.body");

    public static string IndexBlob(SubmissionId id, int chunk, int round = 0) => WorkBlob(id, round, $"chunk-{chunk:D6}.index");

    /// <summary>Named after the verdicts it belongs to: two judgements that differ, because the register changed between them, do not mix.</summary>
    public static string RecordsBlob(SubmissionId id, int chunk, string verdicts, int round = 0) => WorkBlob(id, round, $"chunk-{chunk:D6}-{verdicts}.records");

    public static string SettledBlob(SubmissionId id, int round = 0) => WorkBlob(id, round, "settled.json");

    /// <summary>Entries that the file does not name, one id a line.</summary>
    public static string GoingBlob(SubmissionId id, int round) => WorkBlob(id, round, "going.txt");

    public static string FindingsBlob(SubmissionId id, int round = 0) => WorkBlob(id, round, "findings.ndjson");

    public static string ErrorsBlob(SubmissionId id, int round = 0) => WorkBlob(id, round, "errors");

    public static string ReceiptBlob(SubmissionId id, int round = 0) => WorkBlob(id, round, "receipt.jws");
}
