using Hub.Work;

namespace Hub.Submissions;

/// <summary>Ends a submission whose work failed at every attempt, so that those after it are not kept waiting.</summary>
public sealed class FailSubmission(SubmissionStore submissions, EndSubmission end)
{
    /// <param name="queue">Where the work failed.</param>
    public async Task HandleAsync(string queue, SubmissionWork work, CancellationToken cancel)
    {
        if (await submissions.FindAsync(work.Id, cancel) is not var (submission, _) || submission.BodyBlob != work.BodyBlob || submission.Round != work.Round) return;
        if (!submission.IsEnded && submission.Status != SubmissionStatus.AwaitingConfirmation) await end.FailAsync(submission, SubmissionProblems.Failed(queue), cancel);
        else await end.TellNextAsync(submission, cancel);
    }
}
