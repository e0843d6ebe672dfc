namespace Hub.Ports;

/// <summary>
/// Links by which whoever has one writes a single blob, past the hub where the storage can take it. They speak a subset of Azure
/// Blob storage: PUT for the whole, or blocks (<c>?comp=block&amp;blockid=</c>) and then their list (<c>?comp=blocklist</c>).
/// </summary>
public interface IUploadLinks
{
    /// <summary>Whether what links write passes the hub, which can then encrypt it before it lies anywhere.</summary>
    bool LeadToHub { get; }

    /// <summary>
    /// A link to write the blob until <paramref name="until"/>, at most 7 days from now. Each call gives one that works beside
    /// those before. Absolute where it leads to the storage; a path from the hub's root where the hub itself takes the bytes.
    /// </summary>
    Task<string> CreateAsync(string blob, DateTimeOffset until, CancellationToken cancel);

    /// <summary>The blob that the token of a link to the hub itself stands for; null when the token is forged or its time is over, and always where links lead to the storage.</summary>
    string? BlobOf(string token);
}

/// <summary>Where the hub itself takes uploads.</summary>
public static class UploadPaths
{
    public const string Root = "/v1/uploads/";
}
