using Hub.Standalone.Hosting;
using Hub.Submissions;
using Spectre.Console;

namespace Hub.Standalone.Commands;

/// <summary>Waits for a submission to end, or to ask something, with a bar on the terminal where there is one.</summary>
static class SubmissionWait
{
    public static async Task<Submission> RunAsync(Terminal terminal, Func<Task<SubmissionProgress>> look, TimeSpan every, CancellationToken cancel)
    {
        if (!Terminal.IsInteractive) return await UntilEndedAsync(look, every, _ => { }, cancel);
        return await terminal.Progress.Progress().AutoClear(true).HideCompleted(false)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                ProgressTask bar = context.AddTask("received", maxValue: 1);
                return await UntilEndedAsync(look, every, progress => Show(bar, progress), cancel);
            });
    }

    static async Task<Submission> UntilEndedAsync(Func<Task<SubmissionProgress>> look, TimeSpan every, Action<SubmissionProgress> show, CancellationToken cancel)
    {
        for (; ; )
        {
            SubmissionProgress progress = await look();
            show(progress);
            if (progress.Submission is { IsEnded: true } or { Status: SubmissionStatus.AwaitingConfirmation }) return progress.Submission;
            await Task.Delay(every, cancel);
        }
    }

    /// <summary>Judging is the first half of the way, writing the second.</summary>
    static void Show(ProgressTask bar, SubmissionProgress progress)
    {
        int chunks = Math.Max(1, progress.Submission.Chunks ?? 1);
        bar.MaxValue = 2 * chunks;
        bar.Value = progress.Submission.IsEnded ? bar.MaxValue : progress.JudgedChunks + progress.AppliedChunks;
        bar.Description = $"{HubJson.NameOf(progress.Submission.Status)}, {Terminal.Number(progress.JudgedRows)} rows judged";
    }
}
