using Hub.Ports;
using Microsoft.Extensions.Logging;

namespace Hub.Storage.Embedded.Queues;

/// <summary>
/// Works on queues until it is stopped: at least once per message, with a bound on what runs at the same time. On a stop it
/// takes nothing more, gives running handlers <see cref="QueueLoopOptions.DrainTime"/> to end, then cancels them; what is not
/// done is visible again at once, for the next process.
/// </summary>
public sealed class QueueLoop(SqliteQueue queue, IReadOnlyList<QueueWork> works, QueueLoopOptions options, TimeProvider clock, ILogger<QueueLoop> logger)
{
    const int MaxReceive = 32;

    /// <summary>Ends, without an exception, when <paramref name="stop"/> is cancelled and all handlers have ended.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var handlers = new CancellationTokenSource();
        Task all = Task.WhenAll(works.Select(work => Task.Run(() => RunAsync(work, stop, handlers.Token), CancellationToken.None)));
        await Task.WhenAny(all, Task.Delay(Timeout.InfiniteTimeSpan, stop));
        if (!all.IsCompleted)
        {
            using var drained = new CancellationTokenSource();
            await Task.WhenAny(all, Task.Delay(options.DrainTime, clock, drained.Token));
            await drained.CancelAsync();
            await handlers.CancelAsync();
        }

        await all;
    }

    async Task RunAsync(QueueWork work, CancellationToken stop, CancellationToken handlers)
    {
        var delivery = new QueueDelivery(queue, work, options, clock, logger);
        using var free = new SemaphoreSlim(work.Parallelism);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await TakeAsync(work, free, delivery, stop, handlers);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (IOException fault)
            {
                QueueLog.StoreFault(logger, fault, work.Queue);
                await Task.WhenAny(Task.Delay(options.StoreFaultDelay, clock, stop));
            }
        }

        // All slots back means that all handlers have ended.
        for (int slot = 0; slot < work.Parallelism; slot++) await free.WaitAsync(CancellationToken.None);
    }

    /// <summary>Takes as many messages as there are free slots, so that none lies hidden without being worked on.</summary>
    async Task TakeAsync(QueueWork work, SemaphoreSlim free, QueueDelivery delivery, CancellationToken stop, CancellationToken handlers)
    {
        await free.WaitAsync(stop);
        int slots = 1;
        int used = 0;
        try
        {
            while (slots < MaxReceive && free.Wait(0, CancellationToken.None)) slots++;
            IReadOnlyList<QueueMessage> messages = await queue.ReceiveAsync(work.Queue, slots, options.Visibility, stop);
            foreach (QueueMessage message in messages)
            {
                _ = HandleAsync(message);
                used++;
            }
        }
        finally
        {
            if (slots > used) free.Release(slots - used);
        }

        if (used == 0) await queue.WaitAsync(work.Queue, null, stop);

        async Task HandleAsync(QueueMessage message)
        {
            try
            {
                await Task.Run(() => delivery.HandleAsync(message, handlers), CancellationToken.None);
            }
            finally
            {
                free.Release();
            }
        }
    }
}
