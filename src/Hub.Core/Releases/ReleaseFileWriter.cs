using System.IO.Compression;
using System.IO.Pipelines;
using Hub.Ports;

namespace Hub.Releases;

/// <summary>Writes the files of a release, gzip ones and plain ones, and describes them for the manifest.</summary>
sealed class ReleaseFileWriter(IBlobs blobs, string release)
{
    /// <summary>GZipStream writes nothing at all for empty content, which no other program takes for gzip (RFC 1952).</summary>
    static readonly byte[] EmptyGzip = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    const int PieceBytes = 128 * 1024;

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

    /// <summary>Writes a file that is published as it is.</summary>
    /// <param name="write">Writes the content and gives the number of records.</param>
    public async Task<ReleaseFile> WritePlainAsync(string name, string mediaType, Func<Stream, CancellationToken, Task<long>> write, CancellationToken cancel)
    {
        ReleaseFile? file = null;
        await blobs.WriteAsync(ReleasePaths.Of(release, name), BlobCondition.None, async (destination, stop) =>
        {
            await using var published = new HashingStream(destination);
            await using var buffered = new BufferedStream(published, PieceBytes);
            long rows = await write(buffered, stop);
            await buffered.FlushAsync(stop);
            (string sha, IReadOnlyList<string> blocks) = published.Finish();
            file = new ReleaseFile(name, mediaType, published.Bytes, sha, blocks, rows, null);
        }, cancel);
        return file!;
    }

    /// <summary>Writes a small file as it is.</summary>
    public async Task<ReleaseFile> WriteAsync(string name, string mediaType, byte[] bytes, CancellationToken cancel)
    {
        await using var hashed = new HashingStream(null);
        await hashed.WriteAsync(bytes, cancel);
        (string sha, IReadOnlyList<string> blocks) = hashed.Finish();
        await blobs.WriteAsync(ReleasePaths.Of(release, name), BlobCondition.None, (stream, stop) => stream.WriteAsync(bytes, stop).AsTask(), cancel);
        return new ReleaseFile(name, mediaType, bytes.Length, sha, blocks, 0, null);
    }

    /// <summary>Compressing takes about as long as making what is compressed, so it runs beside it on another core.</summary>
    static async Task<(long Rows, ContentIdentity Content)> CompressAsync(HashingStream published, Func<Stream, CancellationToken, Task<long>> write, CancellationToken cancel)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 16 * PieceBytes, resumeWriterThreshold: 8 * PieceBytes, minimumSegmentSize: PieceBytes, useSynchronizationContext: false));
        Task compressing = Task.Run(() => ZipAsync(pipe.Reader, published, cancel), cancel);
        try
        {
            await using var content = new HashingStream(pipe.Writer.AsStream(leaveOpen: true), inBlocks: false);
            await using var buffered = new BufferedStream(content, PieceBytes);
            long rows = await write(buffered, cancel);
            await buffered.FlushAsync(cancel);
            await pipe.Writer.CompleteAsync();
            await compressing;
            (string sha, _) = content.Finish();
            return (rows, new ContentIdentity(content.Bytes, sha));
        }
        catch (Exception fault)
        {
            // Ends the other side too: it must not write on to a file that is being given up.
            await pipe.Writer.CompleteAsync(fault);
            await compressing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    static async Task ZipAsync(PipeReader content, HashingStream published, CancellationToken cancel)
    {
        try
        {
            await using var gzip = new GZipStream(published, CompressionLevel.Optimal, leaveOpen: true);
            await using Stream pieces = content.AsStream(leaveOpen: true);
            // In pieces of one size: what comes out of compression depends on them, and two cuts of one id must write the same bytes.
            byte[] piece = new byte[PieceBytes];
            for (int read; (read = await pieces.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancel)) > 0;) await gzip.WriteAsync(piece.AsMemory(0, read), cancel);
        }
        finally
        {
            // Whoever still writes is not left waiting for room.
            await content.CompleteAsync();
        }
    }
}
