namespace Hub.Pipeline.Tests.Support;

/// <summary>Stands still until it is set. Its timers are the system's: nothing here waits for one.</summary>
public sealed class SettableClock : TimeProvider
{
    long _ticks = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).Ticks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>Another that shows the same time.</summary>
    public SettableClock Copy() => new() { _ticks = Interlocked.Read(ref _ticks) };

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
}
