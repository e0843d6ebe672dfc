using System.Collections.Concurrent;
using System.Threading.Channels;
using Hub.Ports;
using Hub.Workflows;
using Microsoft.Extensions.Logging;

namespace Hub.Storage.Embedded.Workflows;

/// <summary>
/// Runs workflows on the tables: replays an instance, does the one thing it asks, appends the answer. A process may die between any
/// two of these; the next one goes on from the answers.
/// </summary>
public sealed partial class ReplayWorkflows(ITables tables, WorkflowSet set, ReplayOptions options, TimeProvider clock, ILogger<ReplayWorkflows> logger) : IWorkflows
{
    /// <summary>Nudges that could not be written: the record behind them is, so whoever asked must not hear of a failure.</summary>
    readonly ConcurrentDictionary<string, bool> _unwritten = new(StringComparer.Ordinal);

    readonly Channel<string> _signals = Channel.CreateUnbounded<string>();

    internal ChannelReader<string> Signals => _signals.Reader;

    internal ReplayOptions Options => options;

    internal TimeProvider Clock => clock;

    public async Task StartAsync(string instanceId, string workflow, string input, CancellationToken cancel)
    {
        if (set.FindWorkflow(workflow) is null) throw new ArgumentException($"There is no workflow {workflow}.", nameof(workflow));
        DateTimeOffset now = clock.GetUtcNow();
        var instance = new StoredInstance(instanceId, workflow, input, now, WorkflowState.Running, now);
        RowChange[] changes = [RowChange.Insert(InstanceRows.Instance(instanceId), InstanceRows.Body(instance)), RowChange.Upsert(InstanceRows.Wake(instanceId, now), "{}"u8.ToArray())];
        if ((await CommitAsync(instanceId, changes, cancel)).IsDone) _signals.Writer.TryWrite(instanceId);
    }

    public async Task NudgeAsync(string instanceId, CancellationToken cancel)
    {
        try
        {
            if (await FindAsync(instanceId, cancel) is not { Instance.State: WorkflowState.Running or WorkflowState.Parked }) return;
            await CommitAsync(instanceId, [RowChange.Upsert(InstanceRows.Nudge(instanceId), "{}"u8.ToArray())], cancel);
        }
        catch (Exception fault)
        {
            // Cancelled or failed: the process looks all the same, as long as this one lives.
            _unwritten[instanceId] = true;
            NudgeUnwritten(logger, fault, instanceId);
        }

        _signals.Writer.TryWrite(instanceId);
    }

    public async Task<WorkflowStatus?> StatusAsync(string instanceId, CancellationToken cancel)
    {
        if (await FindAsync(instanceId, cancel) is not { } found) return null;
        StoredInstance instance = found.Instance;
        List<WorkflowAnswer> answers = await AnswersAsync(instanceId, cancel);
        return new WorkflowStatus(instance.Id, instance.Workflow, instance.State, instance.Reason, instance.StartedAt, instance.WakesAt, answers.Count, answers.Count == 0 ? null : answers[^1].At);
    }

    /// <summary>Moves an instance as far as it goes now. Not to be called for one instance twice at a time; the loop sees to that, and the store refuses the second.</summary>
    public async Task AdvanceAsync(string instanceId, CancellationToken cancel)
    {
        if (await FindAsync(instanceId, cancel) is not { Instance.State: WorkflowState.Running } found) return;
        List<WorkflowAnswer> answers = await AnswersAsync(instanceId, cancel);
        while (found is not null && await TurnAsync(found, answers, cancel) is { } answer)
        {
            answers.Add(answer);
            if (answer.Name == ReplayContext.Wait) found = await FindAsync(instanceId, cancel);
        }
    }

