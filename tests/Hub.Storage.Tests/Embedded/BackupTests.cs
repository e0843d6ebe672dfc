using System.Globalization;
using Hub.Ports;
using Hub.Storage.Embedded.Backups;
using Hub.Storage.Embedded.Folders;
using Xunit;

namespace Hub.Storage.Tests.Embedded;

public sealed class BackupTests : IDisposable
{
    readonly TemporaryFolder temporary = new();
    readonly SettableClock clock = new();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    string Data => Path.Combine(temporary.Path, "data");

    string Backup => Path.Combine(temporary.Path, "backup");

    string Restored => Path.Combine(temporary.Path, "restored");

    public void Dispose() => temporary.Dispose();

    Task<Result<BackupManifest>> BackUpAsync(string? to = null) => new FolderBackup(clock).MakeAsync(Data, to ?? Backup, Cancel);

    Task<Result<BackupManifest>> RestoreAsync() => FolderRestore.MakeAsync(Backup, Restored, Cancel);

    static Task<BlobOutcome> WriteBlobAsync(DataFolder folder, string name, string text) =>
        folder.Blobs.WriteAsync(name, BlobCondition.None, (stream, cancel) => stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), cancel).AsTask(), Cancel);

    async Task FillAsync()
    {
        using DataFolder folder = DataFolder.Open(Data, clock);
        Assert.Single(await folder.Signer.KeysAsync(Cancel));           // made when it is first asked for
        await folder.Tables.CommitAsync("entries", "00", [RowChange.Insert("a", new byte[] { 1 })], Cancel);
        await folder.Tables.CommitAsync("entries", "01", [RowChange.Insert("b", new byte[] { 2 })], Cancel);
        await folder.Queue.SendAsync("work", "message", TimeSpan.Zero, Cancel);
        await WriteBlobAsync(folder, "open/catalogue/latest.json", "{}");
        await WriteBlobAsync(folder, "x/y", "content");
    }

    [Fact]
    public async Task RestoreAsync_OfABackup_IsTheSameHub()
    {
        await FillAsync();
        BackupManifest made = (await BackUpAsync()).Value;
        Assert.Equal(made.Files.Count + 1, Directory.EnumerateFiles(Backup, "*", SearchOption.AllDirectories).Count());     // no log beside a database
        Assert.Equal(made.Files, (await RestoreAsync()).Value.Files);
        using DataFolder was = DataFolder.OpenForReading(Data, clock), folder = DataFolder.Open(Restored, clock);
        Assert.Equal([1], (await folder.Tables.FindAsync("entries", "00", "a", Cancel))!.Body.ToArray());
        Assert.Equal([2], (await folder.Tables.FindAsync("entries", "01", "b", Cancel))!.Body.ToArray());
        Assert.Equal("message", Assert.Single(await folder.Queue.ReceiveAsync("work", 32, TimeSpan.FromMinutes(1), Cancel)).Text);
        Assert.Equal(7, (await folder.Blobs.FindAsync("x/y", Cancel))!.SizeBytes);
        Assert.Equal((await was.Signer.KeysAsync(Cancel)).Select(k => k.KeyId), (await folder.Signer.KeysAsync(Cancel)).Select(k => k.KeyId));
    }

    /// <summary>One writer steps through partitions of different databases; at any moment each is at most a step behind the one before.</summary>
    [Fact]
    public async Task MakeAsync_WhileTheHubWrites_IsOneMoment()
    {
        string[] partitions = [.. Enumerable.Range(0, 8).Select(i => $"p{i}")];
        using DataFolder folder = DataFolder.Open(Data, clock);
        using var stop = new CancellationTokenSource();
        Task writing = Task.Run(async () =>
        {
            for (int step = 1; !stop.IsCancellationRequested; step++)
                foreach (string partition in partitions)
                    await folder.Tables.CommitAsync("steps", partition, [RowChange.Upsert("n", System.Text.Encoding.ASCII.GetBytes($"{step}"))], Cancel);
        }, Cancel);
        int seen = 0;
        // On a busy machine ten may be made before the first step is.
        for (int i = 0; i < 10 || (seen == 0 && !writing.IsCompleted); i++)
        {
            string to = $"{Backup}-{i}";
            Assert.Null((await BackUpAsync(to)).Problem);
            using DataFolder copy = DataFolder.OpenForReading(to, clock);
            var steps = new List<int>();
            foreach (string partition in partitions)
                steps.Add(await copy.Tables.FindAsync("steps", partition, "n", Cancel) is { } row ? int.Parse(row.Body.Span, CultureInfo.InvariantCulture) : 0);
            Assert.Equal(steps.OrderDescending(), steps);
            Assert.InRange(steps[0] - steps[^1], 0, 1);
            Assert.True(steps[0] >= seen);
            seen = steps[0];
        }

        await stop.CancelAsync();
        await writing;
        Assert.True(seen > 0);
    }

    [Theory]
    [InlineData("tables-0.db")]
    [InlineData("blobs/x/y")]
    [InlineData("backup.json")]
    public async Task RestoreAsync_Damaged_LeavesNothing(string file)
    {
        await FillAsync();
        await BackUpAsync();
        string path = Path.Combine(Backup, file);
        byte[] bytes = await File.ReadAllBytesAsync(path, Cancel);
        bytes[bytes.Length / 2] ^= 0x10;
        await File.WriteAllBytesAsync(path, bytes, Cancel);
        Assert.Equal("backup.damaged", (await RestoreAsync()).Problem?.Code);
        File.Delete(path);
        Assert.Equal("backup.damaged", (await RestoreAsync()).Problem?.Code);
        Assert.Equal(["backup", "data"], Directory.EnumerateDirectories(temporary.Path).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task RestoreAsync_ListLeadsOutside_Refused()
    {
        await FillAsync();
        await BackUpAsync();
        string path = Path.Combine(Backup, BackupManifest.FileName);
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, Cancel)).Replace("blobs/x/y", "blobs/../../y", StringComparison.Ordinal), Cancel);
        Assert.Equal("backup.damaged", (await RestoreAsync()).Problem?.Code);
    }

    [Fact]
    public async Task MakeAsync_NotPossible_SaysWhy()
    {
        Assert.Equal("backup.no-data-folder", (await BackUpAsync()).Problem?.Code);
        await FillAsync();
        Assert.Equal("backup.inside-data", (await BackUpAsync(Path.Combine(Data, "backup"))).Problem?.Code);
        Assert.Null((await BackUpAsync()).Problem);
        Assert.Equal("backup.folder-taken", (await BackUpAsync()).Problem?.Code);
        Assert.Null((await RestoreAsync()).Problem);
        Assert.Equal("backup.folder-taken", (await RestoreAsync()).Problem?.Code);
    }
}
