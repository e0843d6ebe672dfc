using Hub.Recognition.Cases;
using Hub.Workflows;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Hub.Functions.Orchestrations;

/// <summary>The process of recognition: one orchestrator, and one activity for each step, so that the portal shows what happened.</summary>
public sealed class RecognitionFunctions(WorkflowSet set, StepRunner steps)
{
    [Function(CaseChanges.Workflow)]
    public Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => RunAsync(set, context);

    /// <summary>Runs the workflow of the instance's name; what it gives is stored as its output.</summary>
    internal static Task<string> RunAsync(WorkflowSet set, TaskOrchestrationContext context)
    {
        Func<IWorkflowContext, string, Task<string>> workflow = set.FindWorkflow(context.Name.Name) ?? throw new InvalidOperationException($"There is no workflow {context.Name.Name}.");
        return workflow(new DurableContext(context), context.GetInput<string>()!);
    }

    [Function(RecognitionStepNames.Look)]
    public Task<string> LookAsync([ActivityTrigger] string input, CancellationToken cancel) => steps.RunAsync(RecognitionStepNames.Look, input, cancel);

    [Function(RecognitionStepNames.Evaluate)]
    public Task<string> EvaluateAsync([ActivityTrigger] string input, CancellationToken cancel) => steps.RunAsync(RecognitionStepNames.Evaluate, input, cancel);

    [Function(RecognitionStepNames.Schedule)]
    public Task<string> ScheduleAsync([ActivityTrigger] string input, CancellationToken cancel) => steps.RunAsync(RecognitionStepNames.Schedule, input, cancel);

    [Function(RecognitionStepNames.Remind)]
    public Task<string> RemindAsync([ActivityTrigger] string input, CancellationToken cancel) => steps.RunAsync(RecognitionStepNames.Remind, input, cancel);

    [Function(RecognitionStepNames.Lapse)]
    public Task<string> LapseAsync([ActivityTrigger] string input, CancellationToken cancel) => steps.RunAsync(RecognitionStepNames.Lapse, input, cancel);

    [Function(RecognitionStepNames.Notify)]
    public Task<string> NotifyAsync([ActivityTrigger] string input, CancellationToken cancel) => steps.RunAsync(RecognitionStepNames.Notify, input, cancel);

    [Function(RecognitionStepNames.Finish)]
    public Task<string> FinishAsync([ActivityTrigger] string input, CancellationToken cancel) => steps.RunAsync(RecognitionStepNames.Finish, input, cancel);
}
