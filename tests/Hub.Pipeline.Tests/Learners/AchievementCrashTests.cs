using System.Text;
using System.Text.Json.Nodes;
using Hub.Learners;
using Hub.Learners.Achievements;
using Hub.Pipeline.Tests.Support;
using Hub.Ports;
using Hub.Records;
using Hub.Submissions;
using Hub.Work;

namespace Hub.Pipeline.Tests.Learners;

/// <summary>
/// Two files about learners, of which the second moves an achievement to another learner, then a merge and an erasure; the process dies
/// at every state of the store in turn. In the end everything is as without deaths, each once, and no mark lies anywhere.
/// </summary>
public sealed class AchievementCrashTests
{
    [Fact]
    public async Task Learners_ProcessDiesAnywhere_EndsAsWithoutFaults()
    {
        using var prepared = new TemporaryFolder();
        using (TestHub hub = await TestHub.OpenWithSchoolAsync(prepared)) { }
        var deaths = new EveryDeath(WorkAsync, OutcomeAsync)
        {
            Limits = TestHub.SmallChunks,
            LeftBehind = folder => Assert.Empty(Achieved.FilesWith(folder.Path, Achieved.Mark)),
        };
        Assert.Contains("identities 2", await deaths.RunAsync(prepared), StringComparison.Ordinal);
    }

    /// <summary>A client that repeats what got no answer; which learners it speaks of it knows from before.</summary>
    static async Task WorkAsync(TestHub hub, Dictionary<string, string> known)
    {
        await SendAsync(hub, "first", Achieved.Row("A-1", "1"), Achieved.Row("A-2", "2"), Achieved.Row("A-3", "3"), Achieved.Row("A-4", "1"), Achieved.Row("A-5", "4"), Achieved.Row("A-6", "4", awardedOn: "2099-01-01"));
        await SendAsync(hub, "second", Achieved.Row("A-3", "4"), Achieved.Row("A-5", "4", "Rede", status: "corrected"));
        LearnerReference one = await LearnerAsync(hub, known, "A-1"), two = await LearnerAsync(hub, known, "A-2");
        if (await hub.Merge.MergeAsync(TestHub.Registrar, new MergeLearnersCommand(two, one), TestHub.Cancel) is { } refused) Assert.Equal("learner.erased", refused.Code);
        Assert.Null((await hub.Erase.HandleAsync(TestHub.Registrar, one, TestHub.Cancel)).Problem);
    }

    static async Task<LearnerReference> LearnerAsync(TestHub hub, Dictionary<string, string> known, string localId)
    {
        if (!known.TryGetValue(localId, out string? reference)) known[localId] = reference = (await hub.LearnerOfAsync(localId)).Value;
        return new LearnerReference(reference);
    }

    static async Task SendAsync(TestHub hub, string key, params string[] rows)
    {
        await hub.SendAsync(Achieved.Header + string.Concat(rows), key: key, kind: AchievementKind.KindName);
        await new Pump(hub) { Later = (queue, _) => queue == Queues.Apply }.RunAsync();
    }

    static async Task<string> OutcomeAsync(TestHub hub)
    {
        var text = new StringBuilder();
        foreach (Submission submission in (await hub.Submissions.ListAsync(TestHub.School, 0, 100, TestHub.Cancel)).Items)
            text.AppendLine($"{submission.Id} {submission.Status} {submission.Totals}\n{await hub.FindingsAsync(submission)}");
        foreach (string id in (await hub.RecordsAsync(AchievementKind.TableName)).Keys)
        {
            StoredRecord? record = await hub.LearnerRecords.FindAsync(id, TestHub.Cancel);
            JsonObject json = JsonNode.Parse(record!.Json.Span)!.AsObject();
            json.Remove("learner");
            text.AppendLine($"{id} {record.Stamp.Version} {record.Stamp.Submission} {json.ToJsonString()}");
        }

        text.AppendLine($"records {(await hub.RecordsAsync(LearnerRecords.Table)).Count}");
        int identities = 0, keys = 0;
        for (int partition = 0; partition < RecordKeys.PartitionCount; partition++)
        {
            List<TableRow> rows = await hub.RowsAsync(LearnerStore.Table, RecordKeys.Partition(partition));
            identities += rows.Count(r => r.Row.StartsWith("i~", StringComparison.Ordinal));
            keys += rows.Count(r => r.Row.StartsWith("k~", StringComparison.Ordinal) && Encoding.UTF8.GetString(r.Body.Span).Contains("\"key\":\"", StringComparison.Ordinal));
        }

        return text.AppendLine($"identities {identities} keys {keys}").ToString();
    }
}
