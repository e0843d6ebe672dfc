namespace Hub.Ports;

/// <summary>
/// Work queues with at-least-once delivery. A message names records, it does not carry them: at most
/// <see cref="MaxMessageBytes"/> bytes of UTF-8. After <see cref="MaxAttempts"/> attempts a message goes to <c>&lt;queue&gt;-poison</c>.
/// Queue names: 3 to 56 of <c>a-z 0-9 -</c>, see <see cref="QueueLimits"/>.
/// </summary>
public interface IQueue
{
    const int MaxMessageBytes = 48 * 1024 - 1;
    const int MaxAttempts = 5;

    /// <summary>Sends a message that becomes visible after <paramref name="delay"/> (0 to 7 days). On return it is durable.</summary>
    /// <exception cref="ArgumentException">The message is too large or the queue's name is not allowed.</exception>
    Task SendAsync(string queue, string message, TimeSpan delay, CancellationToken cancel);

    /// <summary>
    /// Takes up to <paramref name="limit"/> (1 to 32) visible messages and hides them for <paramref name="visibility"/>.
    /// A message that has had all its attempts is moved to the poison queue instead.
    /// </summary>
    Task<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int limit, TimeSpan visibility, CancellationToken cancel);

    /// <summary>The work is done: removes the message. False when its visibility had run out and another has it.</summary>
    Task<bool> CompleteAsync(string queue, QueueMessage message, CancellationToken cancel);

    /// <summary>Makes the message visible again after <paramref name="delay"/>, or keeps it hidden longer. False when another has it.</summary>
    Task<bool> ReturnAsync(string queue, QueueMessage message, TimeSpan delay, CancellationToken cancel);
}

/// <param name="Attempt">1 on first delivery.</param>
/// <param name="Receipt">Names this delivery; belongs to the adapter.</param>
public sealed record QueueMessage(string Id, string Text, int Attempt, string Receipt);
