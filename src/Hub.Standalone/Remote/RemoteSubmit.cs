using Hub.Standalone.Commands;
using Hub.Standalone.Hosting;
using Hub.Submissions;

namespace Hub.Standalone.Remote;

/// <summary>Submits files to a hub over HTTP and waits for the end.</summary>
sealed class RemoteSubmit(Terminal terminal, HubClient hub) : ISubmitTarget
{
    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    public async Task<Result<Submission>> SendAsync(SubmitRequest request, CancellationToken cancel)
    {
        await using FileStream body = Open(request.Path);
        return await EndAsync(await hub.SubmitAsync(body, request.Kind, request.Organisation, request.Mode, request.Map, Path.GetFileName(request.Path), NewKey(), cancel), cancel);
    }

    public async Task<Result<Submission>> ConfirmAsync(SubmissionId id, CancellationToken cancel) => await EndAsync(await hub.ConfirmAsync(id, cancel), cancel);

    public async Task<Result<Submission>> CorrectAsync(SubmissionId id, string path, CancellationToken cancel)
    {
        await using FileStream body = Open(path);
        return await EndAsync(await hub.CorrectAsync(id, body, Path.GetFileName(path), NewKey(), cancel), cancel);
    }

    public async Task SaveErrorsAsync(Submission submission, string path, CancellationToken cancel)
    {
        await using FileStream file = File.Create(path);
        await hub.CopyAsync($"v1/submissions/{submission.Id}/errors", "*/*", file, cancel);
    }

    public ValueTask DisposeAsync()
    {
        hub.Dispose();
        return ValueTask.CompletedTask;
    }

    static string NewKey() => Guid.NewGuid().ToString("N");

    static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 256 * 1024, FileOptions.Asynchronous);

    async Task<Result<Submission>> EndAsync(Result<Submission> received, CancellationToken cancel)
    {
        if (received.Problem is not null) return received;
        return await SubmissionWait.RunAsync(terminal, async () =>
        {
            Result<Submission> now = await hub.FindSubmissionAsync(received.Value.Id, cancel);
            if (now.Problem is { } gone) throw new HttpRequestException($"{gone.Title} ({gone.Code})");
            return new SubmissionProgress(now.Value, 0, 0, 0);
        }, LookAgain, cancel);
    }
}
