using Microsoft.DurableTask;

namespace Hub.Functions.Orchestrations;

/// <summary>A step failed. What the durable host stores of it is this: the type of the fault, never its message, which might hold a personal value.</summary>
sealed class StepFailedException(string fault) : Exception(fault)
{
    /// <summary>Type of the fault of a step, without its namespace.</summary>
    public static string FaultOf(TaskFailedException failed)
    {
        TaskFailureDetails details = failed.FailureDetails;
        return details.ErrorType.EndsWith(nameof(StepFailedException), StringComparison.Ordinal) ? details.ErrorMessage : details.ErrorType.Split('.')[^1];
    }
}
