namespace Hub.Storage.Tests.Embedded;

/// <summary>Stands still until it is set. Its timers are the system's: nothing here waits for one.</summary>
public sealed class SettableClock : TimeProvider
{
    long ticks = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).Ticks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public void Advance(TimeSpan time) => Interlocked.Add(ref ticks, time.Ticks);
}
