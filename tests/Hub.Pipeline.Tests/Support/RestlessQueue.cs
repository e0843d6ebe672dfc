using Hub.Ports;

namespace Hub.Pipeline.Tests.Support;

/// <summary>A queue at its worst, by seed: messages come twice or late, and the clock jumps by hours in between.</summary>
public sealed class RestlessQueue(IQueue inner, SettableClock clock, Random random) : IQueue
{
    static readonly TimeSpan LongestJump = TimeSpan.FromHours(5);

    TimeSpan _ahead;

    public int Jumps { get; private set; }

    public int Doubled { get; private set; }

    public async Task SendAsync(string queue, string message, TimeSpan delay, CancellationToken cancel)
    {
        Jump();
        await inner.SendAsync(queue, message, delay + Late(), cancel);
        if (random.Next(3) > 0) return;
        Doubled++;
        await inner.SendAsync(queue, message, delay + Late(), cancel);
    }

    public Task<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int limit, TimeSpan visibility, CancellationToken cancel) => inner.ReceiveAsync(queue, limit, visibility, cancel);

    public Task<bool> CompleteAsync(string queue, QueueMessage message, CancellationToken cancel)
    {
        Jump();
        return inner.CompleteAsync(queue, message, cancel);
    }

    public Task<bool> ReturnAsync(string queue, QueueMessage message, TimeSpan delay, CancellationToken cancel) => inner.ReturnAsync(queue, message, delay, cancel);

    /// <summary>The clock is right again, and late enough for all that was sent while it was ahead.</summary>
    public void Settle()
    {
        clock.Advance(LongestJump + LongestJump - _ahead);
        _ahead = TimeSpan.Zero;
    }

    TimeSpan Late() => random.Next(4) == 0 ? TimeSpan.FromSeconds(random.Next(300)) : TimeSpan.Zero;

    void Jump()
    {
        if (random.Next(30) > 0) return;
        TimeSpan ahead = LongestJump * (2 * random.NextDouble() - 1);
        clock.Advance(ahead - _ahead);
        _ahead = ahead;
        Jumps++;
    }
}
