using Hub.Ports;

namespace Hub.Recognition.Cases;

/// <summary>Makes good what a crash between writing a case and waking its process left undone. Done twice it does nothing.</summary>
public sealed class WakeCase(CaseStore store, CaseChanges changes, IWorkflows workflows)
{
    public async Task HandleAsync(CaseId id, CancellationToken cancel)
    {
        if (await store.FindAsync(id, cancel) is not { } of) return;      // what was to be written never was
        await changes.StartAsync(of, cancel);
        await workflows.NudgeAsync(CaseChanges.InstanceOf(of), cancel);
    }
}
