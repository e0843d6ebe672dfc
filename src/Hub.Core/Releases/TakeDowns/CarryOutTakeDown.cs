using Hub.Feed;
using Hub.Ports;
using Hub.Records;
using Hub.Submissions.Layout;
using Hub.Work;

namespace Hub.Releases.TakeDowns;

/// <summary>
/// Carries an order out: hides the record, which makes a tombstone in the feed and in the next release, withdraws the files that have
/// it, and asks for a new release. Every step looks at what is there, so it may be repeated from anywhere.
/// </summary>
public sealed class CarryOutTakeDown(IQueue queue, RecordTable records, RecordKinds kinds, Sequencer sequencer, FeedReader feed, TakeDownStore takeDowns, WithdrawReleaseFiles files, TimeProvider clock)
{
    public async Task HandleAsync(TakeDownWork work, CancellationToken cancel)
    {
        string table = kinds.Get(work.Kind).Table;
        if (await takeDowns.FindAsync(work.Kind, work.Id, cancel) is not var (order, etag) || order.State is TakeDownState.Lifted) return;
        await WriteAsync(table, order, cancel);
        await sequencer.DrainAsync(table, cancel);
        TakeDown done = order;
        if (order.IsDown)
        {
            done = order with { State = TakeDownState.Done, Sequence = order.Sequence ?? await feed.LastAsync(cancel) };
            await files.WithdrawAsync(done, cancel);
        }
        else
        {
            done = order with { State = TakeDownState.Lifted };
        }

        // Somebody who has changed the order meanwhile has sent a message of his own.
        if (done != order) await takeDowns.PutAsync(done, etag, cancel);
        await queue.SendAsync(Queues.Sequence, table, TimeSpan.Zero, cancel);
        await queue.SendAsync(Queues.Release, "take-down", TimeSpan.Zero, cancel);
    }

    async Task WriteAsync(string table, TakeDown order, CancellationToken cancel)
    {
        for (WriteOutcome outcome = WriteOutcome.VersionDiffers; outcome == WriteOutcome.VersionDiffers;)
        {
            if (await records.FindAsync(table, order.Id, cancel) is not { } record) return;
            RecordWrite write = RecordWrite.Of(order.Id, record.Json, record.Stamp.Visibility, record.Stamp.Version) with { Step = order.IsDown ? TakeDownStep.TakeDown : TakeDownStep.Lift };
            outcome = (await records.WriteAsync(table, [write], new WriteOrigin(order.By, 0, order.KeyId, clock.GetUtcNow()), cancel))[0];
        }
    }
}
