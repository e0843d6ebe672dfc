using System.Text;
using System.Text.Json;
using Hub.Catalogue;
using Hub.Feed;
using Hub.Pipeline.Tests.Support;
using Hub.Ports;
using Hub.Records;
using Hub.Submissions;
using Hub.Submissions.Holds;
using Hub.Submissions.Uploads;

namespace Hub.Pipeline.Tests.Submissions;

/// <summary>Uploads, batches and single changes: what is left when they are not finished, or the process dies in between.</summary>
public sealed class WaysInTests
{
    const string Json = """[{"localId":"A","kind":"unit","title":{"pt":"Soldar"},"learningOutcomes":{"pt":["Solda"]},"workloadHours":50,"status":"draft"},{"localId":"B"},{"localId":"H","kind":"unit","title":{"en":"Brazing"},"awardingBody":"XX-COLL","creditSystem":"Knotenpunkte","creditPoints":5},7]""";

    static CancellationToken Cancel => TestHub.Cancel;

    static bool IsSweep(string call) => call.StartsWith("scan entries/", StringComparison.Ordinal) && call.Contains("!out~", StringComparison.Ordinal);

    [Fact]
    public async Task Upload_NeverConfirmed_IsRemovedWhenItsTimeIsOver()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        Submission begun = await StartAsync(hub);
        await WriteAsync(hub, begun);
        await hub.PumpAsync();
        Assert.Equal(SubmissionStatus.Uploading, (await hub.ReadAsync(begun.Id)).Status);
        Assert.NotEmpty(await NamesAsync(hub, "incoming/"));

