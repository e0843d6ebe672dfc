namespace Hub.Workflows;

/// <summary>Names a use case that a workflow may call.</summary>
/// <param name="Name">Stored history and the name of a function in the cloud: letters, digits and hyphens, never renamed, only added to.</param>
public readonly record struct Step<TIn, TOut>(string Name);

/// <summary>
/// The only doors a workflow has to the outside. A workflow is run anew from its start whenever it goes on, with the answers it had;
/// so it awaits nothing else, and one thing at a time.
/// </summary>
public interface IWorkflowContext
{
    string InstanceId { get; }

    /// <summary>UTC time at which the last answer arrived, the start before the first; the same on every replay.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Runs a step at least once and records its answer exactly once. A step that keeps failing parks the instance; the workflow never sees it.</summary>
    Task<TOut> CallAsync<TIn, TOut>(Step<TIn, TOut> step, TIn input);

    /// <summary>Sleeps until nudged (true) or until <paramref name="until"/>, UTC (false). A nudge carries no facts: look again.</summary>
    Task<bool> WaitAsync(DateTimeOffset until);
}
