using System.Security.Cryptography;
using Hub.Ports;

namespace Hub.Submissions;

/// <summary>A body that was stored: how long it was, and its SHA-256 in hexadecimal.</summary>
readonly record struct StoredBody(long SizeBytes, string Sha256)
{
    /// <summary>What the names of all bodies of an organisation begin with.</summary>
    public static string FolderOf(OrganisationId organisation) => $"uploads/{organisation.Value}/";

    /// <param name="isSealed">Whether it is about people: its name then says that it is ciphertext under a key of its own.</param>
    public static string NewBlob(OrganisationId organisation, DateTimeOffset now, bool isSealed = false) => NameOf($"{FolderOf(organisation)}{Guid.CreateVersion7(now):N}", isSealed);

    /// <summary>A name that says whether the body is ciphertext.</summary>
    internal static string NameOf(string blob, bool isSealed) => isSealed ? blob.Insert(blob.LastIndexOf('/') + 1, SealedMark) : blob;

    /// <summary>The name of a body that is not.</summary>
    internal static string WithoutMark(string blob) => blob.IndexOf('/' + SealedMark, StringComparison.Ordinal) is >= 0 and int at ? blob.Remove(at + 1, SealedMark.Length) : blob;

    /// <summary>Whose key a body, or a part of one that comes by a link, is encrypted with, and the key's name; null for what is not.</summary>
    public static (OrganisationId Organisation, string Name)? SecretOf(string blob) =>
        blob.Split('/') is ["uploads" or "incoming", var owner, var name, ..] && name.StartsWith(SealedMark, StringComparison.Ordinal) && OrganisationId.TryParse(owner, out OrganisationId organisation) ? (organisation, name) : null;

    const string SealedMark = "s-";

    /// <summary>Writes the body to a new blob and hashes it on the way.</summary>
    public static async Task<StoredBody> WriteAsync(IBlobs blobs, string blob, Stream body, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long size = 0;
        await blobs.WriteAsync(blob, BlobCondition.Create, async (destination, stop) =>
        {
            // Smaller than what counts as a large object: many bodies come at once.
            byte[] buffer = new byte[64 * 1024];
            for (int read; (read = await body.ReadAsync(buffer, stop)) > 0; size += read)
            {
                hash.AppendData(buffer, 0, read);
                await destination.WriteAsync(buffer.AsMemory(0, read), stop);
            }
        }, cancel);
        return new StoredBody(size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
