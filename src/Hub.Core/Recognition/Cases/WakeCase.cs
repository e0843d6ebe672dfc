using Hub.Ports;

namespace Hub.Recognition.Cases;

/// <summary>Makes good what a crash between writing a case and waking its process left undone. Done twice it does nothing.</summary>
public sealed class WakeCase(CaseStore store, CaseChanges changes, IWorkflows workflows)
{
    public async Task HandleAsync(CaseId id, CancellationToken cancel)
    {
        if (await store.FindAsync(id, cancel) is not { } of) return;      // what was to be written never was
        string instance = CaseChanges.InstanceOf(of);
        if (await workflows.StatusAsync(instance, cancel) is not { } process) await changes.StartAsync(of, cancel);
        else if (process.State is WorkflowState.Running or WorkflowState.Parked && !HasSeen(process, of)) await workflows.NudgeAsync(instance, cancel);
    }

    /// <summary>Whether the process has done something since the case last changed: mostly it has, and then it rests on.</summary>
    static bool HasSeen(WorkflowStatus process, RecognitionCase of) => process.MovedAt > of.Facts[^1].At;
}
