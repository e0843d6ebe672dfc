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
/// at every call of a port in turn. In the end everything is as without deaths, each once, and no mark lies anywhere.
/// </summary>
public sealed class AchievementCrashTests
{
    static bool IsSweep(string call) => call.StartsWith("scan ", StringComparison.Ordinal) && call.Contains("!out~", StringComparison.Ordinal);

    [Theory]
    [InlineData(FaultMoment.Before)]
    [InlineData(FaultMoment.Inside)]
    [InlineData(FaultMoment.After)]
    public async Task Learners_ProcessDiesAtEachCall_EndsAsWithoutFaults(FaultMoment moment)
    {
        using var prepared = new TemporaryFolder();
        using (TestHub hub = await TestHub.OpenWithSchoolAsync(prepared)) { }
        (string expected, List<string> calls) = await RunAsync(prepared, new Faults { Skip = IsSweep });
        Assert.Contains("identities 2", expected, StringComparison.Ordinal);
        int deaths = 0;
        for (int at = 1; at <= calls.Count; at++)
        {
            if (!Matters(calls[at - 1], moment)) continue;
            (string actual, _) = await RunAsync(prepared, Faults.At(at, moment, IsSweep));
            Assert.True(expected == actual, $"Death {moment} call {at} ({calls[at - 1]}):\n{actual}\ninstead of\n{expected}");
            deaths++;
        }

        Assert.True(deaths > 5);
    }

    static bool Matters(string call, FaultMoment moment) => moment switch
    {
        FaultMoment.Before => call.StartsWith("commit", StringComparison.Ordinal) || call.StartsWith("blob-", StringComparison.Ordinal) || call.StartsWith("send", StringComparison.Ordinal),
        FaultMoment.Inside => call.StartsWith("blob-write", StringComparison.Ordinal),
        _ => call.StartsWith("commit", StringComparison.Ordinal) || call.StartsWith("blob-write", StringComparison.Ordinal) || call.StartsWith("blob-delete", StringComparison.Ordinal),
    };

    static async Task<(string Outcome, List<string> Calls)> RunAsync(TemporaryFolder prepared, Faults faults)
    {
        using TemporaryFolder folder = prepared.Copy();
        var clock = new SettableClock();
        clock.Advance(TimeSpan.FromHours(1));
        var client = new Client();
        bool died = false;
        using (TestHub hub = TestHub.Open(folder, clock, faults, TestHub.SmallChunks))
        {
            try
            {
                await client.WorkAsync(hub);
            }
            catch (Exception) when (faults.IsDead)
            {
                died = true;
            }
        }

        Assert.Empty(Achieved.FilesWith(folder.Path, Achieved.Mark));
        if (died) clock.Advance(TimeSpan.FromMinutes(5));
        using TestHub next = TestHub.Open(folder, clock, limits: TestHub.SmallChunks);
        if (died) await client.WorkAsync(next);
        return (await OutcomeAsync(next), faults.Log);
    }

    /// <summary>A client that repeats what got no answer, with what it knows from before.</summary>
    sealed class Client
    {
        LearnerReference? _one;
        LearnerReference? _two;

        public async Task WorkAsync(TestHub hub)
        {
            await SendAsync(hub, "first", Achieved.Row("A-1", "1"), Achieved.Row("A-2", "2"), Achieved.Row("A-3", "3"), Achieved.Row("A-4", "1"), Achieved.Row("A-5", "4"), Achieved.Row("A-6", "4", awardedOn: "2099-01-01"));
            await SendAsync(hub, "second", Achieved.Row("A-3", "4"), Achieved.Row("A-5", "4", "Rede", status: "corrected"));
            _one ??= await hub.LearnerOfAsync("A-1");
            _two ??= await hub.LearnerOfAsync("A-2");
            if (await hub.Merge.MergeAsync(TestHub.Registrar, new MergeLearnersCommand(_two.Value, _one.Value), TestHub.Cancel) is { } refused) Assert.Equal("learner.erased", refused.Code);
            Assert.Null((await hub.Erase.HandleAsync(TestHub.Registrar, _one.Value, TestHub.Cancel)).Problem);
        }

        static async Task SendAsync(TestHub hub, string key, params string[] rows)
        {
            await hub.SendAsync(Achieved.Header + string.Concat(rows), key: key, kind: AchievementKind.KindName);
            await new Pump(hub) { Later = (queue, _) => queue == Queues.Apply }.RunAsync();
        }
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
