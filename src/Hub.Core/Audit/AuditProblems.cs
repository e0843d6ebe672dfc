using System.Globalization;

namespace Hub.Audit;

/// <summary>Refusals about logs, and what is found wrong in one. Codes are public contract.</summary>
public static class AuditProblems
{
    public static Problem NotYours() => new(ProblemKind.Forbidden, "audit.not-yours", "An auditor sees the log of its own organisation.", "Auditors of the hub's operator see all.");

    public static Problem BodyInvalid() => new(ProblemKind.Invalid, "audit.body-invalid", "There is no such body.", $"Send the id of an organisation, or {AuditBody.Hub} for the hub itself.");

    public static Problem HeaderMissing() => new(ProblemKind.Invalid, "audit.header-missing", "This is no whole export of a log.", "Its first line says whose log it is and how far it goes: {\"export\":{...}}.");

    public static Problem NoCheckpoint() => new(ProblemKind.Invalid, "audit.checkpoint-invalid", "What is signed is no checkpoint of a log.");

    public static Problem Unreadable(long line) => new(ProblemKind.Invalid, "audit.entry-unreadable", "A line is no entry as the hub writes it.", Line(line));

    public static Problem OtherBody(long line) => new(ProblemKind.Invalid, "audit.entry-of-another", "An entry is of another body's log.", Line(line));

    public static Problem Changed(long sequence) => new(ProblemKind.Invalid, "audit.entry-changed", "An entry is not as it was written.", Entry(sequence));

    public static Problem Removed(long sequence) => new(ProblemKind.Invalid, "audit.entry-removed", "An entry is missing.", Entry(sequence));

    public static Problem OutOfOrder(long line, long sequence) => new(ProblemKind.Invalid, "audit.entry-out-of-order", "An entry stands in the wrong place, or twice.", $"{Line(line)} {Entry(sequence)}");

    public static Problem Truncated(long last, long expected) => new(ProblemKind.Invalid, "audit.truncated", "The end of the log is missing.",
        string.Create(CultureInfo.InvariantCulture, $"It ends with entry {last}; there were {expected}."));

    public static Problem CheckpointDiffers(long sequence) => new(ProblemKind.Invalid, "audit.checkpoint-differs", "The log is not the one that was signed: it was written anew.", Entry(sequence));

    public static Problem CheckpointOfAnother(string body) => new(ProblemKind.Invalid, "audit.checkpoint-of-another", "The checkpoint is of another body's log.", $"It is of {body}.");

    public static Problem BeginningDiffers(long sequence) => new(ProblemKind.Invalid, "audit.beginning-differs", "The log does not begin where it says.", Entry(sequence));

    static string Entry(long sequence) => string.Create(CultureInfo.InvariantCulture, $"Entry {sequence}.");

    static string Line(long line) => string.Create(CultureInfo.InvariantCulture, $"Line {line}.");
}
