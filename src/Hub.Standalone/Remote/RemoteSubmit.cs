using Hub.Standalone.Commands;
using Hub.Standalone.Hosting;
using Hub.Submissions;

namespace Hub.Standalone.Remote;

/// <summary>Submits a file to a hub over HTTP and waits for the end.</summary>
static class RemoteSubmit
{
    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    public static async Task<Result<Submission>> RunAsync(Terminal terminal, HubClient hub, SubmitRequest request, CancellationToken cancel)
    {
        await using FileStream body = new(request.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 256 * 1024, FileOptions.Asynchronous);
        Result<Submission> received = await hub.SubmitAsync(body, request.Kind, request.Organisation, request.Mode, request.Map, Path.GetFileName(request.Path), Guid.NewGuid().ToString("N"), cancel);
        if (received.Problem is not null) return received;
        return await SubmissionWait.RunAsync(terminal, async () =>
        {
            Result<Submission> now = await hub.FindSubmissionAsync(received.Value.Id, cancel);
            if (now.Problem is { } gone) throw new HttpRequestException($"{gone.Title} ({gone.Code})");
            return new SubmissionProgress(now.Value, 0, 0, 0);
        }, LookAgain, cancel);
    }
}
