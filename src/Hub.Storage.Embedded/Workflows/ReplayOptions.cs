using System.ComponentModel.DataAnnotations;

namespace Hub.Storage.Embedded.Workflows;

/// <summary>How instances are advanced.</summary>
public sealed record ReplayOptions
{
    /// <summary>How long to leave a step that failed, by attempt; after the last one the instance is parked. The default is 1 s, 5 s, 30 s, 2 min, 10 min.</summary>
    public IReadOnlyList<TimeSpan> BackOff { get; init; } = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)];

    /// <summary>Instances advanced side by side. The default is 64: each waits for the disk most of its time, and their commits share an fsync.</summary>
    [Range(1, 256)]
    public int Parallelism { get; init; } = 64;

    /// <summary>Longest rest of the loop, so that a machine that slept or whose clock was set is noticed. The default is 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestRest { get; init; } = TimeSpan.FromMinutes(15);
}
