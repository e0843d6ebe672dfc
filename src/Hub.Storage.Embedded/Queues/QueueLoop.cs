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
    static readonly TimeSpan CancelTime = TimeSpan.FromSeconds(5);

    /// <summary>Ends, without an exception, when <paramref name="stop"/> is cancelled and the handlers have ended or were given up.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var handlers = new CancellationTokenSource();
        Task all = Task.WhenAll(works.Select(work => Task.Run(() => RunAsync(work, stop, handlers.Token), CancellationToken.None)));
        await Task.WhenAny(all, Task.Delay(Timeout.InfiniteTimeSpan, stop));
        if (!all.IsCompleted)
        {
            using var drained = new CancellationTokenSource();
            await Task.WhenAny(all, Task.Delay(options.DrainTime, clock, drained.Token));
            await drained.CancelAsync();
            await handlers.CancelAsync();
            // A handler that does not heed its token must not keep the process: its message shows again in time.
            await Task.WhenAny(all, Task.Delay(CancelTime, clock, CancellationToken.None));
        }

        if (!all.IsCompleted) QueueLog.Abandoned(logger);
    }

    async Task RunAsync(QueueWork work, CancellationToken stop, CancellationToken handlers)
    {
        var delivery = new QueueDelivery(queue, work, options, clock, logger);
        var free = new SemaphoreSlim(work.Parallelism);
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
            catch (Exception fault)
            {
                // Whatever it is: a queue that nobody works on would go unnoticed.
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
