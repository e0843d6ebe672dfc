using Hub.Ports;
using Hub.Work;

namespace Hub.Submissions.Uploads;

/// <summary>When a link's time is over: what it wrote is removed, and a submission that was never confirmed ends as refused.</summary>
public sealed class ExpireUpload(IBlobs blobs, IQueue queue, SubmissionStore submissions, EndSubmission end, TimeProvider clock)
{
    /// <summary>The link still takes bytes for a moment.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>Seven days is what queues keep a message back; a reminder that comes early sends itself on.</summary>
    static readonly TimeSpan LongestDelay = TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1);

    internal static Task RemindAsync(IQueue queue, Submission submission, TimeSpan delay, CancellationToken cancel) =>
        queue.SendAsync(Queues.Expire, new SubmissionWork(submission.Organisation, submission.Number, submission.Upload!.Blob).ToMessage(), delay + Grace < LongestDelay ? delay + Grace : LongestDelay, cancel);

    public async Task HandleAsync(SubmissionWork work, CancellationToken cancel)
    {
        // Another upload of the number: the one this message speaks of was never recorded, and nobody got its link.
        if (await submissions.FindAsync(work.Id, cancel) is not var (submission, _) || submission.Upload?.Blob != work.BodyBlob) return;
        TimeSpan left = submission.Upload.ExpiresAt - clock.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            await RemindAsync(queue, submission, left, cancel);
            return;
        }

        if (submission.Status == SubmissionStatus.Uploading) await end.ExpireAsync(submission, cancel);
        // Read again: it may have been confirmed at the last moment, and then its copy is the body.
        Submission now = await submissions.FindAsync(work.Id, cancel) is var (current, _) ? current : submission;
        await Upload.DeleteAsync(blobs, submission.Upload.Blob, now.BodyBlob, cancel);
    }
}
