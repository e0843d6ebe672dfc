namespace Hub.Work;

/// <summary>
/// Thrown by a message handler that can not go on yet, for a reason that is no fault: the message comes back after
/// <paramref name="delay"/>. It counts as an attempt, so it can not come back for ever.
/// </summary>
public sealed class RetryLaterException(TimeSpan delay, string reason) : Exception(reason)
{
    public TimeSpan Delay { get; } = delay;
}
