using Hub.Ports;
using Hub.Work;
using Microsoft.Extensions.Logging;

namespace Hub.Storage.Embedded.Queues;

/// <summary>What happens to one delivered message: its handler runs while it is kept hidden, then it is completed or returned.</summary>
sealed class QueueDelivery(SqliteQueue queue, QueueWork work, QueueLoopOptions options, TimeProvider clock, ILogger logger)
{
    /// <summary>Never throws. <paramref name="stop"/> cancels the handler.</summary>
    public async Task HandleAsync(QueueMessage message, CancellationToken stop)
    {
        try
        {
            if (await RunAsync(message, stop) is { } delay)
                await queue.ReturnAsync(work.Queue, message, delay, CancellationToken.None);
            else if (!await queue.CompleteAsync(work.Queue, message, CancellationToken.None))
                QueueLog.Late(logger, work.Queue, message.Id);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // The message shows again when its visibility runs out.
            QueueLog.StoreFault(logger, fault, work.Queue);
        }
    }

    /// <summary>Runs the handler; null when it is done, else after what time the message is to come back.</summary>
    async Task<TimeSpan?> RunAsync(QueueMessage message, CancellationToken stop)
    {
        using var handler = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var ended = new CancellationTokenSource();
        Task renewing = RenewAsync(message, handler, ended.Token);
        try
        {
            await work.Handle(message, handler.Token);
            return null;
        }
        catch (RetryLaterException later)
        {
            return Clamp(later.Delay);
        }
        catch (OperationCanceledException) when (handler.IsCancellationRequested)
        {
            QueueLog.Stopped(logger, work.Queue, message.Id);
            return TimeSpan.Zero;
        }
        catch (Exception fault)
        {
            return OnFault(message, fault);
        }
        finally
        {
            await ended.CancelAsync();
            await renewing;
        }
    }

    async Task RenewAsync(QueueMessage message, CancellationTokenSource handler, CancellationToken ended)
    {
        while (true)
        {
            await Task.Delay(options.Visibility / 2, clock, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.IsCancellationRequested) return;
            try
            {
                if (await queue.ReturnAsync(work.Queue, message, options.Visibility, CancellationToken.None)) continue;
                QueueLog.Lost(logger, work.Queue, message.Id);
                await handler.CancelAsync();
                return;
            }
            catch (IOException fault)
            {
                QueueLog.StoreFault(logger, fault, work.Queue);
            }
        }
    }

    TimeSpan OnFault(QueueMessage message, Exception fault)
    {
        if (message.Attempt >= IQueue.MaxAttempts)
        {
            QueueLog.Poisoned(logger, fault, work.Queue, message.Id);
            return TimeSpan.Zero;
        }

        QueueLog.Failed(logger, fault, work.Queue, message.Id, message.Attempt);
        TimeSpan delay = options.RetryDelays[Math.Min(message.Attempt, options.RetryDelays.Count) - 1];
        // Spread, so that messages that failed together do not come back together.
        return Clamp(delay * (1 + Random.Shared.NextDouble() / 5));
    }

    static TimeSpan Clamp(TimeSpan delay) => TimeSpan.FromTicks(Math.Clamp(delay.Ticks, 0, QueueLimits.MaxDelay.Ticks));
}
