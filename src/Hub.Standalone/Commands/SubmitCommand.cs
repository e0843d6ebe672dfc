using System.CommandLine;
using System.Diagnostics;
using Hub.Standalone.Hosting;
using Hub.Standalone.Remote;
using Hub.Submissions;

namespace Hub.Standalone.Commands;

/// <summary><c>hub submit</c>: sends a file into a data folder or to a hub, waits, and prints what came of it.</summary>
static class SubmitCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "File to submit." };
        Option<string> kind = Common.Kind();
        var organisation = new Option<string>("--org") { Description = "Organisation the file is from, such as PT-ANQEP.", Required = true };
        var mode = new Option<string>("--mode") { Description = "merge (good rows in, bad rows out) or check (nothing stored).", DefaultValueFactory = _ => "merge" };
        Option<string?> map = Common.Map(), data = Common.Data(), hub = Common.HubUrl(), key = Common.Key();
        Option<bool> json = Common.Json();
        var command = new Command("submit", "Submit a file. Exit code 0: nothing rejected, 1: something rejected, 2: cannot run.") { file, kind, organisation, mode, map, data, hub, key, json };
        command.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), async terminal =>
        {
            string path = parsed.GetValue(file)!;
            if (!File.Exists(path)) return terminal.Fail(Common.NoFile(path));
            if (!OrganisationId.TryParse(parsed.GetValue(organisation), out OrganisationId org)) return terminal.Fail(Common.NoOrganisation(parsed.GetValue(organisation)));
            var request = new SubmitRequest(path, parsed.GetValue(kind)!, org, parsed.GetValue(mode)!, parsed.GetValue(map));
            var watch = Stopwatch.StartNew();
            Result<Submission> result = parsed.GetValue(data) is { } folder ? await LocalSubmit.RunAsync(terminal, folder, request, cancel)
                : parsed.GetValue(hub) is { } url ? await SendAsync(terminal, RemoteHub.Open(terminal, url, parsed.GetValue(key)), request, cancel)
                : Common.NoTarget();
            return result.Problem is { } problem ? terminal.Fail(problem) : Report(terminal, result.Value, watch);
        }));
        return command;
    }

    static async Task<Result<Submission>> SendAsync(Terminal terminal, Result<RemoteHub> opened, SubmitRequest request, CancellationToken cancel)
    {
        if (opened.Problem is { } problem) return problem;
        using RemoteHub hub = opened.Value;
        return await RemoteSubmit.RunAsync(terminal, hub.Client, hub.Address, request, cancel);
    }

    static int Report(Terminal terminal, Submission submission, Stopwatch watch)
    {
        if (submission.Problem is { } refused) return terminal.Fail(refused);
        SubmissionTotals totals = submission.Totals!;
        terminal.Line($"Submission {submission.Id}, {submission.Kind}, {submission.Mode.ToString().ToLowerInvariant()}: {submission.Status.ToString().ToLowerInvariant()} in {watch.Elapsed.TotalSeconds:N1} s");
        if (submission.SameAs is { } same) terminal.Line($"The same bytes were sent before, as number {same}.");
        terminal.Totals(totals);
        terminal.Result(new
        {
            id = submission.Id.ToString(),
            status = submission.Status,
            totals.Rows,
            totals.Accepted,
            totals.Unchanged,
            totals.Held,
            totals.Rejected,
            totals.Superseded,
            totals.Findings,
            seconds = Seconds.Of(watch),
        });
        return totals.Rejected > 0 ? ExitCode.Rejected : ExitCode.Ok;
    }
}

/// <param name="Organisation">Null: that of the key, over HTTP.</param>
sealed record SubmitRequest(string Path, string Kind, OrganisationId? Organisation, string Mode, string? Map);
