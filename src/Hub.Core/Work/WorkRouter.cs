using Hub.Access;
using Hub.Audit;
using Hub.Catalogue.Links;
using Hub.Feed;
using Hub.Learners;
using Hub.Learners.Access;
using Hub.Notifications;
using Hub.Recognition.Cases;
using Hub.Recognition.Uses;
using Hub.Releases;
using Hub.Releases.TakeDowns;
using Hub.Submissions;
using Hub.Submissions.Retention;
using Hub.Submissions.Rounds;
using Hub.Submissions.Uploads;

namespace Hub.Work;

/// <summary>Which use case does the work of which queue. Both hosts hand their messages in here.</summary>
public sealed class WorkRouter(
    SplitSubmissionHandler split,
    JudgeChunkHandler judge,
    ApplySubmissionHandler apply,
    ExpireUpload expire,
    OpenRound rounds,
    SweepSubmissions sweep,
    SweepLearnerAccess sweepAccess,
    DeskSessions deskSessions,
    FailSubmission fail,
    FailedWorks failed,
    Sequencer sequencer,
    LinkIndex links,
    CutReleaseHandler release,
    CarryOutTakeDown takeDown,
    AuditLog audit,
    CheckpointAudit checkpoint,
    DeliverNotice notices,
    ClearRemains remains,
    WakeCase wake,
    ReopenCases reopen)
{
    public async Task HandleAsync(string queue, string message, CancellationToken cancel)
    {
        using var run = new WorkRun(queue);
        try
        {
            await DoAsync(queue, message, run, cancel);
        }
        catch (Exception fault)
        {
            run.End(fault);
            throw;
        }
    }

    Task DoAsync(string queue, string message, WorkRun run, CancellationToken cancel) => queue switch
    {
        Queues.Split => split.HandleAsync(run.Of(message), cancel),
        Queues.Judge => judge.HandleAsync(run.Of(message), cancel),
        Queues.Expire => expire.HandleAsync(run.Of(message), cancel),
        Queues.Apply => apply.HandleAsync(run.Of(message), cancel),
        Queues.Decide => rounds.DecideAsync(run.Of(message), cancel),
        Queues.Sweep => SweepAsync(cancel),
        Queues.Sequence => SequenceAsync(message, cancel),
        Queues.Release => CutAsync(cancel),
        Queues.TakeDown => takeDown.HandleAsync(TakeDownWork.Parse(message), cancel),
        Queues.Audit => audit.HandleAsync(AuditWork.Parse(message), cancel),
        Queues.Checkpoint => checkpoint.HandleAsync(cancel),
        Queues.Notify => notices.HandleAsync(NoticeWork.Parse(message), cancel),
        Queues.Remains => remains.HandleAsync(cancel),
        Queues.Wake => wake.HandleAsync(CaseId.Parse(message), cancel),
        Queues.Reopen => reopen.HandleAsync(ReopenWork.Parse(message), cancel),
        _ => throw new InvalidOperationException($"No work is known for queue '{queue}'."),
    };

    async Task SweepAsync(CancellationToken cancel)
    {
        await sweepAccess.HandleAsync(cancel);
        await deskSessions.SweepAsync(cancel);
        await sweep.HandleAsync(cancel);
    }

    async Task CutAsync(CancellationToken cancel)
    {
        if ((await release.HandleAsync(cancel)).Problem is not null) throw new RetryLaterException(CutReleaseHandler.TryAgain);
        await audit.HandleAsync(new AuditWork(ReleaseStore.Table, ReleaseStore.Partition), cancel);
    }

    /// <summary>What follows the feed goes on where it stopped, so a message that dies between the two is made good by the next.</summary>
    async Task SequenceAsync(string table, CancellationToken cancel)
    {
        await sequencer.DrainAsync(table, cancel);
        await links.FollowAsync(cancel);
    }

    /// <summary>
    /// For messages of the poison queues: ends the submission they belong to, or keeps them for the operator, those too that name no
    /// submission where they should; counts them either way. What fails here comes back without end.
    /// </summary>
    /// <param name="queue">The queue whose work failed.</param>
    public async Task HandlePoisonAsync(string queue, string message, CancellationToken cancel)
    {
        if (Queues.OfSubmissions.Contains(queue) && SubmissionWork.TryParse(message) is { } work) await fail.HandleAsync(queue, work, cancel);
        else await failed.NoteAsync(queue, message, cancel);
        WorkMetrics.Failed(queue);
    }
}
