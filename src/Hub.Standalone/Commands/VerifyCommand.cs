using System.CommandLine;
using Hub.Ports;
using Hub.Releases;
using Hub.Standalone.Hosting;

namespace Hub.Standalone.Commands;

/// <summary><c>hub verify</c>: checks a release as anyone can, from a folder or an address.</summary>
static class VerifyCommand
{
    public static Command Create()
    {
        var target = new Argument<string>("DIR|URL|RECEIPT|DECISION") { Description = "Folder or address of a release, of open/catalogue, or of a hub or its data folder; or a file: the receipt of a submission, or a decision on recognition." };
        var keys = new Option<string?>("--keys", "--jwks") { Description = "Trusted public keys: a JWKS file, or an address such as https://hub.example/.well-known/jwks.json. By default those published beside the release; for a receipt or a decision they must be given." };
        var file = new Option<string?>("--file") { Description = "The file that a receipt is about; it is judged again." };
        var corrections = new Option<string[]>("--correction") { Description = "The corrections that were sent until the receipt, in their order; may be given several times.", AllowMultipleArgumentsPerToken = true };
        Option<bool> json = Common.Json();
        var command = new Command("verify", "Check a release: signature, hashes, and that the release before and the delta give this one. Or a receipt: signature, file, and the verdict. Or a decision: signature, form, and that its credits agree with its mapping. Exit code 0: sound, 1: not, 2: cannot run.") { target, keys, file, corrections, json };
        command.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), terminal =>
            VerifyDecisionFile.IsOne(parsed.GetValue(target)!) ? VerifyDecisionFile.RunAsync(terminal, parsed.GetValue(target)!, parsed.GetValue(keys), cancel)
                : File.Exists(parsed.GetValue(target)) || parsed.GetValue(file) is not null
                ? VerifyReceipt.RunAsync(terminal, parsed.GetValue(target)!, parsed.GetValue(file), parsed.GetValue(corrections) ?? [], parsed.GetValue(keys), cancel)
                : RunAsync(terminal, parsed.GetValue(target)!, parsed.GetValue(keys), cancel)));
        return command;
    }

    static async Task<int> RunAsync(Terminal terminal, string target, string? keyFile, CancellationToken cancel)
    {
        Result<ReleaseLocation> located = await ReleaseLocation.FindAsync(target, cancel);
        if (located.Problem is { } problem) return terminal.Fail(problem);
        await using ReleaseLocation location = located.Value;
        IReadOnlyList<PublicSigningKey>? keys = keyFile is null ? await location.KeysAsync(cancel) : await TrustedKeys.ReadAsync(keyFile, cancel);
        if (keys is null) return terminal.Fail(new Problem(ProblemKind.Invalid, "signature.no-keys", "There are no public keys to check the signature with.", "Give them with --keys FILE."));

        VerifyReleaseResult result = await new VerifyReleaseHandler(location.Source, keys).HandleAsync(location.Release, cancel);
        Report(terminal, result, keyFile);
        return result.Ok ? ExitCode.Ok : ExitCode.Rejected;
    }

    static void Report(Terminal terminal, VerifyReleaseResult result, string? keyFile)
    {
        Describe(terminal, result, pinned: keyFile is not null);
        terminal.Result(new { result.Ok, result.Files, result.Entries, withdrawn = result.Withdrawn?.Select(f => f.Name), problem = result.Problem is { } p ? $"{p.Code}: {p.Title} {p.Detail}".TrimEnd() : null });
    }

    /// <param name="pinned">Whether the keys are trusted for another reason than lying beside the release.</param>
    public static void Describe(Terminal terminal, VerifyReleaseResult result, bool pinned)
    {
        if (result.Withdrawn is { Count: > 0 })
        {
            terminal.Line($"Release {result.Release} is not whole any more: {result.Problem!.Title} {result.Problem.Detail} ({result.Problem.Code})");
            terminal.Line($"The manifest is signed by key {result.KeyId}; {result.Files} files are as it says. latest.json names the newest release.");
            return;
        }

        if (!result.Ok)
        {
            terminal.Line($"Release {result.Release} is NOT sound: {result.Problem!.Title} {result.Problem.Detail} ({result.Problem.Code})");
            return;
        }

        string delta = result.DeltaChecked ? "the release before and its delta give this one" : "the delta was not checked: there is no release before it, or it is not at hand";
        terminal.Line($"Release {result.Release} is sound: {result.Files} files, {Terminal.Number(result.Entries)} entries; {delta}.");
        terminal.Line($"Signed by key {result.KeyId}{(pinned ? "" : ", as published beside the release: compare it with the one you trust, or pin it with --keys")}.");
    }
}
