using Hub.Agreements;
using Hub.Catalogue;
using Hub.Formats;
using Hub.Learners.Achievements;
using Hub.Organisations;
using Hub.Organisations.Accreditations;
using Hub.Rules;
using Hub.Standalone.Hosting;
using Hub.Submissions;
using Hub.Submissions.Columns;
using Hub.Submissions.Layout;
using Hub.Submissions.Receipts;

namespace Hub.Standalone.Commands;

/// <summary><c>hub verify RECEIPT --file F</c>: checks the receipt of a submission without a hub.</summary>
static class VerifyReceipt
{
    public static async Task<int> RunAsync(Terminal terminal, string receipt, string? file, string[] corrections, string? keys, CancellationToken cancel)
    {
        if (!File.Exists(receipt)) return terminal.Fail(Common.NoFile(receipt));
        foreach (string path in file is null ? corrections : [file, .. corrections])
            if (!File.Exists(path)) return terminal.Fail(Common.NoFile(path));
        if (keys is null) return terminal.Fail(new Problem(ProblemKind.Invalid, "signature.no-keys", "There are no public keys to check the signature with.", "Give them with --keys FILE."));
        var prepare = new PrepareBody(SubmissionFormats.All, ColumnSynonyms.LoadDefault(), ColumnMaps.LoadDefault(null));
        var handler = new VerifyReceiptHandler(RecordKinds.Default, prepare, Rulesets.LoadDefault(), Vocabularies.LoadDefault());
        var command = new VerifyReceiptCommand(await File.ReadAllTextAsync(receipt, cancel), await TrustedKeys.ReadAsync(keys, cancel), file, corrections);
        Result<VerifyReceiptResult> result = await handler.HandleAsync(command, cancel);
        if (result.Problem is { } problem)
        {
            terminal.Line($"The receipt is NOT sound: {problem.Title} {problem.Detail} ({problem.Code})");
            terminal.Result(new { ok = false, problem = $"{problem.Code}: {problem.Title} {problem.Detail}".TrimEnd() });
            return ExitCode.Rejected;
        }

        Report(terminal, result.Value);
        return result.Value.Ok ? ExitCode.Ok : ExitCode.Rejected;
    }

    static void Report(Terminal terminal, VerifyReceiptResult result)
    {
        Receipt receipt = result.Receipt;
        terminal.Line($"Receipt of submission {receipt.Submission}, round {receipt.Round}, {receipt.Kind}, received {receipt.ReceivedAt.UtcDateTime:u}");
        terminal.Line($"Signature  confirmed, by key {result.KeyId}");
        terminal.Line($"File       {WordOf(result.File)}");
        terminal.Line($"Verdict    {WordOf(result.Verdict)}");
        foreach (string reason in result.NotRepeated) terminal.Line($"           {reason}");
        terminal.Totals(receipt.Totals);
        terminal.Result(new
        {
            result.Ok,
            signature = Confirmation.Confirmed,
            result.KeyId,
            result.File,
            result.Verdict,
            result.NotRepeated,
            receipt.Submission,
            receipt.Round,
            receipt.Previous,
            receipt.CodeVersion,
            problem = (string?)null,
        });
    }

    static string WordOf(Confirmation confirmation) => confirmation switch
    {
        Confirmation.Confirmed => "confirmed",
        Confirmation.Differs => "DIFFERS from what the receipt says",
        _ => "not repeated",
    };
}
