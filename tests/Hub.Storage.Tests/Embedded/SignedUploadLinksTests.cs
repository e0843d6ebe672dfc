using Hub.Ports;
using Hub.Storage.Embedded.Uploads;
using Xunit;

namespace Hub.Storage.Tests.Embedded;

public sealed class SignedUploadLinksTests : IDisposable
{
    const string Blob = "incoming/FI-X/1/whole";

    readonly TemporaryFolder _folder = new();
    readonly SettableClock _clock = new();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task BlobOf_AfterItsTime_IsNothing()
    {
        SignedUploadLinks links = SignedUploadLinks.Open(_folder.Path, _clock);
        string token = await TokenAsync(links);
        Assert.Equal(Blob, links.BlobOf(token));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(links.BlobOf(token));
    }

    [Fact]
    public async Task BlobOf_AnyCharacterChanged_IsNothing()
    {
        SignedUploadLinks links = SignedUploadLinks.Open(_folder.Path, _clock);
        string token = await TokenAsync(links);
        for (int i = 0; i < token.Length - 1; i++)          // the last one carries bits that mean nothing
            Assert.Null(links.BlobOf(string.Concat(token.AsSpan(0, i), token[i] == 'A' ? "B" : "A", token.AsSpan(i + 1))));
    }

    [Fact]
    public async Task Open_Again_KnowsItsLinksAndNotThoseOfAnotherFolder()
    {
        string token = await TokenAsync(SignedUploadLinks.Open(_folder.Path, _clock));
        Assert.Equal(Blob, SignedUploadLinks.Open(_folder.Path, _clock).BlobOf(token));
        using var other = new TemporaryFolder();
        Assert.Null(SignedUploadLinks.Open(other.Path, _clock).BlobOf(token));
    }

    async Task<string> TokenAsync(SignedUploadLinks links) => (await links.CreateAsync(Blob, _clock.GetUtcNow().AddHours(1), Cancel))[UploadPaths.Root.Length..];
}
