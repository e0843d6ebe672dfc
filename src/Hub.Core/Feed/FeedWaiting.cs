namespace Hub.Feed;

/// <summary>
/// Waits for the feed to grow. However many wait, the head is read once in a while for all of them, and not at all while nobody does;
/// no thread is held.
/// </summary>
public sealed class FeedWaiting(FeedReader feed, TimeProvider clock)
{
    static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    readonly Lock _lock = new();
    Task<long>? _look;

    /// <summary>Returns when the feed has gone beyond <paramref name="after"/>, or the time is over.</summary>
    public async Task WaitAsync(long after, TimeSpan most, CancellationToken cancel)
    {
        long start = clock.GetTimestamp();
        while (clock.GetElapsedTime(start) < most)
            if (await NextLook().WaitAsync(cancel) > after) return;
    }

    Task<long> NextLook()
    {
        lock (_lock) return _look is { IsCompleted: false } ? _look : _look = LookAsync();
    }

    /// <summary>Belongs to all who wait, so nobody's leaving ends it.</summary>
    async Task<long> LookAsync()
    {
        await Task.Delay(BetweenLooks, clock, CancellationToken.None);
        return await feed.LastAsync(CancellationToken.None);
    }
}
