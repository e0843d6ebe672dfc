using System.Text;
using Hub.Learners;
using Hub.Learners.Sealing;
using Hub.Pipeline.Tests.Audit;
using Hub.Pipeline.Tests.Support;
using Hub.Ports;
using Hub.Records;
using Hub.Submissions;

namespace Hub.Pipeline.Tests.Learners;

/// <summary>A new wrapping key takes the place of the old one: everything opens before, meanwhile and afterwards.</summary>
public sealed class RotateWrappingKeyTests
{
    const string Actor = "local";

    static readonly string[] Achievements = ["A-1", "A-2", "A-3", "A-4"];

    static async Task PrepareAsync(TemporaryFolder folder)
    {
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        await hub.AchieveAsync(Achieved.Row("A-1", "1"), Achieved.Row("A-2", "2"), Achieved.Row("A-3", "3"), Achieved.Row("A-4", "1"), Achieved.Row("A-5", "5"));
        await hub.AchieveAsync(Achieved.Row("A-3", "3", "Rede"));
        Assert.Null((await hub.Erase.HandleAsync(TestHub.Registrar, await hub.LearnerOfAsync("A-5"), TestHub.Cancel)).Problem);
    }

    [Fact]
    public async Task Rotate_ProcessDiesAnywhere_EverythingOpensAndTheOldKeyIsGone()
    {
        using var prepared = new TemporaryFolder();
        await PrepareAsync(prepared);
        string old = await KeyOfAsync(prepared);
        var deaths = new EveryDeath(WorkAsync, hub => OutcomeAsync(hub, old))
        {
            LeftBehind = folder =>
            {
                using TestHub hub = TestHub.Open(folder);
                Assert.Equal("A-1 A-2 A-3 A-4 files 2", OpenedAsync(hub).GetAwaiter().GetResult());
            },
        };
        Assert.Equal("A-1 A-2 A-3 A-4 files 2; 1 in the ring; by the old one 0, by the new one 5; in files 0; noted True", await deaths.RunAsync(prepared));
    }

    [Fact]
    public async Task Rotate_Whole_TellsWhatWasDone()
    {
        using var folder = new TemporaryFolder();
        await PrepareAsync(folder);
        using TestHub hub = TestHub.Open(folder);
        WrappingRotation first = await RotateAsync(hub), second = await RotateAsync(hub);
        Assert.Equal((5, 1), (first.Rewrapped, first.Retired));
        Assert.NotEqual(first.KeyId, second.KeyId);
        Assert.Equal([$"local wrapping-key.rotated wrapping-keys/{first.KeyId}", $"local wrapping-key.rotated wrapping-keys/{second.KeyId}"], (await hub.LogAsync("~hub")).Select(e => $"{e.Actor} {e.Action} {e.Object}"));
    }

    [Fact]
    public async Task Rotate_WhileABackupReads_IsRefusedAndBothKeysStay()
    {
        using var folder = new TemporaryFolder();
        await PrepareAsync(folder);
        using TestHub hub = TestHub.Open(folder);
        string old = (await hub.KeyRing.CurrentAsync(TestHub.Cancel)).KeyId;
        hub.BackupReads = true;
        Assert.Equal("wrapping-key.backup-reads", (await hub.RotateKeys.HandleAsync(Actor, TestHub.Cancel)).Problem!.Code);
        Assert.NotNull(await hub.KeyRing.FindAsync(old, TestHub.Cancel));
        Assert.Equal("A-1 A-2 A-3 A-4 files 2", await OpenedAsync(hub));
        hub.BackupReads = false;
        WrappingRotation done = (await hub.RotateKeys.HandleAsync(Actor, TestHub.Cancel)).Value;
        Assert.Equal((0, 1), (done.Rewrapped, done.Retired));
        Assert.Null(await hub.KeyRing.FindAsync(old, TestHub.Cancel));
    }

    static async Task<WrappingRotation> RotateAsync(TestHub hub)
    {
        WrappingRotation rotated = (await hub.RotateKeys.HandleAsync(Actor, TestHub.Cancel)).Value;
        await hub.PumpAsync();
        return rotated;
    }

    static async Task WorkAsync(TestHub hub, Dictionary<string, string> known) => Assert.Null((await hub.RotateKeys.HandleAsync(Actor, TestHub.Cancel)).Problem);

    static async Task<string> KeyOfAsync(TemporaryFolder folder)
    {
        using TestHub hub = TestHub.Open(folder);
        return (await hub.KeyRing.CurrentAsync(TestHub.Cancel)).KeyId;
    }

    static async Task<string> OutcomeAsync(TestHub hub, string old)
    {
        int byOld = 0, byNew = 0;
        string current = (await hub.KeyRing.CurrentAsync(TestHub.Cancel)).KeyId;
        foreach (string text in await WrappedAsync(hub))
        {
            if (text.Contains(old + ".", StringComparison.Ordinal)) byOld++;
            if (text.Contains(current + ".", StringComparison.Ordinal)) byNew++;
        }

        await hub.Checkpoint.HandleAsync(TestHub.Cancel);
        bool isNoted = (await hub.LogAsync("~hub")).Any(e => e.Action == "wrapping-key.rotated" && e.Object == $"wrapping-keys/{current}");
        int inRing = await hub.KeyRing.FindAsync(old, TestHub.Cancel) is null ? 1 : 2;
        return $"{await OpenedAsync(hub)}; {inRing} in the ring; by the old one {byOld}, by the new one {byNew}; in files {Achieved.FilesWith(hub.DataFolder, old).Count()}; noted {isNoted}";
    }

    /// <summary>What opens: achievements under keys of learners, files under keys of submissions.</summary>
    static async Task<string> OpenedAsync(TestHub hub)
    {
        var opened = new List<string>();
        foreach (string id in Achievements)
            if ((await hub.OpenedAsync(id))?.Contains(Achieved.Mark, StringComparison.Ordinal) == true) opened.Add(id);
        int files = 0;
        foreach (Submission submission in (await hub.Submissions.ListAsync(TestHub.School, 0, 100, TestHub.Cancel)).Items)
            if (await hub.BlobAsync(submission.BodyBlob) is { } body && Encoding.UTF8.GetString(body).Contains(Achieved.Mark, StringComparison.Ordinal)) files++;
        return $"{string.Join(' ', opened)} files {files}";
    }

    static async Task<List<string>> WrappedAsync(TestHub hub)
    {
        List<TableRow> rows = await hub.RowsAsync(KeyTables.Submissions, TestHub.School.Value);
        for (int partition = 0; partition < RecordKeys.PartitionCount; partition++) rows.AddRange(await hub.RowsAsync(KeyTables.Learners, RecordKeys.Partition(partition)));
        return [.. rows.Select(r => Encoding.UTF8.GetString(r.Body.Span))];
    }
}
