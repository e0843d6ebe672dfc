using Hub.Standalone.Commands;
using Hub.Standalone.Hosting;
using Hub.Submissions;

namespace Hub.Standalone.Remote;

/// <summary>Has a hub check a file: as the organisation of the key, against its register, with nothing applied.</summary>
sealed class RemoteCheck(HubClient hub, CheckRequest request) : IFileCheck
{
    public async Task<Result<SubmissionTotals>> RunAsync(Terminal terminal, string file, CancellationToken cancel)
    {
        var submit = new SubmitRequest(file, request.Kind, null, "check", request.Map);
        Result<Submission> result = await new RemoteSubmit(terminal, hub).SendAsync(submit, cancel);
        if (result.Problem is { } problem) return problem;
        if (result.Value.Problem is { } refused) return refused;

        SubmissionTotals totals = result.Value.Totals!;
        terminal.Heading(file);
        await using (var shown = new FindingsShown(request.Findings))
        {
            await hub.CopyAsync($"v1/submissions/{result.Value.Id}/findings", "application/x-ndjson", shown.Destination, cancel);
            shown.Print(terminal);
        }

        if (request.Errors is { } path && totals.Rejected > 0)
        {
            await using FileStream errors = File.Create(path);
            await hub.CopyAsync($"v1/submissions/{result.Value.Id}/errors", "*/*", errors, cancel);
        }

        terminal.Totals(totals);
        return totals;
    }

    public ValueTask DisposeAsync()
    {
        hub.Dispose();
        return ValueTask.CompletedTask;
    }
}
