namespace Hub.Work;

/// <summary>
/// Thrown by the handler of a queue message that cannot be done yet, such as one that waits for an earlier submission:
/// the message comes back after <paramref name="delay"/>. It is no fault, but it counts as an attempt.
/// </summary>
/// <param name="delay">0 to 7 days.</param>
public sealed class RetryLaterException(TimeSpan delay) : Exception($"Not yet: try again in {delay}.")
{
    public TimeSpan Delay { get; } = delay;
}