    /// <summary>One turn: the answer that was recorded, or null when the instance rests or has ended.</summary>
    async Task<WorkflowAnswer?> TurnAsync(FoundInstance found, List<WorkflowAnswer> answers, CancellationToken cancel)
    {
        StoredInstance instance = found.Instance;
        var flow = new ReplayContext(instance.Id, answers, instance.StartedAt);
        if (set.FindWorkflow(instance.Workflow) is not { } workflow) return await ParkAsync(found, $"There is no workflow {instance.Workflow}.", cancel);
        Task<string> run = workflow(flow, instance.Input);
        if (run.IsFaulted) return await ParkAsync(found, ReasonOf(run.Exception!.InnerException!), cancel);
        if (run.IsCompletedSuccessfully && !flow.UsedAll) return await ParkAsync(found, "The code ended before its history did.", cancel);
        if (run.IsCompletedSuccessfully) return await EndAsync(found, await run, cancel);
        if (flow.Open is not { } open) return await ParkAsync(found, "The workflow awaited something other than its context.", cancel);
        return open.Until is { } until ? await WaitAsync(found, answers.Count, open, until, cancel) : await CallAsync(found, answers.Count, open, cancel);
    }

    async Task<WorkflowAnswer?> CallAsync(FoundInstance found, int number, OpenQuestion open, CancellationToken cancel)
    {
        if (set.FindStep(open.Name) is not { } step) return await ParkAsync(found, $"There is no step {open.Name}.", cancel);
        string answer;
        try
        {
            answer = await step(open.Input, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception fault)
        {
            // Whatever it is: tried again later, then shown to an operator. Only its type is kept, a message might hold a personal value.
            return await RetryLaterAsync(found, number, $"{open.Name}: {fault.GetType().Name}", cancel);
        }

        return await AppendAsync(found, number, new WorkflowAnswer(open.Name, open.Input, answer, clock.GetUtcNow()), cancel);
    }

    async Task<WorkflowAnswer?> WaitAsync(FoundInstance found, int number, OpenQuestion open, DateTimeOffset until, CancellationToken cancel)
    {
        string id = found.Instance.Id;
        TableRow? nudge = await tables.FindAsync(InstanceRows.Table, InstanceRows.PartitionOf(id), InstanceRows.Nudge(id), cancel);
        DateTimeOffset now = clock.GetUtcNow();
        if (nudge is not null) return await TakeNudgeAsync(found, number, open, nudge, cancel);
        if (_unwritten.TryRemove(id, out _)) return await AppendAsync(found, number, new WorkflowAnswer(open.Name, open.Input, "true", now), cancel);
        if (now >= until) return await AppendAsync(found, number, new WorkflowAnswer(open.Name, open.Input, "false", now), cancel);
        if (found.Instance.WakesAt != until || found.Instance.Attempts > 0) await ReplaceAsync(found, found.Instance with { WakesAt = until, Attempts = 0, Reason = null }, cancel);
        return null;
    }

    /// <summary>With the nudge taken the instance is due: a process that dies now leaves a wake row behind it.</summary>
    async Task<WorkflowAnswer?> TakeNudgeAsync(FoundInstance found, int number, OpenQuestion open, TableRow nudge, CancellationToken cancel)
    {
        DateTimeOffset now = clock.GetUtcNow();
        var answer = new WorkflowAnswer(open.Name, open.Input, "true", now);
        RowChange append = RowChange.Insert(InstanceRows.Answer(found.Instance.Id, number), InstanceRows.Body(answer));
        if (await ReplaceAsync(found, found.Instance with { WakesAt = now }, cancel, append, RowChange.Delete(nudge.Row, nudge.ETag))) return answer;
        Signal(found.Instance.Id);      // another nudge came while this one was taken, or an operator was here: look again
        return null;
    }

    /// <summary>Null when another runner was first: it goes on, not this one.</summary>
    async Task<WorkflowAnswer?> AppendAsync(FoundInstance found, int number, WorkflowAnswer answer, CancellationToken cancel)
    {
        string id = found.Instance.Id;
        if ((await CommitAsync(id, [RowChange.Insert(InstanceRows.Answer(id, number), InstanceRows.Body(answer))], cancel)).IsDone) return answer;
        Signal(id);
        return null;
    }

    async Task<WorkflowAnswer?> RetryLaterAsync(FoundInstance found, int number, string reason, CancellationToken cancel)
    {
        int attempts = found.Instance.AttemptsAt == number ? found.Instance.Attempts + 1 : 1;
        if (attempts > options.BackOff.Count) return await ParkAsync(found, reason, cancel);
        await ReplaceAsync(found, found.Instance with { WakesAt = clock.GetUtcNow() + options.BackOff[attempts - 1], Attempts = attempts, AttemptsAt = number, Reason = reason }, cancel);
        return null;
    }

    async Task<WorkflowAnswer?> ParkAsync(FoundInstance found, string reason, CancellationToken cancel)
    {
        await ReplaceAsync(found, found.Instance with { State = WorkflowState.Parked, WakesAt = null, Reason = reason }, cancel, RowChange.Upsert(InstanceRows.Parked(found.Instance.Id), "{}"u8.ToArray()));
        return null;
    }

    async Task<WorkflowAnswer?> EndAsync(FoundInstance found, string result, CancellationToken cancel)
    {
        string id = found.Instance.Id;
        TableRow? nudge = await tables.FindAsync(InstanceRows.Table, InstanceRows.PartitionOf(id), InstanceRows.Nudge(id), cancel);
        var ended = found.Instance with { State = WorkflowState.Ended, WakesAt = null, Result = result, Reason = null, Attempts = 0 };
        if (!await ReplaceAsync(found, ended, cancel, nudge is null ? [] : [RowChange.Delete(nudge.Row, nudge.ETag)])) Signal(id);
        return null;
    }

    /// <summary>Writes the instance with its wake row. When somebody else changed it, that counts and nothing is written.</summary>
    internal async Task<bool> ReplaceAsync(FoundInstance found, StoredInstance instance, CancellationToken cancel, params RowChange[] also)
    {
        string id = instance.Id;
        List<RowChange> changes = [RowChange.Replace(InstanceRows.Instance(id), InstanceRows.Body(instance), found.ETag)];
        if (instance.WakesAt != found.Instance.WakesAt)
        {
            if (instance.WakesAt is { } wakes) changes.Add(RowChange.Upsert(InstanceRows.Wake(id, wakes), "{}"u8.ToArray()));
            if (found.Instance.WakesAt is { } before && await tables.FindAsync(InstanceRows.Table, InstanceRows.PartitionOf(id), InstanceRows.Wake(id, before), cancel) is { } row) changes.Add(RowChange.Delete(row.Row, row.ETag));
        }

        changes.AddRange(also);
        return (await CommitAsync(id, changes, cancel)).IsDone;
    }

    internal async Task<FoundInstance?> FindAsync(string id, CancellationToken cancel) =>
        await tables.FindAsync(InstanceRows.Table, InstanceRows.PartitionOf(id), InstanceRows.Instance(id), cancel) is { } row ? new FoundInstance(InstanceRows.Read<StoredInstance>(row), row.ETag) : null;

    internal async Task<List<WorkflowAnswer>> AnswersAsync(string id, CancellationToken cancel)
    {
        var answers = new List<WorkflowAnswer>();
        string from = InstanceRows.Answers(id), to = RowRange.EndOf(from);
        for (; ; )
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(InstanceRows.Table, InstanceRows.PartitionOf(id), from, to, TableLimits.MaxPage, cancel);
            answers.AddRange(rows.Select(InstanceRows.Read<WorkflowAnswer>));
            if (rows.Count < TableLimits.MaxPage) return answers;
            from = RowRange.After(rows[^1].Row);
        }
    }

    internal void Signal(string id) => _signals.Writer.TryWrite(id);

    Task<CommitOutcome> CommitAsync(string id, IReadOnlyList<RowChange> changes, CancellationToken cancel) => tables.CommitAsync(InstanceRows.Table, InstanceRows.PartitionOf(id), changes, cancel);

    [LoggerMessage(EventId = 4101, Level = LogLevel.Warning, Message = "The nudge of {Instance} could not be written; this process keeps it.")]
    static partial void NudgeUnwritten(ILogger logger, Exception fault, string instance);

    // What replaying throws is about code and history; a fault of the workflow's own code is named by its type.
    static string ReasonOf(Exception fault) => fault is WorkflowChangedException changed ? changed.Message : fault.GetType().Name;
}

sealed record FoundInstance(StoredInstance Instance, string ETag);
