using Hub.Client;
using Hub.Standalone.Commands;
using Hub.Standalone.Hosting;
using Hub.Submissions;

namespace Hub.Standalone.Remote;

/// <summary>Has a hub check a file: as the organisation of the key, against its register, with nothing applied.</summary>
sealed class RemoteCheck(RemoteHub hub, CheckRequest request) : IFileCheck
{
    public async Task<Result<SubmissionTotals>> RunAsync(Terminal terminal, string file, CancellationToken cancel)
    {
        var submit = new SubmitRequest(file, request.Kind, null, "check", request.Map);
        Result<Submission> sent = await new RemoteSubmit(terminal, hub).SendAsync(submit, cancel);
        if (sent.Problem is { } problem) return problem;
        Submission result = sent.Value;
        if (result.Problem is { } refused) return refused;

        SubmissionTotals totals = result.Totals!;
        string id = result.Id.ToString();
        HubSubmissions submissions = hub.Client.Submissions;
        terminal.Heading(file);
        await using (var shown = new FindingsShown(request.Findings))
        {
            await submissions.CopyFindingsAsync(id, shown.Destination, cancel);
            shown.Print(terminal);
        }

        if (request.Errors is { } path && totals.Rejected > 0)
        {
            await using FileStream errors = File.Create(path);
            await submissions.CopyErrorsAsync(id, errors, cancel);
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
