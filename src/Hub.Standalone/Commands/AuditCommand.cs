using System.CommandLine;
using Hub.Audit;
using Hub.Ports;
using Hub.Standalone.Hosting;

namespace Hub.Standalone.Commands;

/// <summary><c>hub audit</c>: checks the logs of a hub, or takes one away.</summary>
static class AuditCommand
{
    static Option<string?> Body() => new("--body") { Description = "Organisation whose log it is, or ~hub. By default all (--data), or that of the key (--hub)." };

    public static Command Create() => new("audit", "The logs of what was done: check one, or take one away.") { Verify(), Export() };

    static Command Verify()
    {
        var file = new Argument<string?>("FILE") { Description = "An export of a log.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> data = Common.Data(), hub = Common.HubUrl(), key = Common.Key(), body = Body();
        var keys = new Option<string?>("--keys", "--jwks") { Description = "Trusted public keys: a JWKS file, or an address such as https://hub.example/.well-known/jwks.json. For a file they must be given." };
        var known = new Option<string[]>("--checkpoint") { Description = "A file with a checkpoint (JWS) that was kept; may be given several times.", AllowMultipleArgumentsPerToken = true };
        Option<bool> json = Common.Json();
        var command = new Command("verify", "Find entries that are missing, changed, in the wrong place or cut off, and name the first place. Exit code 0: whole, 1: not, 2: cannot run.") { file, data, hub, key, body, keys, known, json };
        command.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), async terminal =>
        {
            Result<AuditSource> opened = AuditSource.Open(parsed.GetValue(file), parsed.GetValue(data), parsed.GetValue(hub), parsed.GetValue(key));
            if (opened.Problem is { } problem) return terminal.Fail(problem);
            await using AuditSource source = opened.Value;
            await source.CatchUpAsync(cancel);
            List<string> checkpoints = [];
            // A checkpoint is of one log; compared with none it would comfort for nothing.
            if (parsed.GetValue(known) is { Length: > 0 } && parsed.GetValue(data) is not null && parsed.GetValue(body) is null) return terminal.Fail(AuditProblems.BodyInvalid());
            foreach (string path in parsed.GetValue(known) ?? [])
            {
                if (!File.Exists(path)) return terminal.Fail(Common.NoFile(path));
                checkpoints.Add((await File.ReadAllTextAsync(path, cancel)).Trim());
            }

            IReadOnlyList<PublicSigningKey>? trusted = parsed.GetValue(keys) is { } place ? await TrustedKeys.ReadAsync(place, cancel) : await source.KeysAsync(cancel);
            if (trusted is null) return terminal.Fail(new Problem(ProblemKind.Invalid, "signature.no-keys", "There are no public keys to check the signature with.", "Give them with --keys FILE."));
            var results = new List<VerifyAuditResult>();
            await foreach (string? log in source.BodiesAsync(parsed.GetValue(body), cancel))
                results.Add(await new VerifyAudit(trusted).HandleAsync(source.LinesAsync(log, cancel), checkpoints, cancel));
            return Report(terminal, results);
        }));
        return command;
    }

    static int Report(Terminal terminal, List<VerifyAuditResult> results)
    {
        foreach (VerifyAuditResult result in results)
        {
            terminal.Line(result.Problem is { } problem
                ? $"The log of {result.Body ?? "nobody"} is NOT whole: {problem.Title} {problem.Detail} ({problem.Code})"
                : $"The log of {result.Body} is whole: entries {Terminal.Number(result.First)} to {Terminal.Number(result.Last)}, hash of the last {result.Hash}.");
        }

        if (results.Count == 0) terminal.Line("There is no log yet.");
        bool ok = results.TrueForAll(r => r.Ok);
        terminal.Result(new { ok, logs = results.Select(r => new { r.Body, r.First, r.Last, r.Hash, code = r.Problem?.Code, problem = r.Problem is { } p ? $"{p.Title} {p.Detail}".TrimEnd() : null }) });
        return ok ? ExitCode.Ok : ExitCode.Rejected;
    }

    static Command Export()
    {
        Option<string?> data = Common.Data(), hub = Common.HubUrl(), key = Common.Key(), body = Body();
        var output = new Option<string?>("--out") { Description = "File to write; by default standard output." };
        var command = new Command("export", "Write a log as lines of JSON, its end signed now.") { data, hub, key, body, output };
        command.SetAction((parsed, cancel) => Common.RunAsync(true, async terminal =>
        {
            if (parsed.GetValue(data) is not null && !AuditBody.IsValid(parsed.GetValue(body))) return terminal.Fail(AuditProblems.BodyInvalid());
            Result<AuditSource> opened = AuditSource.Open(null, parsed.GetValue(data), parsed.GetValue(hub), parsed.GetValue(key));
            if (opened.Problem is { } problem) return terminal.Fail(problem);
            await using AuditSource source = opened.Value;
            await source.CatchUpAsync(cancel);
            await using Stream stream = parsed.GetValue(output) is { } path ? File.Create(path) : Console.OpenStandardOutput();
            await foreach (ReadOnlyMemory<byte> line in source.LinesAsync(parsed.GetValue(body), cancel))
            {
                await stream.WriteAsync(line, cancel);
                await stream.WriteAsync("\n"u8.ToArray(), cancel);
            }

            return ExitCode.Ok;
        }));
        return command;
    }
}
