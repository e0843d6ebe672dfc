using Hub.Ports;

namespace Hub.Submissions;

/// <summary>A body that is sent past the hub's own endpoint, by a link.</summary>
/// <param name="Blob">Where the link writes. Read once, when it is confirmed: the link goes on working until it expires.</param>
/// <param name="ExpiresAt">Until when it can be confirmed.</param>
public sealed record Upload(string Blob, DateTimeOffset ExpiresAt)
{
    const string Whole = "/whole";

    internal static string NewBlob(OrganisationId organisation, DateTimeOffset now) => $"incoming/{organisation.Value}/{Guid.CreateVersion7(now):N}{Whole}";

    /// <summary>What the names of the blob and of its blocks begin with.</summary>
    public static string FolderOf(string blob) => blob[..^Whole.Length] + "/";

    internal static async Task DeleteAsync(IBlobs blobs, string blob, CancellationToken cancel)
    {
        List<string> names = [];
        await foreach (BlobProperties part in blobs.ListAsync(FolderOf(blob), cancel)) names.Add(part.Name);
        foreach (string name in names) await blobs.DeleteAsync(name, cancel);
    }
}
