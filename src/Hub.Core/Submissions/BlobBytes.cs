using Hub.Ports;

namespace Hub.Submissions;

/// <summary>Reads a whole working blob; these are bounded by the size of a chunk.</summary>
static class BlobBytes
{
    public static async Task<PooledBytes> ReadAsync(IBlobs blobs, string name, CancellationToken cancel)
    {
        BlobProperties properties = await blobs.FindAsync(name, cancel) ?? throw new InvalidDataException($"Blob '{name}' is gone.");
        await using Stream stream = await blobs.OpenReadAsync(name, 0, null, cancel) ?? throw new InvalidDataException($"Blob '{name}' is gone.");
        return await PooledBytes.ReadAsync(stream, checked((int)properties.SizeBytes), cancel);
    }
}