        hub.Clock.Advance(TimeSpan.FromDays(1));
        await hub.PumpAsync();
        Submission ended = await hub.ReadAsync(begun.Id);
        Assert.Equal((SubmissionStatus.Refused, "submission.upload-expired"), (ended.Status, ended.Problem!.Code));
        Assert.Empty(await NamesAsync(hub, "incoming/"));
        Assert.Equal("submission.upload-expired", (await ConfirmAsync(hub, begun)).Problem!.Code);
        Assert.Equal(0, await hub.Submissions.CountOpenAsync(TestHub.School, 10, Cancel));
    }

    [Fact]
    public async Task Upload_InAModeThatIsNotForItsKind_IsRefusedBeforeItBegins()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        Result<StartedUpload> started = await hub.StartUpload.HandleAsync(TestHub.Registrar, new StartUploadCommand(TestHub.Registry, "organisations", "replace", TimeSpan.FromHours(12)), Cancel);
        Assert.Equal("submission.mode-not-for-kind", started.Problem?.Code);
        Assert.Equal(0, await hub.Submissions.CountOpenAsync(TestHub.Registry, 10, Cancel));
    }

    [Fact]
    public async Task Upload_OverwrittenAfterItWasConfirmed_StaysWhatItWas()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        Submission begun = await StartAsync(hub);
        await WriteAsync(hub, begun);
        Submission confirmed = (await ConfirmAsync(hub, begun)).Value;
        await new UploadBlocks(hub.Blobs).WriteWholeAsync(begun.Upload!.Blob, new MemoryStream(Encoding.UTF8.GetBytes("localId\r\nforged\r\n")), Cancel);
        await hub.PumpAsync();
        Assert.Equal(SubmissionTests.Mixed, Encoding.UTF8.GetString((await hub.BlobAsync(confirmed.BodyBlob))!));
        hub.Clock.Advance(TimeSpan.FromDays(1));
        await hub.PumpAsync();
        Assert.Empty(await NamesAsync(hub, "incoming/"));
        Assert.NotNull(await hub.BlobAsync(confirmed.BodyBlob));
        Assert.Equal(SubmissionStatus.Finished, (await hub.ReadAsync(begun.Id)).Status);
    }

    [Theory]
    [InlineData(FaultMoment.Before)]
    [InlineData(FaultMoment.Inside)]
    [InlineData(FaultMoment.After)]
    public async Task WaysIn_ProcessDiesAtEachCall_EndAsWithoutFaults(FaultMoment moment)
    {
        using var prepared = new TemporaryFolder();
        using (TestHub first = await TestHub.OpenWithSchoolAsync(prepared))
        {
            // Of a country without rules: what the batch has of it is for a person to decide.
            await first.RegisterAsync("XX-COLL", "AL");
            await first.PumpAsync();
        }

        (string expected, List<string> calls) = await RunAsync(prepared, new Faults { Skip = IsSweep });
        int deaths = 0;
        for (int at = 1; at <= calls.Count; at++)
        {
            if (moment == FaultMoment.Inside && !calls[at - 1].StartsWith("blob-write", StringComparison.Ordinal)) continue;
            if (moment == FaultMoment.After && (calls[at - 1].StartsWith("find", StringComparison.Ordinal) || calls[at - 1].StartsWith("scan", StringComparison.Ordinal))) continue;
            (string actual, _) = await RunAsync(prepared, Faults.At(at, moment, IsSweep));
            Assert.True(expected == actual, $"Death {moment} call {at} ({calls[at - 1]}):\n{actual}\ninstead of\n{expected}");
            deaths++;
        }

        Assert.True(deaths > 5);
    }

    static async Task<(string Outcome, List<string> Calls)> RunAsync(TemporaryFolder prepared, Faults faults)
    {
        using TemporaryFolder folder = prepared.Copy();
        var clock = new SettableClock();
        clock.Advance(TimeSpan.FromHours(1));
        string? outcome = null;
        using (TestHub hub = TestHub.Open(folder, clock, faults))
        {
            try
            {
                outcome = await WorkAsync(hub);
            }
            catch (Exception) when (faults.IsDead)
            {
                clock.Advance(TimeSpan.FromMinutes(5));                 // nothing of this process is left but its folder
            }
        }

        using TestHub next = TestHub.Open(folder, clock);
        outcome ??= await WorkAsync(next);
        return (outcome + await OutcomeAsync(next), faults.Log);
    }

    /// <summary>What a client does, and does again when it got no answer: everything with its key.</summary>
    static async Task<string> WorkAsync(TestHub hub)
    {
        Submission begun = await StartAsync(hub, "upload");
        if (begun.Status == SubmissionStatus.Uploading) await WriteAsync(hub, begun);
        Result<Submission> confirmed = await ConfirmAsync(hub, begun);
        Assert.Null(confirmed.Problem);
        Result<BatchResult> batch = await hub.Batch.HandleAsync(TestHub.CallerOf(TestHub.School), new ApplyBatchCommand(TestHub.School, "catalogue", Encoding.UTF8.GetBytes(Json), "batch"), Cancel);
        Assert.Null(batch.Problem);
        await new Pump(hub).RunAsync();
        Result<StoredRecord> withdrawn = await hub.Withdraw.HandleAsync(TestHub.CallerOf(TestHub.School), new WithdrawEntryCommand($"{TestHub.School}~A", null), Cancel);
        Assert.Null(withdrawn.Problem);
        return JsonSerializer.Serialize(batch.Value, HubJson.Options);
    }

    static async Task<string> OutcomeAsync(TestHub hub)
    {
        hub.Clock.Advance(TimeSpan.FromDays(2));
        await hub.PumpAsync();
        await hub.Sequencer.DrainAsync(Entries.Table, Cancel);
        var text = new StringBuilder();
        Submission[] submissions = [.. (await hub.Submissions.ListAsync(TestHub.School, 0, 100, Cancel)).Items];
        Assert.Equal(2, submissions.Length);            // the upload, and what the batch has for a registrar
        foreach (Submission submission in submissions) text.AppendLine($"{submission.Id} {submission.Status} {submission.BodySha256} {JsonSerializer.Serialize(submission.Totals, HubJson.Options)}");
        foreach (Hold hold in (await hub.Holds.ListAsync(null, null, null, 10, Cancel)).Items) text.AppendLine($"{hold.Id} {hold.RecordId} {hold.Record}");
        foreach ((string id, StoredRecord record) in await hub.RecordsAsync()) text.AppendLine($"{id} {record.Stamp.Version} {record.Stamp.Visibility} {Encoding.UTF8.GetString(record.Json.Span)}");
        IReadOnlyList<FeedChange> changes = await hub.ChangesAsync();
        Entries.AssertWhole(changes);
        foreach (string change in changes.Select(c => $"{c.Table} {c.Id} {c.Version} {c.Hash} {c.Operation}").Order(StringComparer.Ordinal)) text.AppendLine(change);
        Assert.Empty(await NamesAsync(hub, "incoming/"));
        // A body whose commit died with the process stays until the sweep takes it.
        Assert.Empty(submissions.Select(s => s.BodyBlob).Except(await NamesAsync(hub, "uploads/"), StringComparer.Ordinal));
        Assert.Equal(0, await hub.Submissions.CountOpenAsync(TestHub.School, 10, Cancel));
        return text.ToString();
    }

    static async Task<Submission> StartAsync(TestHub hub, string? key = null)
    {
        Result<StartedUpload> started = await hub.StartUpload.HandleAsync(TestHub.CallerOf(TestHub.School), new StartUploadCommand(TestHub.School, "catalogue", "merge", TimeSpan.FromHours(12), key, "file.csv", "text/csv"), Cancel);
        Assert.Null(started.Problem);
        return started.Value.Submission;
    }

    static async Task WriteAsync(TestHub hub, Submission begun)
    {
        byte[] file = Encoding.UTF8.GetBytes(SubmissionTests.Mixed);
        var uploads = new UploadBlocks(hub.Blobs);
        Assert.Null(await uploads.WriteBlockAsync(begun.Upload!.Blob, "MQ==", new MemoryStream(file[..50]), Cancel));
        Assert.Null(await uploads.WriteBlockAsync(begun.Upload.Blob, "Mg==", new MemoryStream(file[50..]), Cancel));
        Assert.Null(await uploads.JoinAsync(begun.Upload.Blob, ["MQ==", "Mg=="], Cancel));
    }

    static Task<Result<Submission>> ConfirmAsync(TestHub hub, Submission begun) =>
        hub.ConfirmUpload.HandleAsync(TestHub.CallerOf(TestHub.School), new ConfirmUploadCommand(begun.Id, null, 1_000_000), Cancel);

    static async Task<List<string>> NamesAsync(TestHub hub, string prefix) => await hub.Blobs.ListAsync(prefix, Cancel).Select(b => b.Name).ToListAsync(Cancel);
}
