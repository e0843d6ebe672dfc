using Hub.Notifications;
using Hub.Ports;
using Hub.Work;

namespace Hub.Recognition.Cases;

/// <summary>Changes a case by what somebody asks for, then wakes its process. The record is written first: a lost nudge only delays, and by a minute.</summary>
public sealed class CaseChanges(CaseStore store, CaseLaws laws, IWorkflows workflows, IQueue queue, NoticeOutbox outbox)
{
    /// <summary>Name of the process of cases; stored, so it never changes.</summary>
    public const string Workflow = "recognition";

    /// <summary>Instance that drives a case. A reopened case has a new one: what has ended does not start again.</summary>
    public static string InstanceOf(RecognitionCase of) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{of.Id}~{of.Round}");

    /// <param name="notices">Who is to be told of the case as it was changed; in the commit that changes it.</param>
    public async Task<Result<RecognitionCase>> ApplyAsync(CaseId id, Func<RecognitionCase, CaseLaw, DateTimeOffset, Result<RecognitionCase>> decide, CancellationToken cancel, Func<RecognitionCase, IReadOnlyList<Notice>>? notices = null)
    {
        await InsureAsync(id, cancel);
        Result<RecognitionCase> changed = await store.ChangeAsync(id, async (of, now) => Told(decide(of, await laws.OfAsync(of, cancel), now), notices), cancel);
        if (notices is not null) await outbox.SendAsync(CaseStore.Table, id.Partition, id.ToString(), cancel);
        if (changed.Problem is null) await workflows.NudgeAsync(InstanceOf(changed.Value), cancel);
        // Somebody who repeats what was done already, because no answer came, may be the one whose nudge was lost.
        else if (changed.Problem.Kind == ProblemKind.Conflict && await store.FindAsync(id, cancel) is { } present) await workflows.NudgeAsync(InstanceOf(present), cancel);
        return changed;
    }

    static Result<CaseChange> Told(Result<RecognitionCase> decided, Func<RecognitionCase, IReadOnlyList<Notice>>? notices) =>
        decided.Problem is { } problem ? problem : new CaseChange(decided.Value, [.. (notices?.Invoke(decided.Value) ?? []).Select(n => n.ToChange())]);

    /// <summary>Before a case is written: should this process die before it has woken the case's, <see cref="WakeCase"/> does.</summary>
    public Task InsureAsync(CaseId id, CancellationToken cancel) => queue.SendAsync(Queues.Wake, id.ToString(), Queues.InsuranceDelay, cancel);

    /// <summary>Starts the process of a case, or leaves the one that runs.</summary>
    public Task StartAsync(RecognitionCase of, CancellationToken cancel) =>
        workflows.StartAsync(InstanceOf(of), Workflow, System.Text.Json.JsonSerializer.Serialize(new CaseRef(of.Id, of.Round), HubJson.Options), cancel);
}

/// <summary>Names a case in a process.</summary>
public sealed record CaseRef(string Case, int Round);
