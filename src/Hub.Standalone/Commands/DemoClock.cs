namespace Hub.Standalone.Commands;

/// <summary>The time of day, some days ago: so the demo shows weeks of a case in seconds, and leaves nothing behind that lies in the future.</summary>
sealed class DemoClock(int daysAgo) : TimeProvider
{
    int _daysAgo = daysAgo;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddDays(-_daysAgo);

    /// <exception cref="ArgumentOutOfRangeException">It would be later than it is.</exception>
    public void Pass(int days)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, _daysAgo);
        _daysAgo -= days;
    }

    /// <summary>From here on it is as late as it is.</summary>
    public void CatchUp() => _daysAgo = 0;
}
