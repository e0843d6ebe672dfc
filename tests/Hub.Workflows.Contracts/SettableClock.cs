namespace Hub.Workflows.Contracts;

/// <summary>Stands still until it is set.</summary>
public sealed class SettableClock : TimeProvider
{
    long _ticks = new DateTimeOffset(2026, 1, 15, 9, 0, 0, TimeSpan.Zero).Ticks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    public void Set(DateTimeOffset time) => Interlocked.Exchange(ref _ticks, time.UtcTicks);
}
