using System.Security.Cryptography;
using System.Text;
using Hub.Pipeline.Tests.Support;
using Hub.Ports;
using Hub.Releases;

namespace Hub.Pipeline.Tests.Releases;

/// <summary>Two cuts of one release may write its files at the same time: whoever is last must have written what the manifest of the other says.</summary>
public sealed class ReleaseFileWriterTests
{
    const string Name = "entries.ndjson.gz";

    [Fact]
    public async Task WriteAsync_SameContentAtAnotherPace_IsTheSameFile()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = TestHub.Open(folder);
        byte[] content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i:x}:{(long)i * 7_919 * 104_729:x} Título {i % 37}\n")));
        var hashes = new HashSet<string>();
        foreach (int pieceBytes in (int[])[content.Length, 100, 4_096, 70_001, 131_072, 200_000])
        {
            ReleaseFile file = await new ReleaseFileWriter(hub.Blobs, "r").WriteAsync(Name, "application/x-ndjson", (stream, cancel) => WriteAsync(content, pieceBytes, stream, cancel), TestHub.Cancel);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), file.Uncompressed!.Sha256);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData((await hub.BlobAsync(ReleasePaths.Of("r", Name)))!)), file.Sha256);
            hashes.Add(file.Sha256);
        }

        Assert.Single(hashes);
    }

    static async Task<long> WriteAsync(byte[] content, int pieceBytes, Stream stream, CancellationToken cancel)
    {
        foreach (byte[] piece in content.Chunk(pieceBytes))
        {
            await stream.WriteAsync(piece, cancel);
            await stream.FlushAsync(cancel);
            if (pieceBytes > 4_096) await Task.Delay(2, cancel);
        }

        return 0;
    }
}
