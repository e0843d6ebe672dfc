using System.Diagnostics;
using System.Text.Json;
using Hub.Telemetry;

namespace Hub.Workflows;

/// <summary>The workflows and steps of a host, by their stored names.</summary>
public sealed class WorkflowSet
{
    readonly Dictionary<string, Func<IWorkflowContext, string, Task<string>>> _workflows = new(StringComparer.Ordinal);
    readonly Dictionary<string, Func<string, CancellationToken, Task<string>>> _steps = new(StringComparer.Ordinal);

    /// <summary>Names of all steps: in the cloud each is a function.</summary>
    public IEnumerable<string> StepNames => _steps.Keys;

    public WorkflowSet Add<TIn, TOut>(string name, Func<IWorkflowContext, TIn, Task<TOut>> run)
    {
        _workflows.Add(name, async (flow, input) => Write(await run(flow, Read<TIn>(input))));
        return this;
    }

    /// <param name="run">May run more than once for one answer, so it has to bear that.</param>
    public WorkflowSet Add<TIn, TOut>(Step<TIn, TOut> step, Func<TIn, CancellationToken, Task<TOut>> run)
    {
        _steps.Add(step.Name, async (input, cancel) =>
        {
            using Activity? activity = HubTelemetry.Source.StartActivity($"step {step.Name}")?.SetTag(Tag.Step, step.Name);
            return Write(await run(Read<TIn>(input), cancel));
        });
        return this;
    }

    /// <summary>Null when there is no such workflow.</summary>
    public Func<IWorkflowContext, string, Task<string>>? FindWorkflow(string name) => _workflows.GetValueOrDefault(name);

    /// <summary>Null when there is no such step.</summary>
    public Func<string, CancellationToken, Task<string>>? FindStep(string name) => _steps.GetValueOrDefault(name);

    /// <summary>Inputs and answers as they are stored.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, HubJson.Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, HubJson.Options)!;
}
