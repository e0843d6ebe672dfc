using System.IO.Compression;
using Hub.Ports;

namespace Hub.Releases;

/// <summary>Writes one gzip file of a release and describes it for the manifest.</summary>
sealed class ReleaseFileWriter(IBlobs blobs, string release)
{
    /// <summary>GZipStream writes nothing at all for empty content, which no other program takes for gzip (RFC 1952).</summary>
    static readonly byte[] EmptyGzip = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <param name="write">Writes the uncompressed content and gives the number of records.</param>
    public async Task<ReleaseFile> WriteAsync(string name, string mediaType, Func<Stream, CancellationToken, Task<long>> write, CancellationToken cancel)
    {
        ReleaseFile? file = null;
        // Not create-only: a killed cut of the same name may have left a file, and its content was never announced.
        await blobs.WriteAsync(ReleasePaths.Of(release, name), BlobCondition.None, async (destination, stop) =>
        {
            await using var published = new HashingStream(destination);
            (long rows, ContentIdentity content) = await CompressAsync(published, write, stop);
            if (published.Bytes == 0) await published.WriteAsync(EmptyGzip, stop);
            (string sha, IReadOnlyList<string> blocks) = published.Finish();
            file = new ReleaseFile(name, mediaType, published.Bytes, sha, blocks, rows, content);
        }, cancel);
        return file!;
    }

    static async Task<(long Rows, ContentIdentity Content)> CompressAsync(HashingStream published, Func<Stream, CancellationToken, Task<long>> write, CancellationToken cancel)
    {
        await using var gzip = new GZipStream(published, CompressionLevel.Optimal, leaveOpen: true);
        await using var content = new HashingStream(gzip);
        await using var buffered = new BufferedStream(content, 128 * 1024);
        long rows = await write(buffered, cancel);
        await buffered.FlushAsync(cancel);
        (string sha, _) = content.Finish();
        return (rows, new ContentIdentity(content.Bytes, sha));
    }
}
