using Hub.Ports;

namespace Hub.Workflows.Contracts;

/// <summary>What drives the processes of a scene, by the clock of the scene. What it stored outlives it.</summary>
public interface ICaseEngine
{
    /// <summary>How much later than the due time a process may see that it has come. The default is 0.</summary>
    TimeSpan Lateness => TimeSpan.Zero;

    IWorkflows Workflows { get; }

    /// <summary>Moves every process as far as it goes now; when the next one wakes by itself, or null.</summary>
    Task<DateTimeOffset?> AdvanceAsync(CancellationToken cancel);

    /// <summary>Takes up what a process of the machine left that died.</summary>
    Task TakeUpAsync(CancellationToken cancel);

    /// <summary>Makes a parked process go on, as an operator would.</summary>
    Task RetryAsync(string instanceId, CancellationToken cancel);
}

/// <summary>Makes engines for one scene: a new one after every restart, on the same store.</summary>
public interface ICaseEngines
{
    ICaseEngine Start(WorkflowSet set, MemoryTables tables, SettableClock clock);
}
