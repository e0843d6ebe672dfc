using System.Text;
using System.Text.Json;
using Hub.Learners;
using Hub.Learners.Achievements;
using Hub.Pipeline.Tests.Support;
using Hub.Records;
using Hub.Submissions;

namespace Hub.Pipeline.Tests.Learners;

public sealed class AchievementTests
{
    [Fact]
    public async Task Import_Achievements_LieWithTheirLearnersSealed()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        Submission done = await hub.AchieveAsync(Achieved.Row("A-1", "1"), Achieved.Row("A-2", "1", "Rede"), Achieved.Row("A-3", "2"));
        Assert.Equal(new SubmissionTotals(3, 3, 0, 0, 0, 0, 0), done.Totals! with { Findings = 0 });
        LearnerReference first = await hub.LearnerOfAsync("A-1");
        Assert.Equal(first, await hub.LearnerOfAsync("A-2"));
        Assert.NotEqual(first, await hub.LearnerOfAsync("A-3"));
        Assert.Equal("A-1 A-2", await hub.ListAsync(first));
        Assert.Contains("\"learnerId\":\"MARKED-1\"", await hub.OpenedAsync("A-1"), StringComparison.Ordinal);
        IReadOnlyDictionary<string, StoredRecord> stored = await hub.RecordsAsync(LearnerRecords.Table);
        Assert.Equal(3, stored.Count);
        foreach (StoredRecord record in stored.Values)
        {
            string json = Encoding.UTF8.GetString(record.Json.Span);
            Assert.DoesNotContain(Achieved.Mark, json, StringComparison.Ordinal);
            Assert.Equal("2025-06-01", JsonElement.Parse(json).GetProperty("awardedOn").GetString());
        }
    }

    [Fact]
    public async Task Import_Achievements_TellNoFeed()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        await hub.AchieveAsync(Achieved.Row("A-1", "1"), Achieved.Row("A-2", "2"));
        await hub.AchieveAsync(Achieved.Row("A-1", "1", "Rede", status: "corrected"));
        for (int partition = 0; partition < RecordKeys.PartitionCount; partition++)
            Assert.Empty(await hub.Tables.ScanAsync(LearnerRecords.Table, RecordKeys.Partition(partition), RecordKeys.OutboxPrefix, Ports.RowRange.EndOf(RecordKeys.OutboxPrefix), 10, TestHub.Cancel));
    }

    [Fact]
    public async Task Import_SameFileAgain_ChangesNothing()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        await hub.AchieveAsync(Achieved.Row("A-1", "1"));
        SortedDictionary<string, StoredRecord> before = await hub.RecordsAsync(LearnerRecords.Table);
        Submission again = await hub.AchieveAsync(Achieved.Row("A-1", "1"));
        Assert.Equal(1, again.Totals!.Unchanged);
        Assert.Equal(before.Select(r => (r.Key, r.Value.Stamp.Version, r.Value.Stamp.Hash)), (await hub.RecordsAsync(LearnerRecords.Table)).Select(r => (r.Key, r.Value.Stamp.Version, r.Value.Stamp.Hash)));
        Submission corrected = await hub.AchieveAsync(Achieved.Row("A-1", "1", "Rede", status: "corrected"));
        Assert.Equal(1, corrected.Totals!.Accepted);
        Assert.Equal(2, (await hub.RecordsAsync(LearnerRecords.Table)).Values.Single().Stamp.Version);
    }

    [Fact]
    public async Task Import_OtherLearnerForTheSameAchievement_MovesIt()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        await hub.AchieveAsync(Achieved.Row("A-1", "1"), Achieved.Row("A-2", "1"));
        LearnerReference wrong = await hub.LearnerOfAsync("A-1");
        Submission moved = await hub.AchieveAsync(Achieved.Row("A-1", "2"));
        Assert.Equal(1, moved.Totals!.Accepted);
        Assert.Equal("A-2", await hub.ListAsync(wrong));
        Assert.Equal("A-1", await hub.ListAsync(await hub.LearnerOfAsync("A-1")));
    }

    [Fact]
    public async Task Import_SchemeOrOwnNumber_AreDifferentLearners()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        await hub.AchieveAsync(Achieved.Row("A-1", "x1"), Achieved.Row("A-2", "X1", scheme: "nif"), Achieved.Row("A-3", "x1", scheme: ""));
        Assert.Equal(await hub.LearnerOfAsync("A-1"), await hub.LearnerOfAsync("A-2"));
        Assert.NotEqual(await hub.LearnerOfAsync("A-1"), await hub.LearnerOfAsync("A-3"));
    }

    [Fact]
    public async Task Replaces_UnknownAchievement_IsRejected()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        await hub.AchieveAsync(Achieved.Row("A-1", "1"));
        const string header = "localId,learnerId,title@en,awardedOn,kind,status,replaces\n";
        Submission done = await hub.SubmitAsync(header + "B-1,7,T,2025-01-01,unit,corrected,A-1\nB-2,7,T,2025-01-01,unit,corrected,A-9\nB-3,7,T,2025-01-01,unit,,A-1\n", kind: AchievementKind.KindName);
        Assert.Equal((1, 2), (done.Totals!.Accepted, done.Totals.Rejected));
        string findings = await hub.FindingsAsync(done);
        Assert.Contains("achievement.replaced-unknown", findings, StringComparison.Ordinal);
        Assert.Contains("achievement.replaces-without-correction", findings, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entry_Named_GivesWhatItSaysAndIsNotContradicted()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        await hub.SubmitAsync("localId,kind,title@pt,learningOutcomes@pt,creditSystem,creditPoints,eqfLevel,assessmentTypes,modes,qualityAssurance,status\nMC,micro-credential,Dados,Ler,ECTS,2,5,written,online,programme,\nU,unit,Dados,Ler,ECTS,2,,written,online,,draft\n");
        const string header = "localId,learnerId,entryId,awardedOn,issuedOn,creditSystem,creditPoints,eqfLevel\n";
        Submission done = await hub.SubmitAsync(header + "A-1,7,MC,2025-01-01,2025-01-01,,,\nA-2,7,MC,2025-01-01,2025-01-01,ECTS,3,6\nA-3,7,MC,2025-01-01,,,,\nA-4,7,U,2025-01-01,,,,\nA-5,7,NONE,2025-01-01,,,,\n", kind: AchievementKind.KindName);
        string findings = await hub.FindingsAsync(done);
        string[] codes = [.. findings.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).Select(f => $"{f.GetProperty("row").GetInt32()} {f.GetProperty("code").GetString()}").Order(StringComparer.Ordinal)];
        Assert.Equal(["3 achievement.entry-credits", "3 achievement.entry-level", "4 achievement.entry-element-missing", "5 achievement.entry-not-published", "6 achievement.entry-unknown"], codes);
        Assert.Equal((1, 1, 3), (done.Totals!.Accepted, done.Totals.Held, done.Totals.Rejected));
    }

    [Fact]
    public async Task PublicSide_Achievements_HoldsNothingOfThem()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        long before = (await hub.ChangesAsync()).Count;
        await hub.AchieveAsync(Achieved.Row("A-1", "1"));
        Assert.Null((await hub.Cut.HandleAsync(TestHub.Cancel)).Problem);
        Assert.Equal(before, (await hub.ChangesAsync()).Count);
        string open = Path.Combine(folder.Path, "blobs", "open");
        Assert.DoesNotContain(Directory.EnumerateFiles(open, "*", SearchOption.AllDirectories), file => Path.GetFileName(file).Contains("achievement", StringComparison.OrdinalIgnoreCase));
        Assert.All(Directory.EnumerateFiles(open, "manifest.json", SearchOption.AllDirectories), file => Assert.DoesNotContain("achievement", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task PutAndBatch_OneAchievement_AreJudgedAndSealed()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        const string record = """{"localId":"P-1","learnerScheme":"NIF","learnerId":"MARKED-1","kind":"unit","title":{"pt":"Dados"},"awardedOn":"2025-06-01"}""";
        Result<PutRecordResult> put = await hub.Put.HandleAsync(TestHub.CallerOf(TestHub.School), new PutRecordCommand(AchievementKind.KindName, Achieved.Id("P-1"), JsonElement.Parse(record), null), TestHub.Cancel);
        Assert.True(put.Value.Created);
        Assert.Contains("MARKED-1", Encoding.UTF8.GetString(put.Value.Record.Json.Span), StringComparison.Ordinal);
        string second = record.Replace("P-1", "P-2", StringComparison.Ordinal), held = record.Replace("P-1", "P-3", StringComparison.Ordinal)[..^1] + ""","learningSetting":"informal"}""";
        byte[] batch = Encoding.UTF8.GetBytes($"[{record},{second},{held}]");
        Result<BatchResult> applied = await hub.Batch.HandleAsync(TestHub.CallerOf(TestHub.School), new ApplyBatchCommand(TestHub.School, AchievementKind.KindName, batch, "k"), TestHub.Cancel);
        Assert.Equal([BatchOutcome.Unchanged, BatchOutcome.Accepted, BatchOutcome.Held], applied.Value.Items.Select(i => i.Outcome));
        await hub.PumpAsync();
        Assert.Equal(Achieved.Id("P-3"), Assert.Single((await hub.Holds.ListAsync(null, null, null, 10, TestHub.Cancel)).Items).RecordId);
        Result<PutRecordResult> stale = await hub.Put.HandleAsync(TestHub.CallerOf(TestHub.School), new PutRecordCommand(AchievementKind.KindName, Achieved.Id("P-1"), JsonElement.Parse(record), 7), TestHub.Cancel);
        Assert.Equal("record.version-differs", stale.Problem!.Code);
        Assert.Empty(Achieved.FilesWith(folder.Path, Achieved.Mark));
    }
}
