using Hub.Ports;
using Microsoft.Extensions.Logging;

namespace Hub.Storage.Embedded.Workflows;

/// <summary>
/// Wakes instances: those whose time has come, and those that were started or nudged. It rests until the next wake row, so any
/// number of sleeping instances costs nothing but its row.
/// </summary>
public sealed partial class ReplayLoop(ReplayWorkflows workflows, ITables tables, ILogger<ReplayLoop> logger)
{
    const int Page = 100;

    /// <summary>Those signalled that are advanced before the wake rows are looked at again: the last of them are waited for.</summary>
    const int MostSignalled = 1000;

    static readonly TimeSpan FaultRest = TimeSpan.FromSeconds(5);

    /// <summary>Ends, without an exception, when <paramref name="stop"/> is cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        bool caughtUp = false;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (!caughtUp) await AdvanceNudgedAsync(stop);
                caughtUp = true;
                DateTimeOffset? next = await AdvanceDueAsync(stop);
                await RestAsync(next, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // Whatever it is: processes that nobody drives would go unnoticed.
                Fault(logger, fault);
                await Task.WhenAny(Task.Delay(FaultRest, workflows.Clock, stop));
            }
        }
    }

    /// <summary>Advances what is due and what was signalled, until nothing is; when the next one wakes, or null.</summary>
    public async Task<DateTimeOffset?> AdvanceDueAsync(CancellationToken cancel)
    {
        for (; ; )
        {
            HashSet<string> ids = new(StringComparer.Ordinal);
            while (ids.Count < MostSignalled && workflows.Signals.TryRead(out string? signalled)) ids.Add(signalled);
            DateTimeOffset? next = null;
            DateTimeOffset now = workflows.Clock.GetUtcNow();
            foreach (string partition in InstanceRows.Partitions)
            {
                IReadOnlyList<TableRow> rows = await tables.ScanAsync(InstanceRows.Table, partition, InstanceRows.WakePrefix, RowRange.EndOf(InstanceRows.WakePrefix), Page, cancel);
                foreach (TableRow row in rows)
                {
                    DateTimeOffset at = InstanceRows.TimeOfWake(row.Row);
                    if (at <= now)
                    {
                        ids.Add(InstanceRows.IdOf(row.Row));
                        continue;
                    }

                    if (next is null || at < next) next = at;
                    break;
                }
            }

            if (ids.Count == 0) return next;
            await AdvanceAsync(ids, cancel);
        }
    }

    /// <summary>Advances what was nudged before the process ended that was to see it.</summary>
    public async Task AdvanceNudgedAsync(CancellationToken cancel)
    {
        foreach (string partition in InstanceRows.Partitions)
        {
            string from = InstanceRows.NudgePrefix;
            for (; ; )
            {
                IReadOnlyList<TableRow> rows = await tables.ScanAsync(InstanceRows.Table, partition, from, RowRange.EndOf(InstanceRows.NudgePrefix), TableLimits.MaxPage, cancel);
                await AdvanceAsync(rows.Select(r => InstanceRows.IdOf(r.Row)), cancel);
                if (rows.Count < TableLimits.MaxPage) break;
                from = RowRange.After(rows[^1].Row);
            }
        }
    }

    Task AdvanceAsync(IEnumerable<string> ids, CancellationToken cancel) => Parallel.ForEachAsync(
        ids,
        new ParallelOptions { MaxDegreeOfParallelism = workflows.Options.Parallelism, CancellationToken = cancel },
        async (id, stop) => await workflows.AdvanceAsync(id, stop));

    async Task RestAsync(DateTimeOffset? next, CancellationToken stop)
    {
        TimeSpan rest = next is { } at ? at - workflows.Clock.GetUtcNow() : workflows.Options.LongestRest;
        if (rest > workflows.Options.LongestRest) rest = workflows.Options.LongestRest;
        if (rest <= TimeSpan.Zero) return;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task timer = Task.Delay(rest, workflows.Clock, either.Token);
        Task signal = workflows.Signals.WaitToReadAsync(either.Token).AsTask();
        await Task.WhenAny(timer, signal);
        await either.CancelAsync();
        stop.ThrowIfCancellationRequested();
    }

    [LoggerMessage(EventId = 4100, Level = LogLevel.Error, Message = "Processes could not be advanced; they are tried again.")]
    static partial void Fault(ILogger logger, Exception fault);
}
