using System.CommandLine;
using System.Globalization;
using Hub.Ports;
using Hub.Standalone.Hosting;
using Hub.Storage.Embedded.Folders;
using Hub.Storage.Embedded.Workflows;
using Hub.Workflows;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Standalone.Commands;

/// <summary><c>hub cases</c>: the long processes of a data folder, for its operator.</summary>
static class CasesCommand
{
    static readonly Option<string> Data = new("--data") { Description = "Data folder of a hub on this machine.", Required = true };

    public static Command Create() => new("cases", "Processes of recognition: see them, and help those that wait for an operator.")
    {
        List(),
        Show(),
        Change("retry", "Let a parked process try again. The hub must not be serving; it goes on when it serves.", static (desk, id, cancel) => desk.RetryAsync(id, cancel)),
        Change("terminate", "End a process for good. Its case stays as it is and nobody drives it any more. The hub must not be serving.", static (desk, id, cancel) => desk.TerminateAsync(id, cancel)),
    };

    static Command List()
    {
        var parked = new Option<bool>("--parked") { Description = "Only those that wait for an operator." };
        Option<bool> json = Common.Json();
        var list = new Command("list", "List processes.") { parked, Data, json };
        list.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), async terminal =>
        {
            using DataFolder folder = DataFolder.OpenForReading(parsed.GetValue(Data)!, TimeProvider.System);
            var found = new List<WorkflowStatus>();
            await foreach (WorkflowStatus status in DeskOf(folder).ListAsync(parsed.GetValue(parked), cancel)) found.Add(status);
            terminal.Table(["process", "state", "since", "wakes", "reason"], found.Select(Row));
            terminal.Result(new { processes = found });
            return ExitCode.Ok;
        }));
        return list;
    }

    static Command Show()
    {
        var id = new Argument<string>("process") { Description = "Id of the process." };
        Option<bool> json = Common.Json();
        var show = new Command("show", "Show every answer a process had.") { id, Data, json };
        show.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), async terminal =>
        {
            using DataFolder folder = DataFolder.OpenForReading(parsed.GetValue(Data)!, TimeProvider.System);
            if (await DeskOf(folder).HistoryAsync(parsed.GetValue(id)!, cancel) is not { } history) return terminal.Fail(WorkflowDesk.Unknown());
            terminal.Table(["at", "step", "input", "answer"], history.Select(IReadOnlyList<string> (h) => [Time(h.At), h.Name, h.Input, h.Answer]));
            terminal.Result(new { process = parsed.GetValue(id), history });
            return ExitCode.Ok;
        }));
        return show;
    }

    static Command Change(string name, string about, Func<WorkflowDesk, string, CancellationToken, Task<Result<WorkflowStatus>>> change)
    {
        var id = new Argument<string>("process") { Description = "Id of the process." };
        Option<bool> json = Common.Json();
        var command = new Command(name, about) { id, Data, json };
        command.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), async terminal =>
        {
            using DataFolder folder = DataFolder.OpenExisting(parsed.GetValue(Data)!, TimeProvider.System);
            Result<WorkflowStatus> changed = await change(DeskOf(folder), parsed.GetValue(id)!, cancel);
            if (changed.Problem is { } problem) return terminal.Fail(problem);
            terminal.Line($"{changed.Value.InstanceId}: {HubJson.NameOf(changed.Value.State)}");
            terminal.Result(changed.Value);
            return ExitCode.Ok;
        }));
        return command;
    }

    /// <summary>Knows no process by name: it shows and marks them, and drives none.</summary>
    internal static WorkflowDesk DeskOf(DataFolder folder) =>
        new(new ReplayWorkflows(folder.Tables, new WorkflowSet(), new ReplayOptions(), TimeProvider.System, NullLogger<ReplayWorkflows>.Instance), folder.Tables);

    static IReadOnlyList<string> Row(WorkflowStatus status) =>
        [status.InstanceId, HubJson.NameOf(status.State), Time(status.StartedAt), status.WakesAt is { } wakes ? Time(wakes) : "", status.Reason ?? ""];

    static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
