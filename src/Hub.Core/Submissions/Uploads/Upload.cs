using Hub.Ports;

namespace Hub.Submissions.Uploads;

/// <summary>A body that is sent past the hub's own endpoint, by a link.</summary>
/// <param name="Blob">Where the link writes. Read once, when it is confirmed: the link goes on working until it expires.</param>
/// <param name="ExpiresAt">Until when it can be confirmed.</param>
public sealed record Upload(string Blob, DateTimeOffset ExpiresAt)
{
    const string Incoming = "incoming";
    const string Whole = "/whole";

    /// <param name="isSealed">Whether it is about people and passes the hub: then it is ciphertext from the first byte, as in <see cref="StoredBody.NewBlob"/>.</param>
    internal static string NewBlob(OrganisationId organisation, DateTimeOffset now, bool isSealed) => StoredBody.NameOf($"{Incoming}/{organisation.Value}/{Guid.CreateVersion7(now):N}", isSealed) + Whole;

    /// <summary>What the names of the blob and of its blocks begin with.</summary>
    public static string FolderOf(string blob) => blob[..^Whole.Length] + "/";

    /// <summary>A new name for a copy of the blob, which no link leads to.</summary>
    /// <param name="isSealed">Whether it is about people, as in <see cref="StoredBody.NewBlob"/>.</param>
    internal static string NewCopy(string blob, bool isSealed) => $"{CopiesOf(blob, isSealed)}{Guid.NewGuid():N}";

    /// <summary>Removes what the link wrote and copies of it, but for the one that has become the <paramref name="body"/> of the submission.</summary>
    internal static async Task DeleteAsync(IBlobs blobs, string blob, string body, CancellationToken cancel)
    {
        List<string> names = [];
        await foreach (BlobProperties part in blobs.ListAsync(FolderOf(blob), cancel)) names.Add(part.Name);
        foreach (bool isSealed in (bool[])[false, true])
            await foreach (BlobProperties copy in blobs.ListAsync(CopiesOf(blob, isSealed), cancel))
                if (copy.Name != body) names.Add(copy.Name);
        foreach (string name in names) await blobs.DeleteAsync(name, cancel);
    }

    static string CopiesOf(string blob, bool isSealed) => StoredBody.NameOf($"uploads{StoredBody.WithoutMark(blob[..^Whole.Length])[Incoming.Length..]}-", isSealed);
}
