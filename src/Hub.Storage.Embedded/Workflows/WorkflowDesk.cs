using Hub.Ports;

namespace Hub.Storage.Embedded.Workflows;

/// <summary>What an operator sees of processes and does with those that are parked.</summary>
public sealed class WorkflowDesk(ReplayWorkflows workflows, ITables tables)
{
    /// <summary>Instances in the order they are stored in; the whole list of a large hub is long, so it comes piece by piece.</summary>
    /// <param name="onlyParked">Only those that wait for an operator.</param>
    public async IAsyncEnumerable<WorkflowStatus> ListAsync(bool onlyParked, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        string prefix = onlyParked ? InstanceRows.ParkedPrefix : InstanceRows.InstancePrefix;
        foreach (string partition in InstanceRows.Partitions)
        {
            string from = prefix;
            for (; ; )
            {
                IReadOnlyList<TableRow> rows = await tables.ScanAsync(InstanceRows.Table, partition, from, RowRange.EndOf(prefix), TableLimits.MaxPage, cancel);
                foreach (TableRow row in rows)
                    if (await workflows.StatusAsync(InstanceRows.IdOf(row.Row), cancel) is { } status && (!onlyParked || status.State == WorkflowState.Parked)) yield return status;
                if (rows.Count < TableLimits.MaxPage) break;
                from = RowRange.After(rows[^1].Row);
            }
        }
    }

    /// <summary>Every answer an instance had, oldest first; null when there is no such instance.</summary>
    public async Task<IReadOnlyList<WorkflowAnswer>?> HistoryAsync(string instanceId, CancellationToken cancel) =>
        await workflows.FindAsync(instanceId, cancel) is null ? null : await workflows.AnswersAsync(instanceId, cancel);

    /// <summary>The refusal where there is no such instance.</summary>
    public static Problem Unknown() => DeskProblems.NotFound();

    /// <summary>Lets a parked instance try again at once.</summary>
    public Task<Result<WorkflowStatus>> RetryAsync(string instanceId, CancellationToken cancel) =>
        ChangeAsync(instanceId, WorkflowState.Running, instance => instance.State != WorkflowState.Parked ? DeskProblems.NotParked() : instance with { State = WorkflowState.Running, WakesAt = workflows.Clock.GetUtcNow(), Attempts = 0, Reason = null }, cancel);

    /// <summary>Ends an instance; its record stays as it is, and nobody drives it any more.</summary>
    public Task<Result<WorkflowStatus>> TerminateAsync(string instanceId, CancellationToken cancel) =>
        ChangeAsync(instanceId, WorkflowState.Terminated, instance => instance.State is WorkflowState.Ended or WorkflowState.Terminated ? DeskProblems.Ended() : instance with { State = WorkflowState.Terminated, WakesAt = null }, cancel);

    async Task<Result<WorkflowStatus>> ChangeAsync(string id, WorkflowState to, Func<StoredInstance, Result<StoredInstance>> decide, CancellationToken cancel)
    {
        for (; ; )
        {
            if (await workflows.FindAsync(id, cancel) is not { } found) return DeskProblems.NotFound();
            Result<StoredInstance> decided = decide(found.Instance);
            if (decided.Problem is { } problem) return problem;
            TableRow? parked = await tables.FindAsync(InstanceRows.Table, InstanceRows.PartitionOf(id), InstanceRows.Parked(id), cancel);
            if (!await workflows.ReplaceAsync(found, decided.Value, cancel, parked is null ? [] : [RowChange.Delete(parked.Row, parked.ETag)])) continue;
            if (to == WorkflowState.Running) workflows.Signal(id);
            return (await workflows.StatusAsync(id, cancel))!;
        }
    }
}

/// <summary>Refusals to operators of processes.</summary>
static class DeskProblems
{
    public static Problem NotFound() => new(ProblemKind.NotFound, "workflow.not-found", "There is no such process.");

    public static Problem NotParked() => new(ProblemKind.Conflict, "workflow.not-parked", "The process is not parked: it goes on by itself.");

    public static Problem Ended() => new(ProblemKind.Conflict, "workflow.ended", "The process has ended already.");
}
