using System.Security.Cryptography;
using System.Text.Json;
using Hub.Client;
using Hub.Standalone.Commands;
using Hub.Standalone.Hosting;
using Hub.Submissions;
using Spectre.Console;

namespace Hub.Standalone.Remote;

/// <summary>Submits files to a hub over HTTP and waits for the end.</summary>
sealed class RemoteSubmit(Terminal terminal, RemoteHub hub) : ISubmitTarget
{
    const string UploadExpired = "submission.upload-expired";

    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    HubSubmissions Submissions => hub.Client.Submissions;

    public async Task<Result<Submission>> SendAsync(SubmitRequest request, CancellationToken cancel)
    {
        await using FileStream file = Open(request.Path);
        string sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
        file.Position = 0;
        var pending = PendingSubmission.Open(hub.Address, request, sha256);
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
            Submission ended = await EndAsync(await SendAsync(file, sent, cancel), cancel);
            pending.Forget();
            return ended;
        }
        catch (HubException refused)
        {
            if (refused.Code == UploadExpired) pending.Forget();           // there is nothing to go on with: the next time begins anew
            return ProblemOf(refused);
        }
    }

    public Task<Result<Submission>> ConfirmAsync(SubmissionId id, CancellationToken cancel) => EndAsync(() => Submissions.ConfirmAsync(id.ToString(), cancel), cancel);

    public async Task<Result<Submission>> CorrectAsync(SubmissionId id, string path, CancellationToken cancel)
    {
        await using FileStream file = Open(path);
        return await EndAsync(() => Submissions.CorrectAsync(id.ToString(), file, Path.GetFileName(path), null, cancel), cancel);
    }

    public Task CopyFindingsAsync(Submission submission, Stream destination, CancellationToken cancel) => Submissions.CopyFindingsAsync(submission.Id.ToString(), destination, cancel);

    public async Task SaveErrorsAsync(Submission submission, string path, CancellationToken cancel)
    {
        await using FileStream file = File.Create(path);
        await Submissions.CopyErrorsAsync(submission.Id.ToString(), file, cancel);
    }

    public ValueTask DisposeAsync()
    {
        hub.Dispose();
        return ValueTask.CompletedTask;
    }

    static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 256 * 1024, FileOptions.Asynchronous);

    static Problem ProblemOf(HubException refused) => new(ProblemKind.Invalid, refused.Code, refused.Title, refused.Detail);

    async Task<Result<Submission>> EndAsync(Func<Task<HubSubmission>> send, CancellationToken cancel)
    {
        try
        {
            return await EndAsync(await send(), cancel);
        }
        catch (HubException refused)
        {
            return ProblemOf(refused);
        }
    }

    Task<Submission> EndAsync(HubSubmission received, CancellationToken cancel) =>
        SubmissionWait.RunAsync(terminal, async () => ProgressOf(await Submissions.ReadAsync(received.Id, cancel)), LookAgain, cancel);

    async Task<HubSubmission> SendAsync(FileStream file, HubSubmitRequest request, CancellationToken cancel)
    {
        if (!Terminal.IsInteractive) return await Submissions.SubmitAsync(file, request, null, cancel);
        return await terminal.Progress.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context =>
            {
                ProgressTask bar = context.AddTask("sending", maxValue: Math.Max(1, file.Length));
                return Submissions.SubmitAsync(file, request, new Sent(bar), cancel);
            });
    }

    static SubmissionProgress ProgressOf(HubSubmission s) => new(SubmissionOf(s), s.Progress?.JudgedRows ?? 0, s.Progress?.JudgedChunks ?? 0, s.Progress?.AppliedChunks ?? 0);

    static Submission SubmissionOf(HubSubmission s) => new(
        OrganisationId.Parse(s.Organisation), s.Number, s.Kind, Read<SubmissionMode>(s.Mode), Read<SubmissionStatus>(s.Status), s.ReceivedAt, s.KeyId, "", s.SizeBytes, s.BodySha256, s.FileName, null, null,
        s.SameAs, s.Chunks, s.Totals is { } t ? new SubmissionTotals(t.Rows, t.Accepted, t.Unchanged, t.Held, t.Rejected, t.Superseded, t.Findings, t.Waiting, t.Withdrawn) : null,
        s.Rulesets, s.Problem is { } p ? new Problem(ProblemKind.Invalid, p.Code, p.Title, p.Detail) : null, s.FinishedAt,
        Round: s.Round, Withdrawal: s.Withdrawal is { } w ? new Withdrawal(w.Entries, w.Going, w.Reason, w.Until) : null);

    static T Read<T>(string name) => JsonSerializer.Deserialize<T>($"\"{name}\"", HubJson.Options)!;

    /// <summary>Not <see cref="Progress{T}"/>: that reports on other threads, out of order.</summary>
    sealed class Sent(ProgressTask bar) : IProgress<long>
    {
        public void Report(long value) => bar.Value = value;
    }
}
