using Hub.Ports;
using Xunit;

namespace Hub.Storage.Contracts;

/// <summary>What every <see cref="IUploadLinks"/> does. Where a link leads to the storage itself, the adapter's own tests write by it.</summary>
public abstract class UploadLinksContract<TFixture> : PortContract<TFixture>
    where TFixture : IStorageFixture, new()
{
    static readonly TimeSpan AnHour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Create_Always_LeadsToTheStorageOrToTheHub()
    {
        string blob = $"incoming/{Unique}/whole", link = await LinkAsync(blob);

        if (link.StartsWith(UploadPaths.Root, StringComparison.Ordinal)) Assert.Equal(blob, Fixture.UploadLinks.BlobOf(link[UploadPaths.Root.Length..]));
        else Assert.Contains(blob, new Uri(link, UriKind.Absolute).AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_Again_GivesALinkBesideTheFirst()
    {
        string blob = $"incoming/{Unique}/whole", first = await LinkAsync(blob), other = await LinkAsync($"incoming/{Unique}-other/whole");

        Assert.NotEqual(first, other);
        if (first.StartsWith(UploadPaths.Root, StringComparison.Ordinal)) Assert.Equal(blob, Fixture.UploadLinks.BlobOf(first[UploadPaths.Root.Length..]));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("MXxh.AAAA")]
    [InlineData("no token")]
    public void BlobOf_Forged_IsNothing(string token) => Assert.Null(Fixture.UploadLinks.BlobOf(token));

    [Fact]
    public async Task Create_NameThatIsNone_IsRefused() => await Assert.ThrowsAsync<ArgumentException>(() => LinkAsync("incoming//whole"));

    Task<string> LinkAsync(string blob) => Fixture.UploadLinks.CreateAsync(blob, TimeProvider.System.GetUtcNow() + AnHour, Cancel);
}
