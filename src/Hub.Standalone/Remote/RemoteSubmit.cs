using System.Security.Cryptography;
using System.Text.Json;
using Hub.Client;
using Hub.Standalone.Commands;
using Hub.Standalone.Hosting;
using Hub.Submissions;
using Spectre.Console;

namespace Hub.Standalone.Remote;

/// <summary>Submits a file to a hub over HTTP and waits for the end.</summary>
static class RemoteSubmit
{
    const string UploadExpired = "submission.upload-expired";

    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    public static async Task<Submission> RunAsync(Terminal terminal, HubClient hub, Uri address, SubmitRequest request, CancellationToken cancel)
    {
        await using FileStream file = new(request.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 256 * 1024, FileOptions.Asynchronous);
        string sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
        file.Position = 0;
        var pending = PendingSubmission.Open(address, request, sha256);
        var sent = new HubSubmitRequest(request.Kind)
        {
            Mode = request.Mode,
            Organisation = request.Organisation?.Value,
            Map = request.Map,
            FileName = Path.GetFileName(request.Path),
            IdempotencyKey = pending.IdempotencyKey,
        };
        try
        {
            HubSubmission received = await SendAsync(terminal, hub, file, sent, cancel);
            Submission ended = await SubmissionWait.RunAsync(terminal, async () => ProgressOf(await hub.Submissions.ReadAsync(received.Id, cancel)), LookAgain, cancel);
            pending.Forget();
            return ended;
        }
        catch (HubException expired) when (expired.Code == UploadExpired)
        {
            pending.Forget();           // there is nothing to go on with: the next time begins anew
            throw;
        }
    }

    static async Task<HubSubmission> SendAsync(Terminal terminal, HubClient hub, FileStream file, HubSubmitRequest request, CancellationToken cancel)
    {
        if (!Terminal.IsInteractive) return await hub.Submissions.SubmitAsync(file, request, null, cancel);
        return await terminal.Progress.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context =>
            {
                ProgressTask bar = context.AddTask("sending", maxValue: Math.Max(1, file.Length));
                return hub.Submissions.SubmitAsync(file, request, new Sent(bar), cancel);
            });
    }

    static SubmissionProgress ProgressOf(HubSubmission s) => new(SubmissionOf(s), s.Progress?.JudgedRows ?? 0, s.Progress?.JudgedChunks ?? 0, s.Progress?.AppliedChunks ?? 0);

    static Submission SubmissionOf(HubSubmission s) => new(
        OrganisationId.Parse(s.Organisation), s.Number, s.Kind, Read<SubmissionMode>(s.Mode), Read<SubmissionStatus>(s.Status), s.ReceivedAt, s.KeyId, "", s.SizeBytes, s.BodySha256, s.FileName, null, null,
        s.SameAs, s.Chunks, s.Totals is { } t ? new SubmissionTotals(t.Rows, t.Accepted, t.Unchanged, t.Held, t.Rejected, t.Superseded, t.Findings) : null,
        s.Rulesets, s.Problem is { } p ? new Problem(ProblemKind.Invalid, p.Code, p.Title, p.Detail) : null, s.FinishedAt);

    static T Read<T>(string name) => JsonSerializer.Deserialize<T>($"\"{name}\"", HubJson.Options)!;

    /// <summary>Not <see cref="Progress{T}"/>: that reports on other threads, out of order.</summary>
    sealed class Sent(ProgressTask bar) : IProgress<long>
    {
        public void Report(long value) => bar.Value = value;
    }
}
