namespace Hub.Ports;

/// <summary>Named byte sequences. Names are paths with <c>/</c> between the parts: see <see cref="BlobLimits"/>.</summary>
/// <remarks>
/// Where <c>x</c> is a blob, <c>x/y</c> may not be one: names are files and folders on one machine, as they are in the cloud on
/// accounts with a hierarchical namespace.
/// </remarks>
public interface IBlobs
{
    /// <summary>The blob's properties, or null when there is none.</summary>
    Task<BlobProperties?> FindAsync(string name, CancellationToken cancel);

    /// <summary>
    /// Reads <paramref name="length"/> bytes from <paramref name="offset"/> (null: to the end), or gives null when there is no such blob.
    /// A range that begins at or after the end is empty. The stream need not seek.
    /// </summary>
    Task<Stream?> OpenReadAsync(string name, long offset, long? length, CancellationToken cancel);

    /// <summary>
    /// Writes a blob: <paramref name="write"/> streams the content, which becomes visible at once when it returns.
    /// When it throws, or the process dies, nothing is visible and an earlier blob of the name stays as it was.
    /// A failed condition is found at the latest when the content becomes visible.
    /// </summary>
    Task<BlobOutcome> WriteAsync(string name, BlobCondition condition, Func<Stream, CancellationToken, Task> write, CancellationToken cancel);

    /// <summary>Blobs whose names begin with the prefix, in ordinal order of the names.</summary>
    IAsyncEnumerable<BlobProperties> ListAsync(string prefix, CancellationToken cancel);

    /// <summary>Removes the blob; false when there was none.</summary>
    Task<bool> DeleteAsync(string name, CancellationToken cancel);
}

public sealed record BlobProperties(string Name, long SizeBytes, string ETag, DateTimeOffset ModifiedAt);

/// <summary>When a write may take effect.</summary>
/// <param name="CreateOnly">Only when no blob of this name exists.</param>
/// <param name="IfMatch">Only when the blob has this ETag.</param>
public readonly record struct BlobCondition(bool CreateOnly, string? IfMatch)
{
    public static readonly BlobCondition None;

    public static readonly BlobCondition Create = new(true, null);

    public static BlobCondition Match(string etag) => new(false, etag);
}

public enum BlobOutcome
{
    Written,

    /// <summary>The condition did not hold; nothing was changed.</summary>
    ConditionFailed,
}
