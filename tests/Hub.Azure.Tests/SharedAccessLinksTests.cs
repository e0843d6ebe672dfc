using System.Net;
using System.Security.Cryptography;
using Hub.Client;
using Hub.Ports;
using Hub.Storage.Azure;
using Xunit;

namespace Hub.Azure.Tests;

/// <summary>The client's own uploads, by links that lead to Blob storage.</summary>
public sealed class SharedAccessLinksTests
{
    static readonly HttpClient Http = new();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_InBlocksInterrupted_GoesOnWhereItStopped()
    {
        (AzureStorage storage, string blob, Uri link) = await LinkAsync(TimeSpan.FromHours(1));
        byte[] file = RandomNumberGenerator.GetBytes(2500);
        var uploads = new HubUploads(new HubConnection(Http, link, null, new HubClientOptions { RetryFor = TimeSpan.Zero }), blockBytes: 1000);

        await Assert.ThrowsAsync<IOException>(() => uploads.WriteAsync(link, new Broken(file, 2000), null, Cancel));
        Assert.Null(await storage.Blobs.FindAsync(blob, Cancel));
        string sha256 = await uploads.WriteAsync(link, new MemoryStream(file), null, Cancel);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), sha256);
        await using Stream written = (await storage.Blobs.OpenReadAsync(blob, 0, null, Cancel))!;
        Assert.Equal(SHA256.HashData(file), await SHA256.HashDataAsync(written, Cancel));
    }

    [Fact]
    public async Task Write_Whole_IsThere()
    {
        (AzureStorage storage, string blob, Uri link) = await LinkAsync(TimeSpan.FromHours(1));
        using HttpResponseMessage answer = await PutAsync(link);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(3, (await storage.Blobs.FindAsync(blob, Cancel))!.SizeBytes);
    }

    [Fact]
    public async Task Write_AfterItsTimeOrToAnotherBlob_IsRefused()
    {
        (_, _, Uri late) = await LinkAsync(TimeSpan.FromHours(-1));
        Assert.Equal(HttpStatusCode.Forbidden, (await PutAsync(late)).StatusCode);
        (_, _, Uri link) = await LinkAsync(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Forbidden, (await PutAsync(new Uri(link.AbsoluteUri.Replace("/whole", "/other", StringComparison.Ordinal)))).StatusCode);
    }

    static async Task<(AzureStorage Storage, string Blob, Uri Link)> LinkAsync(TimeSpan lifetime)
    {
        var fixture = new AzureFixture();
        Assert.SkipWhen(fixture.NotConfigured is not null, fixture.NotConfigured ?? "");
        AzureStorage storage = AzureFixture.Open();
        string blob = $"incoming/{Guid.NewGuid():N}/whole";
        return (storage, blob, new Uri(await storage.UploadLinks.CreateAsync(blob, TimeProvider.System.GetUtcNow() + lifetime, Cancel)));
    }

    static Task<HttpResponseMessage> PutAsync(Uri link) =>
        Http.SendAsync(new HttpRequestMessage(HttpMethod.Put, link) { Content = new ByteArrayContent([1, 2, 3]), Headers = { { "x-ms-blob-type", "BlockBlob" } } }, Cancel);

    /// <summary>A file that can be read only so far.</summary>
    sealed class Broken(byte[] content, int until) : MemoryStream(content)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < until ? await base.ReadAsync(buffer, cancellationToken) : throw new IOException("broken");
    }
}
