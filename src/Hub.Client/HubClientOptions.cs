namespace Hub.Client;

public sealed record HubClientOptions
{
    /// <summary>How long a request is tried again after the connection was lost or the hub was busy. The default value is 2 minutes; zero tries once.</summary>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Pause after the first failure; each further one is twice as long, up to 30 seconds, unless the hub names one. The default value is half a second.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Files up to this size in bytes go in one request; larger ones, and streams of unknown length, by upload link. The default value is 8 MiB; hubs take 32 MiB at most.</summary>
    public long DirectBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Bytes of a block of an upload, held in memory. The default value is 8 MiB.</summary>
    public int BlockBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Told of every failure that will be tried again: why, and after which pause.</summary>
    public Action<string, TimeSpan>? Retrying { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
