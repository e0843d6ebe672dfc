using System.Globalization;
using System.Text;
using System.Text.Json;
using Hub.Agreements;
using Hub.Audit;
using Hub.Formats;
using Hub.Learners;
using Hub.Learners.Achievements;
using Hub.Learners.CreditRecords;
using Hub.Learners.CreditRecords.Forms;
using Hub.Learners.CreditRecords.Sharing;
using Hub.Pipeline.Tests.Support;
using Hub.Ports;
using Hub.Recognition.Requests.Files;
using Hub.Records;
using Hub.Submissions;
using Hub.Submissions.Holds;
using Hub.Submissions.Uploads;
using Hub.Work;

namespace Hub.Pipeline.Tests.Privacy;

/// <summary>
/// Invented people, marked in every personal field, go through everything the hub does with learners. Afterwards no mark stands in any
/// file of the hub, in what it says to others than those who may know, nor, once they are erased, anything their data could be read with.
/// <c>HUB_PRIVACY_SEED</c> plays one life again.
/// </summary>
public sealed class PrivacyTests : IDisposable
{
    const int People = 12;

    readonly TemporaryFolder _folder = new();
    readonly List<string> _said = [];

    public void Dispose() => _folder.Dispose();

    public static TheoryData<int> Seeds => Environment.GetEnvironmentVariable("HUB_PRIVACY_SEED") is { Length: > 0 } seed ? [int.Parse(seed, CultureInfo.InvariantCulture)] : [1, 2, 3];

    static Caller School => TestHub.CallerOf(TestHub.School);

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task MarkedLearners_WholeLife_LeaveNoMarkAnywhere(int seed)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var marks = new Marks(seed);
        using (TestHub hub = await TestHub.OpenWithSchoolAsync(_folder, TestHub.SmallChunks))
        {
            await hub.RegisterAsync(TestHub.School.Value, "PT", identifiers: "PIC:999");       // as transcripts name it
            string[] people = [.. Enumerable.Range(0, People).Select(_ => marks.Next("id"))];
            await SendInAllFormatsAsync(hub, marks, people);
            await SendOnOtherWaysAsync(hub, marks, people);
            AssertNoMark(marks);
            List<string> secrets = await UseAndEraseAsync(hub);
            AssertNoMark(marks);
            Assert.NotEmpty(secrets);
            Assert.Empty(MarkScan.Containing(_folder.Path, secrets));

            // What was sent can be read by its sender for a month; then its keys are gone as well.
            string[] sent = [.. (await hub.RowsAsync(KeyTables.Submissions, TestHub.School.Value)).Select(r => Encoding.ASCII.GetString(r.Body.Span))];
            Assert.NotEmpty(sent);
            hub.Clock.Advance(TimeSpan.FromDays(31));
            await hub.Router.HandleAsync(Queues.Sweep, "test", TestHub.Cancel);
            await hub.PumpAsync();
            Assert.Empty(MarkScan.Containing(_folder.Path, sent));
        }

