using Hub.Workflows;
using Microsoft.Extensions.Logging;

namespace Hub.Functions.Orchestrations;

/// <summary>Runs a step for its function.</summary>
public sealed partial class StepRunner(WorkflowSet set, ILogger<StepRunner> logger)
{
    public async Task<string> RunAsync(string step, string input, CancellationToken cancel)
    {
        Func<string, CancellationToken, Task<string>> run = set.FindStep(step) ?? throw new InvalidOperationException($"There is no step {step}.");
        try
        {
            return await run(input, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception fault)
        {
            // Whatever it is: the durable host would store its message for ever.
            Failed(logger, fault, step);
            throw new StepFailedException(fault.GetType().Name);
        }
    }

    [LoggerMessage(EventId = 4201, Level = LogLevel.Error, Message = "Step {Step} failed.")]
    static partial void Failed(ILogger logger, Exception fault, string step);
}
