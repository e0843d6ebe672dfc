using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using Hub.Ports;

namespace Hub.Storage.Azure.Uploads;

/// <summary>
/// Links straight to Blob storage: shared access signatures for one blob. Signed by the account's key where the hub has it,
/// else by a user delegation key, which the app's identity may ask for (role Storage Blob Delegator, or Storage Blob Data
/// Contributor on the account). Reading is allowed too: the list of blocks that have come is read by it.
/// </summary>
public sealed class SharedAccessLinks(BlobServiceClient account, BlobContainerClient container, TimeProvider clock) : IUploadLinks
{
    const BlobSasPermissions Permissions = BlobSasPermissions.Create | BlobSasPermissions.Write | BlobSasPermissions.Read;

    /// <summary>Clocks differ: a link that begins now may not have begun at the storage.</summary>
    static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(15);

    public bool LeadToHub => false;

    public async Task<string> CreateAsync(string blob, DateTimeOffset until, CancellationToken cancel)
    {
        BlobLimits.CheckName(blob);
        await container.CreateIfNotExistsAsync(cancellationToken: cancel);
        BlobClient target = container.GetBlobClient(blob);
        var link = new BlobSasBuilder(Permissions, until) { BlobContainerName = container.Name, BlobName = blob, Resource = "b" };
        if (target.CanGenerateSasUri) return target.GenerateSasUri(link).AbsoluteUri;

        UserDelegationKey key = await account.GetUserDelegationKeyAsync(clock.GetUtcNow() - ClockSkew, until, cancel);
        var address = new BlobUriBuilder(target.Uri) { Sas = link.ToSasQueryParameters(key, account.AccountName) };
        return address.ToUri().AbsoluteUri;
    }

    /// <summary>Links lead past the hub.</summary>
    public string? BlobOf(string token) => null;
}
