using Hub.Recognition.Documents;
using Hub.Standalone.Hosting;

namespace Hub.Standalone.Commands;

/// <summary><c>hub verify DECISION</c>: checks the document of a decision on recognition without a hub.</summary>
static class VerifyDecisionFile
{
    /// <summary>No decision is as long.</summary>
    const int MostBytes = 4 * 1024 * 1024;

    /// <summary>Whether the file says of itself that it is a decision; whether it is true the check tells.</summary>
    public static bool IsOne(string path) => File.Exists(path) && new FileInfo(path).Length <= MostBytes && Jws.IsOfType(File.ReadAllText(path), DecisionDocument.MediaTypeName);

    public static async Task<int> RunAsync(Terminal terminal, string path, string? keys, CancellationToken cancel)
    {
        if (keys is null) return terminal.Fail(new Problem(ProblemKind.Invalid, "signature.no-keys", "There are no public keys to check the signature with.", "Give them with --keys FILE."));
        Result<(DecisionDocument Document, string KeyId)> result = VerifyDecision.Check(await File.ReadAllTextAsync(path, cancel), await TrustedKeys.ReadAsync(keys, cancel));
        if (result.Problem is { } problem)
        {
            terminal.Line($"The decision is NOT sound: {problem.Title} {problem.Detail} ({problem.Code})");
            terminal.Result(new { ok = false, problem = $"{problem.Code}: {problem.Title} {problem.Detail}".TrimEnd() });
            return ExitCode.Rejected;
        }

        Report(terminal, result.Value.Document, result.Value.KeyId);
        return ExitCode.Ok;
    }

    static void Report(Terminal terminal, DecisionDocument document, string keyId)
    {
        terminal.Line($"Decision {document.Number} of case {document.Case}, by {document.Body.Id}, {document.DecidedOn:yyyy-MM-dd}: {HubJson.NameOf(document.Outcome)}");
        terminal.Line($"Signature  confirmed, by key {keyId}");
        terminal.Line($"Mapping    {document.Mapping.Count} parts{(document.Credits is { } credits ? FormattableString.Invariant($", {credits.Total} {credits.System}: the sum agrees") : ", no credits")}");
        terminal.Line($"Rules      {document.Law.Country} of {document.Law.EffectiveFrom:yyyy-MM-dd}, version {document.Law.Version}");
        terminal.Result(new { ok = true, keyId, document.Case, document.Number, document.Outcome, credits = document.Credits?.Total, document.Credits?.System, ruleset = document.Law.Version, problem = (string?)null });
    }
}
