using System.Diagnostics;
using Hub.Telemetry;

namespace Hub.Work;

/// <summary>The work of one message, as telemetry tells it.</summary>
sealed class WorkRun(string queue) : IDisposable
{
    readonly Activity? _activity = WorkMetrics.Begin(queue);
    readonly long _began = Stopwatch.GetTimestamp();
    string? _error;

    /// <summary>Whose work it is, where it is somebody's.</summary>
    public SubmissionWork Of(string message)
    {
        SubmissionWork work = SubmissionWork.Parse(message);
        _activity?.SetTag(Tag.Organisation, work.Organisation.Value);
        return work;
    }

    /// <summary>Asking for another time, or being stopped, is no failure.</summary>
    public void End(Exception fault)
    {
        if (fault is RetryLaterException or OperationCanceledException) return;
        _error = fault.GetType().FullName;
        _activity?.SetTag(Tag.Error, _error).SetStatus(ActivityStatusCode.Error);
    }

    public void Dispose()
    {
        WorkMetrics.Took(queue, Stopwatch.GetElapsedTime(_began), _error);
        _activity?.Dispose();
    }
}
