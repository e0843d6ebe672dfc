using Hub.Ports;
using Hub.Storage.Contracts;
using Hub.Storage.Embedded.Keys;
using Xunit;

namespace Hub.Storage.Tests.Embedded;

public sealed class FileKeyRingTests : KeyRingContract, IDisposable
{
    readonly TemporaryFolder temporary = new();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => temporary.Dispose();

    protected override IKeyRing Open() => FileKeyRing.Open(temporary.Path);

    [Fact]
    public async Task Make_ForReadingOnly_IsRefused() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => FileKeyRing.OpenForReading(temporary.Path).CurrentAsync(Cancel));

    [Fact]
    public async Task Add_OpenedAgain_WrapsByTheNewKeyAndStillHasTheOld()
    {
        FileKeyRing ring = FileKeyRing.Open(temporary.Path);
        WrappingKey old = await ring.CurrentAsync(Cancel);
        byte[] pepper = (await ring.PepperAsync(Cancel)).ToArray();
        WrappingKey added = await ring.AddAsync(Cancel);
        foreach (FileKeyRing opened in (FileKeyRing[])[ring, FileKeyRing.Open(temporary.Path)])
        {
            Assert.Equal(added.KeyId, (await opened.CurrentAsync(Cancel)).KeyId);
            Assert.Equal([old.KeyId, added.KeyId], await opened.KeyIdsAsync(Cancel));
            Assert.Equal(old.Key.ToArray(), (await opened.FindAsync(old.KeyId, Cancel))!.Key.ToArray());
            Assert.Equal(pepper, (await opened.PepperAsync(Cancel)).ToArray());
        }
    }

    [Fact]
    public async Task Retire_OpenedAgain_HasTheKeyThatWrapsAlone()
    {
        FileKeyRing ring = FileKeyRing.Open(temporary.Path);
        string old = (await ring.CurrentAsync(Cancel)).KeyId, added = (await ring.AddAsync(Cancel)).KeyId;
        byte[] pepper = (await ring.PepperAsync(Cancel)).ToArray();
        Assert.Equal(1, await ring.RetireAsync(Cancel));
        Assert.Equal(0, await ring.RetireAsync(Cancel));
        foreach (FileKeyRing opened in (FileKeyRing[])[ring, FileKeyRing.Open(temporary.Path)])
        {
            Assert.Equal([added], await opened.KeyIdsAsync(Cancel));
            Assert.Null(await opened.FindAsync(old, Cancel));
            Assert.Equal(pepper, (await opened.PepperAsync(Cancel)).ToArray());
        }

        Assert.Equal(["ring.json"], Directory.EnumerateFiles(Path.Combine(temporary.Path, "keys", "learners")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Add_DiedWhileItWrote_LeavesTheRingAsItWas()
    {
        string old = (await Open().CurrentAsync(Cancel)).KeyId;
        string ring = Path.Combine(temporary.Path, "keys", "learners", "ring.json");
        await File.WriteAllTextAsync(ring + ".new", "{\"Pepper\":\"", Cancel);
        FileKeyRing opened = FileKeyRing.Open(temporary.Path);
        Assert.Equal([old], await opened.KeyIdsAsync(Cancel));
        Assert.Equal([old, (await opened.AddAsync(Cancel)).KeyId], await FileKeyRing.Open(temporary.Path).KeyIdsAsync(Cancel));
    }

    [Fact]
    public async Task Add_ForReadingOnly_IsRefused()
    {
        await Open().CurrentAsync(Cancel);
        await Assert.ThrowsAsync<InvalidOperationException>(() => FileKeyRing.OpenForReading(temporary.Path).AddAsync(Cancel));
    }

    [Fact]
    public async Task Make_OnUnix_IsForItsOwnerOnly()
    {
        if (OperatingSystem.IsWindows()) return;
        await Open().CurrentAsync(Cancel);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(temporary.Path, "keys", "learners", "ring.json")));
    }
}
