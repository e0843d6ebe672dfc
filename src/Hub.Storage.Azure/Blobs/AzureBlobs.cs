using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Hub.Ports;
using BlobProperties = Hub.Ports.BlobProperties;

namespace Hub.Storage.Azure.Blobs;

/// <summary>Block blobs in one container, which is made when it is first written to.</summary>
public sealed class AzureBlobs(BlobContainerClient container) : IBlobs
{
    bool made;

    public async Task<BlobProperties?> FindAsync(string name, CancellationToken cancel)
    {
        BlobLimits.CheckName(name);
        try
        {
            global::Azure.Storage.Blobs.Models.BlobProperties found = await container.GetBlobClient(name).GetPropertiesAsync(cancellationToken: cancel);
            return new BlobProperties(name, found.ContentLength, TextOf(found.ETag), found.LastModified);
        }
        catch (RequestFailedException absent) when (absent.Status == 404)
        {
            return null;
        }
    }

    public async Task<Stream?> OpenReadAsync(string name, long offset, long? length, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (length is { } asked) ArgumentOutOfRangeException.ThrowIfNegative(asked, nameof(length));
        if (length == 0) return await FindAsync(name, cancel) is null ? null : Stream.Null;     // a range of nothing cannot be asked for
        BlobLimits.CheckName(name);
        try
        {
            var options = new BlobDownloadOptions { Range = new HttpRange(offset, length) };
            BlobDownloadStreamingResult found = await container.GetBlobClient(name).DownloadStreamingAsync(options, cancel);
            return found.Content;
        }
        catch (RequestFailedException absent) when (absent.Status == 404)
        {
            return null;
        }
        catch (RequestFailedException beyond) when (beyond.ErrorCode == BlobErrorCode.InvalidRange)
        {
            return Stream.Null;
        }
    }

    public async Task<BlobOutcome> WriteAsync(string name, BlobCondition condition, Func<Stream, CancellationToken, Task> write, CancellationToken cancel)
    {
        BlobLimits.CheckName(name);
        await MakeContainerAsync(cancel);
        using var content = new BlockStream(container.GetBlockBlobClient(name));
        await write(content, cancel);
        try
        {
            await content.PublishAsync(ConditionsOf(condition), cancel);
            return BlobOutcome.Written;
        }
        catch (RequestFailedException refused) when (condition != BlobCondition.None && IsConditionFailed(refused))
        {
            return BlobOutcome.ConditionFailed;
        }
    }

    public async IAsyncEnumerable<BlobProperties> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        IAsyncEnumerator<BlobItem> items = container.GetBlobsAsync(new GetBlobsOptions { Prefix = prefix }, cancel).GetAsyncEnumerator(cancel);
        await using (items)
        {
            while (await NextAsync(items))
            {
                BlobItemProperties found = items.Current.Properties;
                yield return new BlobProperties(items.Current.Name, found.ContentLength ?? 0, TextOf(found.ETag ?? default), found.LastModified ?? default);
            }
        }
    }

    public async Task<bool> DeleteAsync(string name, CancellationToken cancel)
    {
        BlobLimits.CheckName(name);
        return await container.GetBlobClient(name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancel);
    }

    /// <summary>A header carries quotes and a listing does not; the hub's form has them.</summary>
    static string TextOf(ETag etag) => etag.ToString("H");

    static BlobRequestConditions? ConditionsOf(BlobCondition condition) =>
        condition.CreateOnly ? new BlobRequestConditions { IfNoneMatch = ETag.All }
        : condition.IfMatch is { } etag ? new BlobRequestConditions { IfMatch = new ETag(etag) }
        : null;

    /// <summary>Also when the staged blocks have gone: they go when another writer publishes, and then no condition holds any more.</summary>
    static bool IsConditionFailed(RequestFailedException refused) =>
        refused.Status is 404 or 409 or 412 || refused.ErrorCode == BlobErrorCode.InvalidBlockList;

    static async ValueTask<bool> NextAsync(IAsyncEnumerator<BlobItem> items)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (RequestFailedException absent) when (absent.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return false;
        }
    }

    async Task MakeContainerAsync(CancellationToken cancel)
    {
        if (made) return;
        await container.CreateIfNotExistsAsync(cancellationToken: cancel);
        made = true;
    }
}
