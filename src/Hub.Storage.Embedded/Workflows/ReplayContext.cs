using Hub.Workflows;

namespace Hub.Storage.Embedded.Workflows;

/// <summary>One answered question: what was asked, what came back, when.</summary>
/// <param name="Name">Name of the step; <c>wait</c> for a sleep.</param>
public sealed record WorkflowAnswer(string Name, string Input, string Answer, DateTimeOffset At);

/// <summary>What a workflow asks and has no answer to yet.</summary>
/// <param name="Until">For a sleep: when it ends by itself.</param>
public sealed record OpenQuestion(string Name, string Input, DateTimeOffset? Until);

/// <summary>Replays one instance against its answers and stops at the first question that has none.</summary>
public sealed class ReplayContext(string instanceId, IReadOnlyList<WorkflowAnswer> answers, DateTimeOffset startedAt) : IWorkflowContext
{
    public const string Wait = "wait";

    int _next;

    /// <summary>Null until the answers are used up.</summary>
    public OpenQuestion? Open { get; private set; }

    /// <summary>Whether all answers were asked for: a workflow that ends earlier is another one.</summary>
    public bool UsedAll => _next == answers.Count;

    public string InstanceId => instanceId;

    public DateTimeOffset Now { get; private set; } = startedAt;

    public Task<TOut> CallAsync<TIn, TOut>(Step<TIn, TOut> step, TIn input) => AskAsync<TOut>(new OpenQuestion(step.Name, WorkflowSet.Write(input), null));

    public Task<bool> WaitAsync(DateTimeOffset until) => AskAsync<bool>(new OpenQuestion(Wait, WorkflowSet.Write(until.ToUniversalTime()), until));

    Task<T> AskAsync<T>(OpenQuestion question)
    {
        if (Open is { } open) throw new WorkflowChangedException($"{question.Name} was asked while {open.Name} is open.");
        if (_next == answers.Count)
        {
            Open = question;
            return new TaskCompletionSource<T>().Task;      // never completes: the instance rests here
        }

        WorkflowAnswer answer = answers[_next++];
        if (answer.Name != question.Name || answer.Input != question.Input)
            throw new WorkflowChangedException($"Answer {_next} is to {answer.Name} {answer.Input}; the code asks {question.Name} {question.Input}.");
        Now = answer.At;
        return Task.FromResult(WorkflowSet.Read<T>(answer.Answer));
    }
}
