using Hub.Ports;
using Hub.Storage.Contracts;
using Hub.Storage.Embedded.Keys;
using Xunit;

namespace Hub.Storage.Tests.Embedded;

public sealed class FileKeyRingTests : KeyRingContract, IDisposable
{
    readonly TemporaryFolder temporary = new();

    public void Dispose() => temporary.Dispose();

    protected override IKeyRing Open() => FileKeyRing.Open(temporary.Path);

    [Fact]
    public async Task Make_ForReadingOnly_IsRefused() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => FileKeyRing.OpenForReading(temporary.Path).CurrentAsync(TestContext.Current.CancellationToken));

    [Fact]
    public async Task Make_OnUnix_IsForItsOwnerOnly()
    {
        if (OperatingSystem.IsWindows()) return;
        await Open().CurrentAsync(TestContext.Current.CancellationToken);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(temporary.Path, "keys", "learners", "ring.json")));
    }
}
