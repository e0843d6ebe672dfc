using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Hub.Standalone.Hosting;
using Hub.Standalone.Remote;
using Hub.Submissions;

namespace Hub.Standalone.Commands;

/// <summary><c>hub check</c>: the server's judgement on a file, without a server.</summary>
static class CheckCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Files to check.", Arity = ArgumentArity.OneOrMore };
        Option<string> kind = Common.Kind();
        var country = new Option<string?>("--country") { Description = "Country whose rules apply, such as PT; without it the European baseline." };
        var asOf = new Option<string?>("--as-of") { Description = "Day of receipt, yyyy-mm-dd; by default today." };
        var sender = new Option<string?>("--org") { Description = "Organisation that would send the files, with --data: what the register says of it counts." };
        var errors = new Option<string?>("--errors") { Description = "Write the rejected rows here, in the file's own format and dialect." };
        var findings = new Option<string?>("--findings") { Description = "Write all findings here, one JSON object a line." };
        var schemas = new Option<string?>("--schemas") { Description = "Folder with loq.xsd and ams.xsd: XML of the European Learning Model is checked against them besides." };
        var esco = new Option<string?>("--esco") { Description = "Folder with ESCO's CSV files: links to skills are looked up there instead of in the data folder." };
        Option<string?> map = Common.Map(), data = Common.Data(), hub = Common.HubUrl(), key = Common.Key();
        Option<bool> json = Common.Json();
        var command = new Command("check", "Check files without storing anything. Exit code 0: nothing rejected, 1: something rejected, 2: cannot run.")
            { files, kind, country, asOf, sender, errors, findings, map, schemas, data, esco, hub, key, json };
        command.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), async terminal =>
        {
            if (parsed.GetValue(asOf) is { } day && !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                return terminal.Fail(new Problem(ProblemKind.Invalid, "command.date-invalid", "--as-of must be a day, yyyy-mm-dd."));
            if (parsed.GetValue(sender) is { } org && !OrganisationId.IsValid(org)) return terminal.Fail(Common.NoOrganisation(org));
            if (parsed.GetValue(sender) is not null && parsed.GetValue(data) is null)
                return terminal.Fail(new Problem(ProblemKind.Invalid, "command.register-missing", "--org needs the register it stands in.", "Name the data folder with --data, or leave --org out; with --hub the key says who sends."));
            var request = new CheckRequest(
                parsed.GetValue(kind)!, parsed.GetValue(sender), parsed.GetValue(country)?.ToUpperInvariant(), parsed.GetValue(asOf), parsed.GetValue(map), parsed.GetValue(data), parsed.GetValue(errors), parsed.GetValue(findings),
                parsed.GetValue(schemas), parsed.GetValue(esco));
            if (request.Schemas is { } folder && !Directory.Exists(folder)) return terminal.Fail(Common.NoFile(folder));
            Result<IFileCheck> check = Open(terminal, request, parsed.GetValue(hub), parsed.GetValue(key));
            if (check.Problem is { } problem) return terminal.Fail(problem);
            await using IFileCheck checks = check.Value;
            return await RunAsync(terminal, checks, parsed.GetValue(files)!, cancel);
        }));
        return command;
    }

    static Result<IFileCheck> Open(Terminal terminal, CheckRequest request, string? url, string? key)
    {
        if (url is null) return Result.Of<IFileCheck>(FileChecks.Open(request));
        if (request is not { Country: null, AsOf: null, Data: null, Schemas: null, Esco: null })
            return new Problem(ProblemKind.Invalid, "command.options-exclude", "A hub checks by its own register and today's rules.", "Leave out --country, --as-of, --schemas, --data and --esco, or leave out --hub.");
        Result<RemoteHub> hub = RemoteHub.Open(terminal, url, key);
        return hub.Problem is { } problem ? problem : Result.Of<IFileCheck>(new RemoteCheck(hub.Value, request));
    }

    static async Task<int> RunAsync(Terminal terminal, IFileCheck checks, string[] files, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var sum = new SubmissionTotals(0, 0, 0, 0, 0, 0, 0);
        foreach (string file in files)
        {
            if (!File.Exists(file)) return terminal.Fail(Common.NoFile(file));
            Result<SubmissionTotals> checkedFile = await checks.RunAsync(terminal, file, cancel);
            if (checkedFile.Problem is { } problem) return terminal.Fail(problem);
            sum = Add(sum, checkedFile.Value);
        }

        terminal.Result(new { sum.Rows, sum.Accepted, sum.Unchanged, sum.Held, sum.Rejected, sum.Superseded, sum.Findings, seconds = Seconds.Of(watch) });
        return sum.Rejected > 0 ? ExitCode.Rejected : ExitCode.Ok;
    }

    static SubmissionTotals Add(SubmissionTotals a, SubmissionTotals b) => new(
        a.Rows + b.Rows, a.Accepted + b.Accepted, a.Unchanged + b.Unchanged, a.Held + b.Held, a.Rejected + b.Rejected, a.Superseded + b.Superseded, a.Findings + b.Findings);
}

/// <param name="Organisation">Who would send the files; null: nobody is named.</param>
sealed record CheckRequest(
    string Kind, string? Organisation, string? Country, string? AsOf, string? Map, string? Data, string? Errors, string? Findings, string? Schemas = null, string? Esco = null);