        AssertNoMark(marks);
    }

    /// <summary>The scan finds what it looks for: in every form, also packed.</summary>
    [Fact]
    public void Scan_FileWithAMark_FindsIt()
    {
        var marks = new Marks(1);
        MarkedRow row = MarkedRow.Of(marks, "A-1", marks.Next("id"));
        var scan = new MarkScan(marks);
        foreach (string format in MarkedFiles.Formats) Assert.NotEmpty(scan.Bytes(format, MarkedFiles.Write(format, [row])));
        foreach (string text in (string[])[row["notes"], row["learnerBirthDate"], row["notes"].ToUpperInvariant(), Uri.EscapeDataString(row["notes"]), JsonSerializer.Serialize(row["notes"])])
            for (int before = 0; before < 3; before++)
            {
                string placed = new string('a', before) + text + "a";
                Assert.NotEmpty(scan.Text("plain", placed));
                if (text.Length > 10 && !text.Contains('"', StringComparison.Ordinal)) Assert.NotEmpty(scan.Text("Base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(placed))));
            }

        Assert.Empty(scan.Text("other", "zqxjvwkqz 1911-01-01"));
    }

    void AssertNoMark(Marks marks)
    {
        var scan = new MarkScan(marks);
        Assert.Empty(scan.Folder(_folder.Path));
        Assert.Empty(_said.SelectMany(text => scan.Text("said", text)));
    }

    /// <summary>What the hub says about a submission, to whoever looks after it. Error files are the sender's own rows, for it alone.</summary>
    async Task<Submission> SendAsync(TestHub hub, Marks marks, string format, byte[] file)
    {
        Result<Submission> sent = await hub.Receive.HandleAsync(School, new ReceiveSubmissionCommand(TestHub.School, AchievementKind.KindName, "merge", new MemoryStream(file), marks.Next("key"), FileName: marks.Next("file") + MarkedFiles.EndingOf(format)), TestHub.Cancel);
        Assert.Null(sent.Problem);
        await hub.PumpAsync();
        Submission done = await hub.ReadAsync(sent.Value.Id);
        _said.Add(JsonSerializer.Serialize(done, HubJson.Options));
        if (done.Totals is not null) _said.Add(await hub.FindingsAsync(done));
        return done;
    }

    async Task SendInAllFormatsAsync(TestHub hub, Marks marks, string[] people)
    {
        await hub.SubmitAsync("localId,kind,title@pt,learningOutcomes@pt,creditSystem,creditPoints,assessmentTypes,modes,status\nU,unit,Dados,Ler,ECTS,2,written,online,draft\n");
        int number = 0;
        foreach (string format in MarkedFiles.Formats)
        {
            MarkedRow[] rows = [.. Enumerable.Range(0, 5).Select(_ => MarkedRow.Of(marks, $"A-{number++}", marks.Choose(people)))];
            MarkedRow[] bad = format == "elmo" ? [] :
            [
                MarkedRow.Of(marks, $"R-{number}", marks.Choose(people), ("awardedOn", marks.Choose(marks.Next("date"), "2099-01-01"))),
                MarkedRow.Of(marks, $"S-{number}", marks.Choose(people), ("creditPoints", marks.Next("points")), ("status", marks.Next("status"))),
                MarkedRow.Of(marks, $"T-{number}", "", ("eqfLevel", marks.Next("level"))),
                MarkedRow.Of(marks, $"U-{number}", marks.Choose(people), ("learnerScheme", marks.Next("scheme")), ("learnerBirthDate", marks.Next("birth")), ("evidenceUrl", marks.Next("url"))),
                MarkedRow.Of(marks, $"H-{number}", marks.Choose(people), ("entryId", "U")),
            ];
            Submission done = await SendAsync(hub, marks, format, MarkedFiles.Write(format, [.. rows, .. bad]));
            Assert.True(done.Totals is { Accepted: >= 5 }, $"{format}: {done.Totals} {done.Problem} {_said[^1]}");
            if (bad.Length > 0) Assert.True(done.Totals!.Rejected >= 4 && done.Totals.Held >= 1, $"{format}: {done.Totals}");
            if (format == "csv")
            {
                string errors = await hub.ErrorsAsync(done);
                Assert.NotEmpty(new MarkScan(marks).Text("errors", errors));        // given back in clear, to the sender alone
                Submission corrected = await hub.CorrectAsync(done, errors.Replace("2099-01-01", "2025-01-01", StringComparison.Ordinal));
                _said.Add(await hub.FindingsAsync(corrected));
            }
        }

        foreach ((int i, Hold hold) in (await hub.OpenHoldsAsync()).Index())
        {
            _said.Add(JsonSerializer.Serialize(hold, HubJson.Options));
            Assert.Null((await hub.DecideAsync(hold.Id, release: i % 2 == 0)).Problem);
        }

        await hub.PumpAsync();
    }

    async Task SendOnOtherWaysAsync(TestHub hub, Marks marks, string[] people)
    {
        string good = MarkedFiles.Json(MarkedRow.Of(marks, "P-1", people[0])), bad = MarkedFiles.Json(MarkedRow.Of(marks, "P-2", people[1], ("awardedOn", marks.Next("date"))));
        foreach ((string id, string json) in ((string, string)[])[("P-1", good), ("P-2", bad)])
        {
            Result<PutRecordResult> put = await hub.Put.HandleAsync(School, new PutRecordCommand(AchievementKind.KindName, Achieved.Id(id), JsonElement.Parse(json), null), TestHub.Cancel);
            _said.Add($"{put.Problem}");
            if (put.Problem is null) _said.Add(JsonSerializer.Serialize(put.Value.Findings, HubJson.Options));
        }

        Result<BatchResult> batch = await hub.Batch.HandleAsync(School, new ApplyBatchCommand(TestHub.School, AchievementKind.KindName, Encoding.UTF8.GetBytes($"[{good},{bad}]"), marks.Next("key")), TestHub.Cancel);
        _said.Add(JsonSerializer.Serialize(batch.Value, HubJson.Options));
        _said.Add((await hub.Batch.HandleAsync(School, new ApplyBatchCommand(TestHub.School, AchievementKind.KindName, Encoding.UTF8.GetBytes($"[{good[..^3]}"), null), TestHub.Cancel)).Problem!.ToString());

        await SendAgreementsAsync(hub, marks, people);
        await SendRequestsAsync(hub, marks, people);

        // A file by a link lies there until somebody confirms it, or nobody does.
        foreach (bool isConfirmed in (bool[])[true, false])
        {
            Submission begun = (await hub.StartUpload.HandleAsync(School, new StartUploadCommand(TestHub.School, AchievementKind.KindName, "merge", TimeSpan.FromDays(5), null, $"{marks.Next("file")}.csv"), TestHub.Cancel)).Value.Submission;
            byte[] file = MarkedFiles.Write("csv", [MarkedRow.Of(marks, isConfirmed ? "L-1" : "L-2", people[2])]);
            var blocks = new UploadBlocks(hub.Blobs);
            Assert.Null(await blocks.WriteBlockAsync(begun.Upload!.Blob, "MQ==", new MemoryStream(file), TestHub.Cancel));
            Assert.Equal(file.Length, Assert.Single(await blocks.ListAsync(begun.Upload.Blob, TestHub.Cancel)).SizeBytes);
            Assert.Null(await blocks.JoinAsync(begun.Upload.Blob, ["MQ=="], TestHub.Cancel));
            AssertNoMark(marks);
            if (!isConfirmed) continue;
            Result<Submission> confirmed = await hub.ConfirmUpload.HandleAsync(School, new ConfirmUploadCommand(begun.Id, null, 1_000_000), TestHub.Cancel);
            Assert.Equal((null, file.Length), (confirmed.Problem, confirmed.Value.SizeBytes));
            await new Pump(hub) { Drop = (queue, _) => queue == Queues.Expire }.RunAsync();
            Assert.Equal(1, (await hub.ReadAsync(begun.Id)).Totals!.Accepted);
        }
    }

    /// <summary>Agreements about the same people, good ones and bad ones, by file and alone.</summary>
    async Task SendAgreementsAsync(TestHub hub, Marks marks, string[] people)
    {
        await hub.RegisterAsync("ES-IES", "ES");
        string RowOf(string id, string who, string until) =>
            $"{id},learning-agreement,ES-IES,NIF,{who},{marks.Next("given")},{marks.Next("family")},{marks.NextDay()},2025-02-01,{until},H=U,{marks.Next("studied")},{marks.Next("company")},{marks.Next("notes")},EWP:{marks.Next("mobility")}\n";
        string file = "localId,type,host,learnerScheme,learnerId,learnerGivenNames,learnerFamilyName,learnerBirthDate,validFrom,validUntil,outcomes,studied,hostCompany,notes,identifiers\n"
            + RowOf("G-1", people[0], "2025-06-30") + RowOf("G-2", people[1], "2025-06-30") + RowOf("G-3", people[2], marks.Next("until")) + RowOf("G-4", people[3], "2024-01-01");
        Result<Submission> sent = await hub.Receive.HandleAsync(School, new ReceiveSubmissionCommand(TestHub.School, AgreementKind.KindName, "merge", new MemoryStream(Encoding.UTF8.GetBytes(file)), marks.Next("key"), FileName: marks.Next("file") + ".csv"), TestHub.Cancel);
        Assert.Null(sent.Problem);
        await hub.PumpAsync();
        Submission done = await hub.ReadAsync(sent.Value.Id);
        Assert.Equal((2, 2), (done.Totals!.Accepted, done.Totals.Rejected));
        _said.Add(JsonSerializer.Serialize(done, HubJson.Options));
        _said.Add(await hub.FindingsAsync(done));
        Assert.Null((await new Agreed(hub).Sign.HandleAsync(Agreed.HostCaller, new SignAgreementCommand(Achieved.Id("G-1"), 1, null), TestHub.Cancel)).Problem);
    }

    /// <summary>Requests for recognition of the same people, good ones and bad ones.</summary>
    async Task SendRequestsAsync(TestHub hub, Marks marks, string[] people)
    {
        await hub.SubmitAsync(Files.Of(Files.Row("T-1", status: "published")));
        string RowOf(string id, string who, string target) => $"{id},NIF,{who},unit-equivalence,{target},,{marks.Next("contact")}@example.org\n";
        string file = "localId,learnerScheme,learnerId,route,target,achievements,contact\n" + RowOf("Q-1", people[0], "T-1") + RowOf("Q-2", people[1], "T-1") + RowOf("Q-3", marks.Next("stranger"), "T-1") + RowOf("Q-4", people[2], "T-9");
        Result<Submission> sent = await hub.Receive.HandleAsync(School, new ReceiveSubmissionCommand(TestHub.School, FileRequestKind.KindName, "merge", new MemoryStream(Encoding.UTF8.GetBytes(file)), marks.Next("key"), FileName: marks.Next("file") + ".csv"), TestHub.Cancel);
        Assert.Null(sent.Problem);
        await hub.PumpAsync();
        Submission done = await hub.ReadAsync(sent.Value.Id);
        Assert.Equal((2, 2), (done.Totals!.Accepted, done.Totals.Rejected));
        _said.Add(JsonSerializer.Serialize(done, HubJson.Options));
        _said.Add(await hub.FindingsAsync(done));
    }

    /// <summary>Reads, shares, merges, publishes, and erases half of the learners; gives what could open what they left.</summary>
    async Task<List<string>> UseAndEraseAsync(TestHub hub)
    {
        List<LearnerReference> learners = [];
        foreach (string id in (await hub.RecordsAsync(AchievementKind.TableName)).Keys) learners.Add((await hub.LearnerRecords.LearnerOfAsync(id, TestHub.Cancel))!.Value);
        LearnerReference[] distinct = [.. learners.Distinct()];
        Assert.True(distinct.Length > 3);
        Assert.Null(await hub.Merge.MergeAsync(TestHub.Registrar, new MergeLearnersCommand(distinct[1], distinct[0]), TestHub.Cancel));
        Assert.Null(await hub.Merge.MergeAsync(TestHub.Registrar, new MergeLearnersCommand(distinct[3], distinct[2]), TestHub.Cancel));
        Assert.Null(await hub.Merge.SplitAsync(TestHub.Registrar, new MergeLearnersCommand(distinct[3], distinct[2]), TestHub.Cancel));
        await ReadAndShareAsync(hub, distinct[0]);
        Assert.Null((await hub.Cut.HandleAsync(TestHub.Cancel)).Problem);
        List<string> secrets = [];
        foreach (LearnerReference learner in (LearnerReference[])[distinct[0], distinct[2], .. distinct.Skip(4).Where((_, i) => i % 2 == 0)])
        {
            secrets.AddRange(await SecretsOfAsync(hub, learner));
            Assert.Equal(ErasureOutcome.Erased, (await hub.Erase.HandleAsync(TestHub.Registrar, learner, TestHub.Cancel)).Value);
            _said.Add((await hub.ReadLearner.HandleAsync(School, learner, TestHub.Cancel)).Problem!.ToString());
        }

        await new Pump(hub) { Drop = (queue, _) => queue == Queues.Expire }.RunAsync();
        _said.Add(await Audit.Logs.ActsAsync(hub));
        return secrets;
    }

    async Task ReadAndShareAsync(TestHub hub, LearnerReference learner)
    {
        CreditRecordDocument record = (await hub.CreditRecords.HandleAsync(School, learner, new ReadCreditRecordQuery(WithGuidance: true), TestHub.Cancel)).Value;
        foreach (ICreditRecordForm form in CreditRecordForms.All) await form.WriteAsync(record, Stream.Null, TestHub.Cancel);
        (RecordShare share, string token) = (await hub.Shares.HandleAsync(School, learner, new ShareRecordCommand([record.Record.Items[0].Id], [SharedPart.Person], hub.Clock.GetUtcNow().AddDays(1)), TestHub.Cancel)).Value;
        Assert.Null((await hub.OpenShare.HandleAsync(token, TestHub.Cancel)).Problem);
        _said.Add($"{JsonSerializer.Serialize(share, HubJson.Options)} {token}");
    }

    /// <summary>Names of identities, keys and ciphertext of a learner and of what was merged into it, as they stand in the store.</summary>
    static async Task<List<string>> SecretsOfAsync(TestHub hub, LearnerReference learner)
    {
        var secrets = new List<string>();
        LearnerRow row = LearnerRow.Read((await hub.Tables.FindAsync(LearnerStore.Table, learner.Partition, LearnerRow.RowOf(learner), TestHub.Cancel))!.Body);
        foreach (LearnerReference one in (LearnerReference[])[learner, .. (row.Aliases ?? []).Select(a => new LearnerReference(a))])
        {
            LearnerRow its = LearnerRow.Read((await hub.Tables.FindAsync(LearnerStore.Table, one.Partition, LearnerRow.RowOf(one), TestHub.Cancel))!.Body);
            secrets.AddRange([its.Key!, its.Identity!]);
        }

        return secrets;
    }
}
