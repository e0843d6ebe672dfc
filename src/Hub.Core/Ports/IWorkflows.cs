namespace Hub.Ports;

/// <summary>Long processes: each instance of one runs until it ends, over restarts and years.</summary>
public interface IWorkflows
{
    /// <summary>Starts an instance, or leaves it as it is when there is one with this id, in whatever state. Called after the record is written.</summary>
    /// <param name="workflow">Name of the process; stored for ever.</param>
    /// <param name="input">JSON: names the record, does not carry it.</param>
    Task StartAsync(string instanceId, string workflow, string input, CancellationToken cancel);

    /// <summary>Says that there may be something new to see. Carries no facts and never fails: unknown and ended instances heed it not.</summary>
    Task NudgeAsync(string instanceId, CancellationToken cancel);

    /// <summary>Null when there is no such instance.</summary>
    Task<WorkflowStatus?> StatusAsync(string instanceId, CancellationToken cancel);
}

/// <param name="Reason">Why it is parked; null when it is not.</param>
/// <param name="WakesAt">When it goes on by itself; null when it does not.</param>
/// <param name="MovedAt">When it last did something; null: not yet.</param>
public sealed record WorkflowStatus(string InstanceId, string Workflow, WorkflowState State, string? Reason, DateTimeOffset StartedAt, DateTimeOffset? WakesAt, int Answers, DateTimeOffset? MovedAt = null);

/// <summary>Names are public contract and stored.</summary>
public enum WorkflowState
{
    Running,

    /// <summary>Waits for an operator: a step failed again and again, or the code no longer fits the history.</summary>
    Parked,

    Ended,

    /// <summary>Ended by an operator.</summary>
    Terminated,
}
