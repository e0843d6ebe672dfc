using Hub.Feed;
using Hub.Ports;
using Hub.Recognition.Cases;
using Hub.Releases;

namespace Hub.Work;

/// <summary>Reads what nothing counts as it happens: how much lies in the queues, open cases, how old the release is. Nothing is read while nobody listens.</summary>
public sealed class TakeReadings(IBacklog backlog, FailedWorks failed, CountCases cases, ReleaseStore releases, FeedReader feed, TimeProvider clock)
{
    public async Task HandleAsync(CancellationToken cancel)
    {
        if (WorkMetrics.IsRead)
        {
            foreach (string queue in Queues.All.Concat(Queues.All.Select(Queues.PoisonOf))) WorkMetrics.Lies(queue, await backlog.LookAsync(queue, cancel), clock.GetUtcNow());
            WorkMetrics.Keeps(await failed.CountAsync(cancel));
        }

        if (ReleaseMetrics.IsRead) ReleaseMetrics.Is((await releases.NewestAsync(cancel))?.Release, await feed.LastAsync(cancel), clock.GetUtcNow());
        if (CaseMetrics.IsRead) CaseMetrics.Are(await cases.HandleAsync(cancel));
    }
}
