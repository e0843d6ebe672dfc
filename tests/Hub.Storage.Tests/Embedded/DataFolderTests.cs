using System.Runtime.Versioning;
using Hub.Ports;
using Hub.Storage.Embedded.Folders;
using Xunit;

namespace Hub.Storage.Tests.Embedded;

public sealed class DataFolderTests : IDisposable
{
    readonly TemporaryFolder temporary = new();
    readonly SettableClock clock = new();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => temporary.Dispose();

    [Fact]
    public async Task Open_Again_HasAllThatWasAcknowledged()
    {
        using (DataFolder first = Open())
        {
            await first.Tables.CommitAsync("entries", "00", [RowChange.Insert("a", new byte[] { 1 })], Cancel);
            await first.Queue.SendAsync("work", "message", TimeSpan.Zero, Cancel);
            await first.Blobs.WriteAsync("x/y", BlobCondition.None, (stream, cancel) => stream.WriteAsync(new byte[] { 2 }, cancel).AsTask(), Cancel);
        }

        using DataFolder second = Open();
        Assert.Equal([1], (await second.Tables.FindAsync("entries", "00", "a", Cancel))!.Body.ToArray());
        Assert.Equal("message", Assert.Single(await second.Queue.ReceiveAsync("work", 32, TimeSpan.FromMinutes(1), Cancel)).Text);
        Assert.Equal(1, (await second.Blobs.FindAsync("x/y", Cancel))!.SizeBytes);
    }

    [Fact]
    public async Task Open_AfterItsProcessDiedAtWork_ShowsWhatItHadTakenAndWhatComesSoon()
    {
        using (DataFolder first = Open())
        {
            await first.Queue.SendAsync("work", "taken", TimeSpan.Zero, Cancel);
            await first.Queue.SendAsync("work", "soon", TimeSpan.FromMinutes(1), Cancel);
            await first.Queue.SendAsync("work", "later", TimeSpan.FromHours(1), Cancel);
            Assert.Equal(1, Assert.Single(await first.Queue.ReceiveAsync("work", 32, TimeSpan.FromHours(1), Cancel)).Attempt);
        }

        using DataFolder second = Open();
        IReadOnlyList<QueueMessage> shown = await second.Queue.ReceiveAsync("work", 32, TimeSpan.FromHours(2), Cancel);
        Assert.Equal([("taken", 2), ("soon", 1)], shown.Select(m => (m.Text, m.Attempt)));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("later", Assert.Single(await second.Queue.ReceiveAsync("work", 32, TimeSpan.FromMinutes(2), Cancel)).Text);
    }

    [Fact]
    public async Task Open_AgainAndAgain_StillPoisonsWhatKillsItsProcess()
    {
        using (DataFolder first = Open()) await first.Queue.SendAsync("work", "deadly", TimeSpan.Zero, Cancel);
        for (int attempt = 1; attempt <= IQueue.MaxAttempts; attempt++)
        {
            using DataFolder next = Open();
            Assert.Single(await next.Queue.ReceiveAsync("work", 32, TimeSpan.FromMinutes(2), Cancel));
        }

        using DataFolder last = Open();
        Assert.Empty(await last.Queue.ReceiveAsync("work", 32, TimeSpan.FromMinutes(2), Cancel));
        Assert.Equal("deadly", Assert.Single(await last.Queue.ReceiveAsync("work-poison", 32, TimeSpan.FromMinutes(2), Cancel)).Text);
    }

    [Fact]
    public async Task Open_Again_NeverRepeatsAnETag()
    {
        var seen = new HashSet<string>();
        for (int run = 0; run < 4; run++)
        {
            // As after a crash and a clock that was set back: the rows are gone, the numbers must not be.
            clock.Advance(TimeSpan.FromMinutes(-run));
            using DataFolder folder = Open();
            await folder.Tables.CommitAsync("entries", "00", [RowChange.Insert("a", new byte[] { 1 })], Cancel);
            string etag = (await folder.Tables.FindAsync("entries", "00", "a", Cancel))!.ETag;
            Assert.True(seen.Add(etag));
            await folder.Tables.CommitAsync("entries", "00", [RowChange.Delete("a", etag)], Cancel);
        }
    }

