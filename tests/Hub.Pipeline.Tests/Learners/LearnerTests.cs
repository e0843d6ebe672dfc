using System.Text;
using Hub.Learners;
using Hub.Learners.Achievements;
using Hub.Pipeline.Tests.Support;
using Hub.Records;
using Hub.Submissions;
using Hub.Work;

namespace Hub.Pipeline.Tests.Learners;

/// <summary>What becomes of learners: merged, split, erased; and that nothing of them lies anywhere in clear.</summary>
public sealed class LearnerTests
{
    [Fact]
    public async Task Merge_ThenSplit_GivesBackWhatEachBrought()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        await hub.AchieveAsync(Achieved.Row("A-1", "1"), Achieved.Row("A-2", "2"));
        LearnerReference one = await hub.LearnerOfAsync("A-1"), two = await hub.LearnerOfAsync("A-2");
        var command = new MergeLearnersCommand(two, one);
        Assert.Equal("learner.not-allowed", (await hub.Merge.MergeAsync(TestHub.CallerOf(TestHub.School), command, TestHub.Cancel))!.Code);
        Assert.Null(await hub.Merge.MergeAsync(TestHub.Registrar, command, TestHub.Cancel));
        Assert.Null(await hub.Merge.MergeAsync(TestHub.Registrar, command, TestHub.Cancel));
        await hub.AchieveAsync(Achieved.Row("A-3", "2"));
        Assert.Equal("A-1 A-2 A-3", await hub.ListAsync(one));
        Assert.Equal("learner.merged", await hub.ListAsync(two));
        Assert.Null(await hub.Merge.SplitAsync(TestHub.Registrar, command, TestHub.Cancel));
        Assert.Equal("A-1", await hub.ListAsync(one));
        Assert.Equal("A-2 A-3", await hub.ListAsync(two));
        Assert.Equal("learner.not-merged", (await hub.Merge.SplitAsync(TestHub.Registrar, command, TestHub.Cancel))!.Code);
    }

    [Fact]
    public async Task Read_OtherOrganisation_LearnsNothing()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        await hub.AchieveAsync(Achieved.Row("A-1", "1"));
        Assert.Equal("learner.not-found", await hub.ListAsync(await hub.LearnerOfAsync("A-1"), TestHub.CallerOf(OrganisationId.Parse("PT-OUTRA"))));
    }

    [Fact]
    public async Task Erase_Learner_TakesEverythingAndBeginsAnew()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        await hub.AchieveAsync(Achieved.Row("A-1", "1"), Achieved.Row("A-2", "2"), Achieved.Row("A-3", "3"));
        LearnerReference one = await hub.LearnerOfAsync("A-1"), two = await hub.LearnerOfAsync("A-2");
        Assert.Null(await hub.Merge.MergeAsync(TestHub.Registrar, new MergeLearnersCommand(two, one), TestHub.Cancel));
        Assert.Equal("learner.merged", (await hub.Erase.HandleAsync(TestHub.Registrar, two, TestHub.Cancel)).Problem!.Code);
        Assert.Equal(ErasureOutcome.Erased, (await hub.Erase.HandleAsync(TestHub.Registrar, one, TestHub.Cancel)).Value);
        Assert.Equal(ErasureOutcome.Erased, (await hub.Erase.HandleAsync(TestHub.Registrar, one, TestHub.Cancel)).Value);
        Assert.Single(await hub.RecordsAsync(LearnerRecords.Table));
        Assert.Single(await hub.RecordsAsync(AchievementKind.TableName));
        Assert.Equal(1, await IdentitiesAsync(hub));
        await hub.AchieveAsync(Achieved.Row("A-1", "1"));
        Assert.NotEqual(one, await hub.LearnerOfAsync("A-1"));
    }

    [Fact]
    public async Task Erase_WhileAnImportWrites_TheImportBeginsAnew()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        await hub.AchieveAsync(Achieved.Row("A-1", "1"), Achieved.Row("B-1", "2"));
        LearnerReference erased = await hub.LearnerOfAsync("A-1"), other = await hub.LearnerOfAsync("B-1");
        var tables = new InterruptedTables(hub.Tables, LearnerRecords.Table, async () =>
            Assert.Equal(ErasureOutcome.Erased, (await hub.Erase.HandleAsync(TestHub.Registrar, erased, TestHub.Cancel)).Value));
        var records = new LearnerRecords(tables, new RecordTable(tables), new LearnerStore(tables, hub.KeyRing, hub.Queue), hub.Queue);
        var origin = new WriteOrigin(TestHub.School, 9, "key", hub.Clock.GetUtcNow());

        WriteOutcome[] outcomes = await records.WriteAsync([WriteOf("A-2", "1"), WriteOf("B-2", "2")], origin, TestHub.Cancel);

        Assert.Equal([WriteOutcome.Accepted, WriteOutcome.Accepted], outcomes);
        Assert.NotEqual(erased, await hub.LearnerOfAsync("A-2"));
        Assert.Equal(other, await hub.LearnerOfAsync("B-2"));
        Assert.Contains($"{Achieved.Mark}-1", await hub.OpenedAsync("A-2"));
        Assert.Empty(await hub.LearnerRecords.ListAsync(erased, null, TestHub.Cancel));
    }

    static RecordWrite WriteOf(string localId, string learner) =>
        RecordWrite.Of(Achieved.Id(localId), Encoding.UTF8.GetBytes($$"""{"localId":"{{localId}}","learnerScheme":"NIF","learnerId":"{{Achieved.Mark}}-{{learner}}"}"""), Visibility.Hidden);

    [Fact]
    public async Task Erase_CountryThatDoesNotSay_IsRefused()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        await hub.RegisterAsync("KZ-COLLEGE", "KZ");
        Caller college = TestHub.CallerOf(OrganisationId.Parse("KZ-COLLEGE"));
        await hub.SubmitAsync("localId,learnerId,title@kk,awardedOn,kind\nA-1,7,T,2025-01-01,unit\n", kind: AchievementKind.KindName, caller: college);
        LearnerReference learner = (await hub.LearnerRecords.LearnerOfAsync("KZ-COLLEGE~A-1", TestHub.Cancel))!.Value;
        Assert.Equal("learner.erasure-not-known", (await hub.Erase.HandleAsync(TestHub.Registrar, learner, TestHub.Cancel)).Problem!.Code);
    }

    [Fact]
    public async Task DataFolder_WholeLifeOfMarkedLearners_NeverHoldsAMark()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder, TestHub.SmallChunks);
        string rejected = Achieved.Row("A-9", "9", awardedOn: "2099-01-01");
        string held = Achieved.Row("A-8", "8").Replace("written", "", StringComparison.Ordinal);
        Submission done = await hub.AchieveAsync([.. Enumerable.Range(1, 7).Select(i => Achieved.Row($"A-{i}", $"{i % 3}")), held, rejected]);
        Assert.True(done.Totals!.Rejected > 0);
        string errors = System.Text.Encoding.UTF8.GetString((await hub.BlobAsync(SubmissionKeys.ErrorsBlob(done.Id)))!);
        Assert.Contains(Achieved.Mark, errors, StringComparison.Ordinal);          // the provider's own rows, given back in clear
        Assert.Empty(Achieved.FilesWith(folder.Path, Achieved.Mark));
        await hub.CorrectAsync(done, errors.Replace("2099-01-01", "2025-01-01", StringComparison.Ordinal));
        Assert.NotNull(await hub.OpenedAsync("A-9"));
        await hub.AchieveAsync(Achieved.Row("A-1", "1", "Outra"));
        Assert.Equal(ErasureOutcome.Erased, (await hub.Erase.HandleAsync(TestHub.Registrar, await hub.LearnerOfAsync("A-1"), TestHub.Cancel)).Value);
        Assert.Empty(Achieved.FilesWith(folder.Path, Achieved.Mark));
    }

    [Fact]
    public async Task Sweep_ThirtyDaysAfterTheEnd_NothingSentCanBeReadAnyMore()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        Submission done = await hub.AchieveAsync(Achieved.Row("A-1", "1"), Achieved.Row("A-2", "1", awardedOn: "2099-01-01"));
        Assert.NotNull(await hub.BlobAsync(done.BodyBlob));
        hub.Clock.Advance(TimeSpan.FromDays(29));
        await hub.Router.HandleAsync(Queues.Sweep, "", TestHub.Cancel);
        Assert.NotNull(await hub.BlobAsync(done.BodyBlob));
        hub.Clock.Advance(TimeSpan.FromDays(2));
        await hub.Router.HandleAsync(Queues.Sweep, "", TestHub.Cancel);
        Assert.Null(await hub.BlobAsync(done.BodyBlob));
        Assert.Null(await hub.BlobAsync(SubmissionKeys.ErrorsBlob(done.Id)));
        Assert.NotNull(await hub.BlobAsync(SubmissionKeys.FindingsBlob(done.Id)));
        Assert.NotNull(await hub.BlobAsync(SubmissionKeys.ReceiptBlob(done.Id)));
        Assert.Empty(await hub.RowsAsync(Ports.KeyTables.Submissions, TestHub.School.Value));
        Assert.Equal("correction.too-late", (await hub.TryCorrectAsync(done, "x")).Problem!.Code);
        Assert.NotNull(await hub.OpenedAsync("A-1"));
    }

    static async Task<int> IdentitiesAsync(TestHub hub)
    {
        int count = 0;
        for (int partition = 0; partition < RecordKeys.PartitionCount; partition++)
            count += (await hub.RowsAsync(LearnerStore.Table, RecordKeys.Partition(partition))).Count(r => r.Row.StartsWith("i~", StringComparison.Ordinal));
        return count;
    }
}
