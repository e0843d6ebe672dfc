using Hub.Submissions.Findings;
using Hub.Submissions.Layout;
using Hub.Submissions.Uploads;

namespace Hub.Submissions;

/// <summary>Refusals of this slice. Codes are public contract.</summary>
public static class SubmissionProblems
{
    public static Problem UnknownKind(string? kind, IEnumerable<string> known) => new(ProblemKind.Invalid, "submission.unknown-kind",
        "The submission kind is not known.", $"'{kind}' is none of: {string.Join(", ", known)}.");

    public static Problem UnknownMode(string? mode) => new(ProblemKind.Invalid, "submission.unknown-mode",
        "The submission mode is not known.", $"'{mode}' is none of: merge, all-or-nothing, replace, check.");

    public static Problem CanNotReplace(string kind) => new(ProblemKind.Invalid, "submission.mode-not-for-kind",
        "Records of this kind are not replaced by a file.", $"What a file of {kind} leaves out is not withdrawn by that; send it in mode merge.");

    public static Problem NothingToConfirm() => new(ProblemKind.Conflict, "submission.nothing-to-confirm",
        "The submission waits for no confirmation.");

    public static Problem NotConfirmed() => new(ProblemKind.Gone, "submission.not-confirmed",
        "Nothing was applied, because nobody confirmed in time what the file would withdraw.", $"A confirmation is taken for {ReplaceEntries.ConfirmWithin.TotalHours:0} hours; send the file again.");

    public static Problem Failed(string step) => new(ProblemKind.Unavailable, "submission.failed",
        "The hub could not process the submission.", $"The step {step} failed at every attempt; the operator's log says why. What had been written until then stays. Send the file again.");

    public static Problem NotYours() => new(ProblemKind.Forbidden, "submission.not-allowed",
        "Your key may not send submissions of this kind for this organisation.");

    public static Problem UnknownOrganisation(OrganisationId organisation) => new(ProblemKind.Invalid, "submission.organisation-unknown",
        "The organisation is not in the register.", $"A registrar must register {organisation} first.");

    public static Problem NotFound() => new(ProblemKind.NotFound, "submission.not-found", "There is no such submission.");

    public static Problem NotFinished(Submission submission) => new(ProblemKind.Conflict, "submission.not-finished",
        "The submission is not finished yet.", $"Its status is {HubJson.NameOf(submission.Status)}; ask again later.");

    public static Problem KeyReused() => new(ProblemKind.Invalid, "submission.idempotency-key-reused",
        "This Idempotency-Key was used for another request.", "Use a new key for a new body, kind or mode.");

    public static Problem KeyTooLong() => new(ProblemKind.Invalid, "submission.idempotency-key-invalid",
        "The Idempotency-Key is not usable.", "Send 1 to 255 characters.");

    public static Problem BodyEmpty() => new(ProblemKind.Invalid, "file.empty", "The body is empty.");

    public static Problem BodyCut(long expected, long received) => new(ProblemKind.Invalid, "submission.body-cut",
        "The body ended early; nothing was stored.", $"{expected} bytes were announced, {received} came.");

    public static Problem TooLarge(long maxBytes) => new(ProblemKind.TooLarge, "submission.too-large",
        "The body is too large.", $"A body has at most {maxBytes} bytes; send the file in parts.");

    public static Problem TooManyRows(long maxRows) => new(ProblemKind.TooLarge, "file.too-many-rows",
        "The file has too many rows.", $"At most {maxRows} are taken; send the file in parts.");

    public static Problem UploadMissing() => new(ProblemKind.Conflict, "submission.upload-missing",
        "Nothing has come by the upload link yet.", "PUT the file to it, then confirm again.");

    public static Problem UploadExpired() => new(ProblemKind.Gone, "submission.upload-expired",
        "The upload was not confirmed in time and has been removed.", "Begin again, with a new Idempotency-Key where you sent one.");

    public static Problem UploadHasBody() => new(ProblemKind.Invalid, "submission.upload-has-body",
        "With upload=true the body goes to the upload link.", "Send this request without a body, then PUT the file to uploadUrl of the answer.");

    public static Problem BodyDiffers(string received) => new(ProblemKind.Invalid, "submission.body-differs",
        "What has come is not the file you mean.", $"Its SHA-256 is {received}. Upload it again, then confirm.");

    public static Problem TooManyOpen(int most) => new(ProblemKind.TooMany, "submission.too-many-open",
        "Too many of your submissions are unfinished.", $"At most {most} at a time; send again when one has ended.");

    public static Problem NoErrors() => new(ProblemKind.NotFound, "submission.no-errors",
        "There is no error file: no row was rejected, or the body as a whole was refused.");

    public static Problem NoReceipt() => new(ProblemKind.NotFound, "submission.no-receipt",
        "There is no receipt: the body as a whole was refused.");

    public static Problem UnknownFormat() => new(ProblemKind.UnsupportedMedia, "submission.unknown-format",
        "The body is in no format that the hub reads.", "Send CSV, XLSX, JSON, NDJSON or XML of the European Learning Model; 'hub template' writes a table to fill in.");

    public static Problem OtherKind(string format, string carried, string kind) => new(ProblemKind.Invalid, "submission.other-kind",
        "The body carries records of another kind.", $"This {format} file carries {carried}, not {kind}; send it as kind {carried}.");

    public static Problem UnknownMap(string name, IEnumerable<string> known) => new(ProblemKind.Invalid, "submission.unknown-map",
        "There is no column map of this name.", $"'{name}' is none of: {string.Join(", ", known)}.");

    public static Problem HeaderRefused(IEnumerable<Finding> findings) => new(ProblemKind.Invalid, "file.header-refused",
        "The header can not be understood.", string.Join("; ", findings.Select(f => $"{f.Column}: {f.Message} ({f.Code.Code}) {f.Code.Help}")));
}