    [Fact]
    public void Open_WhileAnotherWrites_IsRefusedWithItsAddress()
    {
        using DataFolder first = Open();
        Assert.Null(Assert.Throws<DataFolderInUseException>(Open).Address);
        first.Announce("http://localhost:5000");

        DataFolderInUseException refused = Assert.Throws<DataFolderInUseException>(Open);

        Assert.Equal("http://localhost:5000", refused.Address);
        Assert.Equal(Environment.ProcessId, refused.ProcessId);
        Assert.Contains("http://localhost:5000", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_LockFileOfADeadProcess_IsNoObstacle()
    {
        Directory.CreateDirectory(temporary.Path);
        File.WriteAllText(Path.Combine(temporary.Path, FolderLock.LockName), "");
        File.WriteAllText(Path.Combine(temporary.Path, FolderLock.HolderName), """{"ProcessId":1,"Address":"http://old"}""");

        using (Open()) Assert.Equal(Environment.ProcessId, FolderLock.Read(temporary.Path)!.ProcessId);
        using (Open()) { }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Open_NewFolder_IsItsOwnersOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other rights.");
        using DataFolder folder = Open();

        UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(owner, File.GetUnixFileMode(temporary.Path));
        Assert.Equal(owner, File.GetUnixFileMode(Path.Combine(temporary.Path, "blobs")));
    }

    [Fact]
    public async Task OpenForReading_BesideAWriter_SeesEachCommitAndWritesNothing()
    {
        using DataFolder writer = Open();
        await writer.Tables.CommitAsync("entries", "00", [RowChange.Insert("a", new byte[] { 1 })], Cancel);
        using DataFolder reader = DataFolder.OpenForReading(temporary.Path, clock);

        Assert.NotNull(await reader.Tables.FindAsync("entries", "00", "a", Cancel));
        await writer.Tables.CommitAsync("entries", "00", [RowChange.Insert("b", new byte[] { 1 })], Cancel);
        await writer.Tables.CommitAsync("others", "00", [RowChange.Insert("c", new byte[] { 1 })], Cancel);
        Assert.NotNull(await reader.Tables.FindAsync("entries", "00", "b", Cancel));
        Assert.NotNull(await reader.Tables.FindAsync("others", "00", "c", Cancel));

        await Assert.ThrowsAsync<InvalidOperationException>(() => reader.Tables.CommitAsync("entries", "00", [RowChange.Upsert("a", new byte[] { 1 })], Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => reader.Blobs.WriteAsync("x", BlobCondition.None, (_, _) => Task.CompletedTask, Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => reader.Queue.SendAsync("work", "x", TimeSpan.Zero, Cancel));
        Assert.Throws<InvalidOperationException>(() => reader.Announce("http://x"));
    }

    [Fact]
    public async Task OpenForReading_WithoutAWriter_ReadsWhatIsThere()
    {
        using (DataFolder writer = Open()) await writer.Tables.CommitAsync("entries", "00", [RowChange.Insert("a", new byte[] { 1 })], Cancel);

        using DataFolder reader = DataFolder.OpenForReading(temporary.Path, clock);

        Assert.NotNull(await reader.Tables.FindAsync("entries", "00", "a", Cancel));
    }

    [Fact]
    public void OpenForReading_NoFolder_SaysSo() =>
        Assert.Throws<NoDataFolderException>(() => DataFolder.OpenForReading(temporary.Path, clock));

    [Fact]
    public async Task Open_StagingLeftByACrash_IsRemoved()
    {
        string abandoned = Path.Combine(temporary.Path, "blobs-staging", "0123");
        Directory.CreateDirectory(Path.GetDirectoryName(abandoned)!);
        await File.WriteAllTextAsync(abandoned, "half", Cancel);

        using DataFolder folder = Open();

        Assert.False(File.Exists(abandoned));
        await foreach (BlobProperties blob in folder.Blobs.ListAsync("", Cancel)) Assert.Fail(blob.Name);
    }

    [Fact]
    public async Task WriteBlob_WhileItIsRead_KeepsTheReadersContent()
    {
        using DataFolder folder = Open();
        await folder.Blobs.WriteAsync("x", BlobCondition.None, (stream, cancel) => stream.WriteAsync("old"u8.ToArray(), cancel).AsTask(), Cancel);
        await using Stream reading = (await folder.Blobs.OpenReadAsync("x", 0, null, Cancel))!;

        await folder.Blobs.WriteAsync("x", BlobCondition.None, (stream, cancel) => stream.WriteAsync("new"u8.ToArray(), cancel).AsTask(), Cancel);

        using var text = new StreamReader(reading);
        Assert.Equal("old", await text.ReadToEndAsync(Cancel));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(temporary.Path, "blobs-staging")));
    }

    DataFolder Open() => DataFolder.Open(temporary.Path, clock);
}
