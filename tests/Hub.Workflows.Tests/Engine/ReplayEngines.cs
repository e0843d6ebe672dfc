using Hub.Ports;
using Hub.Storage.Embedded.Workflows;
using Hub.Workflows.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Workflows.Tests.Engine;

/// <summary>The engine of the one-machine host: its store is the tables.</summary>
public sealed class ReplayEngines : ICaseEngines
{
    public ICaseEngine Start(WorkflowSet set, MemoryTables tables, SettableClock clock) => new ReplayEngine(set, tables, clock);
}

public sealed class ReplayEngine : ICaseEngine
{
    readonly ReplayWorkflows _workflows;
    readonly ReplayLoop _loop;

    public ReplayEngine(WorkflowSet set, MemoryTables tables, SettableClock clock)
    {
        _workflows = new ReplayWorkflows(tables, set, new ReplayOptions(), clock, NullLogger<ReplayWorkflows>.Instance);
        _loop = new ReplayLoop(_workflows, tables, NullLogger<ReplayLoop>.Instance);
        Desk = new WorkflowDesk(_workflows, tables);
    }

    public WorkflowDesk Desk { get; }

    public IWorkflows Workflows => _workflows;

    public Task<DateTimeOffset?> AdvanceAsync(CancellationToken cancel) => _loop.AdvanceDueAsync(cancel);

    public Task TakeUpAsync(CancellationToken cancel) => _loop.AdvanceNudgedAsync(cancel);

    public Task RetryAsync(string instanceId, CancellationToken cancel) => Desk.RetryAsync(instanceId, cancel);
}
