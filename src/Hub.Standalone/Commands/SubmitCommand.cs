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
        var mode = new Option<string>("--mode") { Description = "merge (good rows in, bad rows out), all-or-nothing, replace (entries that the file does not name are withdrawn) or check (nothing stored).", DefaultValueFactory = _ => "merge" };
        var confirm = new Option<bool>("--confirm") { Description = "With --mode replace: withdraw without asking, however much it is." };
        var fix = new Option<bool>("--fix") { Description = "Write the rejected rows beside the file, wait until they are repaired and saved, send them as a correction, and so on until none is left." };
        var errors = new Option<string?>("--errors") { Description = "Write the rejected rows here, in the file's own format and dialect; repaired, they are sent as a correction." };
        var findings = new Option<string?>("--findings") { Description = "Write all findings here, one JSON object a line." };
        Option<string?> map = Common.Map(), data = Common.Data(), hub = Common.HubUrl(), key = Common.Key();
        Option<bool> json = Common.Json();
        var command = new Command("submit", "Submit a file. Exit code 0: nothing rejected, 1: something rejected, 2: cannot run.") { file, kind, organisation, mode, confirm, fix, errors, findings, map, data, hub, key, json };
        command.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), async terminal =>
        {
            string path = parsed.GetValue(file)!;
            if (!File.Exists(path)) return terminal.Fail(Common.NoFile(path));
            if (!OrganisationId.TryParse(parsed.GetValue(organisation), out OrganisationId org)) return terminal.Fail(Common.NoOrganisation(parsed.GetValue(organisation)));
            var request = new SubmitRequest(path, parsed.GetValue(kind)!, org, parsed.GetValue(mode)!, parsed.GetValue(map));
            var watch = Stopwatch.StartNew();
            Result<ISubmitTarget> opened = Open(terminal, org, parsed.GetValue(data), parsed.GetValue(hub), parsed.GetValue(key));
            if (opened.Problem is { } noTarget) return terminal.Fail(noTarget);
            await using ISubmitTarget target = opened.Value;
            Result<Submission> result = await target.SendAsync(request, cancel);
            if (result is { Problem: null, Value.Status: SubmissionStatus.AwaitingConfirmation } && parsed.GetValue(confirm)) result = await target.ConfirmAsync(result.Value.Id, cancel);
            if (result is { Problem: null, Value.Totals.Rejected: > 0 } && parsed.GetValue(fix)) result = await new FixLoop(terminal, target, path).RunAsync(result.Value, cancel);
            if (result.Problem is { } problem) return terminal.Fail(problem);
            await ShowAsync(terminal, target, result.Value, parsed.GetValue(findings), parsed.GetValue(errors), cancel);
            int code = Report(terminal, result.Value, watch);
            if (result.Value.Totals is { Rejected: > 0 } && parsed.GetValue(errors) is null && !parsed.GetValue(fix))
                terminal.Hint("--errors FILE writes the rejected rows with what is wrong in each; --fix waits until they are repaired, and sends them.");
            return code;
        }));
        return command;
    }

    static Result<ISubmitTarget> Open(Terminal terminal, OrganisationId organisation, string? data, string? url, string? key)
    {
        if (data is not null) return Result.Of<ISubmitTarget>(new LocalSubmit(terminal, LocalHub.Open(data), organisation));
        if (url is null) return Common.NoTarget();
        Result<RemoteHub> hub = RemoteHub.Open(terminal, url, key);
        return hub.Problem is { } problem ? problem : Result.Of<ISubmitTarget>(new RemoteSubmit(terminal, hub.Value));
    }

    /// <summary>Findings and error file of a submission that ended; programs, which read the last line only, get them where they ask for them.</summary>
    static async Task ShowAsync(Terminal terminal, ISubmitTarget target, Submission submission, string? findings, string? errors, CancellationToken cancel)
    {
        if (submission is not { Totals: { } totals, Problem: null }) return;
        if (totals.Findings > 0 && (findings is not null || !terminal.IsJson))
        {
            await using var shown = new FindingsShown(findings);
            await target.CopyFindingsAsync(submission, shown.Destination, cancel);
            shown.Print(terminal);
        }

        if (totals.Rejected > 0 && errors is not null) await target.SaveErrorsAsync(submission, errors, cancel);
    }

    static int Report(Terminal terminal, Submission submission, Stopwatch watch)
    {
        if (submission.Status == SubmissionStatus.AwaitingConfirmation) return ReportQuestion(terminal, submission);
        if (submission.Problem is { } refused) return terminal.Fail(refused);
        SubmissionTotals totals = submission.Totals!;
        terminal.Line($"Submission {submission.Id}, {submission.Kind}, {HubJson.NameOf(submission.Mode)}: {HubJson.NameOf(submission.Status)} in {watch.Elapsed.TotalSeconds:N1} s");
        if (submission.SameAs is { } same) terminal.Line($"The same bytes were sent before, as number {same}.");
        terminal.Totals(totals);
        if (totals.Waiting > 0) terminal.Line($"Nothing is applied: {Terminal.Number(totals.Waiting)} good rows wait until none is rejected or held.");
        if (totals.Withdrawn > 0) terminal.Line($"{Terminal.Number(totals.Withdrawn)} entries that the file does not name were withdrawn.");
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
            totals.Waiting,
            totals.Withdrawn,
            submission.Round,
            seconds = Seconds.Of(watch),
        });
        return totals.Rejected > 0 ? ExitCode.Rejected : ExitCode.Ok;
    }

    /// <summary>Nothing is applied yet: that is no success.</summary>
    static int ReportQuestion(Terminal terminal, Submission submission)
    {
        Withdrawal question = submission.Withdrawal!;
        terminal.Line($"Submission {submission.Id} waits: {Terminal.Number(question.Going)} of {Terminal.Number(question.Entries)} entries would be withdrawn ({question.Reason}). Nothing is applied yet.");
        terminal.Line($"Confirm it until {question.Until.UtcDateTime:u} with POST /v1/submissions/{submission.Id}/confirm, or submit with --confirm.");
        terminal.Result(new { id = submission.Id.ToString(), status = submission.Status, withdrawal = question });
        return ExitCode.Rejected;
    }
}

/// <param name="Organisation">Null: that of the key, over HTTP.</param>
sealed record SubmitRequest(string Path, string Kind, OrganisationId? Organisation, string Mode, string? Map);
