using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Catalogue;
using Hub.Feed;
using Hub.Organisations;
using Hub.Pipeline.Tests.Support;
using Hub.Records;
using Hub.Submissions;
using Hub.Submissions.Receipts;

namespace Hub.Pipeline.Tests.Submissions;

public sealed class SubmissionTests : IAsyncLifetime
{
    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;
    int _registered;

    public async ValueTask InitializeAsync()
    {
        _hub = await TestHub.OpenWithSchoolAsync(_folder, TestHub.SmallChunks);
        _registered = (await _hub.ChangesAsync()).Count;
    }

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    static SubmissionTotals Totals(long rows, long accepted = 0, long unchanged = 0, long held = 0, long rejected = 0, long superseded = 0, long findings = 0) =>
        new(rows, accepted, unchanged, held, rejected, superseded, findings);

    static void AssertAddsUp(SubmissionTotals? totals) => Assert.Equal(totals!.Rows, totals.Accepted + totals.Unchanged + totals.Held + totals.Rejected + totals.Superseded);

    async Task<IReadOnlyList<FeedChange>> NewChangesAsync() => await _hub.ChangesAsync(_registered);

    static string[] Codes(string findings) => [.. findings.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
    {
        using JsonDocument json = JsonDocument.Parse(line);
        return $"{json.RootElement.GetProperty("row").GetInt32()} {json.RootElement.GetProperty("code").GetString()}";
    })];

    /// <summary>Good rows, rejected ones, one held, duplicates of both kinds and references, over several chunks.</summary>
    internal static string Mixed { get; } =
        "localId,kind,title@en,workloadHours,hoursKind,partOf,creditSystem,creditPoints,status\n" +
        "A,unit,Welding,25,training,,,,\n" +
        "B,unit,Brazing,x,training,,,,\n" +
        "C,unit,Soldering,25,training,B,,,\n" +
        "D,unit,Riveting,25,training,A,,,\n" +
        "E,unit,Bolting,25,training,,,,draft\n" +
        "A,unit,Welding,25,training,,,,\n" +
        "F,unit,\"Gluing, \"\"hot\"\"\nand cold\",25,training,,,,\n" +
        "G,unit,Sewing,25,training,,,,\n" +
        "G,unit,Knitting,25,training,,,,\n" +
        ",unit,Nameless,25,training,,,,\n" +
        "H,unit,Drilling,25,training,NOWHERE,,,\n" +
        "I,unit,Milling,25,training,F,,,\n";

    [Fact]
    public async Task Merge_MixedFile_GoodRowsInBadRowsOut()
    {
        Submission done = await _hub.SubmitAsync(Mixed);
        Assert.Equal(SubmissionStatus.Finished, done.Status);
        AssertAddsUp(done.Totals);
        Assert.Equal((12L, 5L, 1L, 6L), (done.Totals!.Rows, done.Totals.Accepted, done.Totals.Unchanged, done.Totals.Rejected));
        SortedDictionary<string, StoredRecord> records = await _hub.RecordsAsync();
        Assert.Equal(new[] { "A", "D", "E", "F", "I" }.Select(Entries.Id), records.Keys);
        Assert.Equal(Visibility.Hidden, records[Entries.Id("E")].Stamp.Visibility);
        Assert.Contains("hot\\\"\\nand cold", Encoding.UTF8.GetString(records[Entries.Id("F")].Json.Span), StringComparison.Ordinal);
        IReadOnlyList<FeedChange> changes = await _hub.ChangesAsync();
        Entries.AssertWhole(changes);
        Assert.Equal(5, changes.Count - _registered);
        Assert.Equal(FeedOperation.Hidden, changes.Single(c => c.Id == Entries.Id("E")).Operation);
    }

    [Fact]
    public async Task Merge_MixedFile_FindingsStandInOrderOfRowsAndAreCounted()
    {
        Submission done = await _hub.SubmitAsync(Mixed);
        string[] codes = Codes(await _hub.FindingsAsync(done));
        Assert.Equal(
        [
            "3 cell.not-a-number", "4 entry.reference-rejected", "7 row.duplicate-same", "9 row.duplicate-different", "10 row.duplicate-different",
            "11 row.local-id-missing", "12 entry.reference-unknown",
        ], codes.Where(c => !c.EndsWith("-missing", StringComparison.Ordinal) || c.Contains("local-id", StringComparison.Ordinal)));
        Assert.Equal(codes.OrderBy(c => int.Parse(c[..c.IndexOf(' ', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture)), codes);
        Assert.Equal(codes.Length, done.Totals!.Findings);
    }

    [Fact]
    public async Task Merge_MixedFile_ErrorFileHoldsTheRejectedRowsAsSent()
    {
        Submission done = await _hub.SubmitAsync(Mixed);
        string[] lines = Encoding.UTF8.GetString((await _hub.BlobAsync(SubmissionKeys.ErrorsBlob(done.Id)))!).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("localId,kind,title@en,workloadHours,hoursKind,partOf,creditSystem,creditPoints,status,hub_row,hub_errors", lines[0]);
        Assert.Equal(6, lines.Length - 1);
        Assert.StartsWith("B,unit,Brazing,x,training,,,,,3,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("C,unit,Soldering,25,training,B,,,,4,", lines[2], StringComparison.Ordinal);
        Assert.Contains("(entry.reference-rejected)", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("G,unit,Sewing,25,training,,,,,9,", lines[3], StringComparison.Ordinal);
        Assert.StartsWith("H,unit,Drilling,25,training,NOWHERE,,,,12,", lines[6], StringComparison.Ordinal);

        // Repaired, sent again with the hub's two columns still in it, and taken.
        string repaired = string.Join('\n', lines.Where((_, i) => i is 0 or 1)).Replace(",x,", ",25,", StringComparison.Ordinal) + "\n";
        Assert.Equal((1L, 1L), ((await _hub.SubmitAsync(repaired)).Totals!.Rows, (await _hub.RecordsAsync())[Entries.Id("B")].Stamp.Version));
    }

    [Fact]
    public async Task Merge_Finished_ReceiptIsSignedAndTrue()
    {
        Submission done = await _hub.SubmitAsync(Mixed);
        string jws = Encoding.ASCII.GetString((await _hub.BlobAsync(SubmissionKeys.ReceiptBlob(done.Id)))!);
        Result<(byte[] Payload, string KeyId)> verified = Jws.Verify(jws, [.. await _hub.Signer.KeysAsync(TestHub.Cancel)]);
        Assert.Null(verified.Problem);
        Receipt receipt = JsonSerializer.Deserialize<Receipt>(verified.Value.Payload, HubJson.Options)!;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Files.Utf8(Mixed))), receipt.FileSha256);
        Assert.Equal((done.Id.ToString(), "catalogue", done.Totals, done.FinishedAt, (long)Files.Utf8(Mixed).Length), (receipt.Submission, receipt.Kind, receipt.Totals, (DateTimeOffset?)receipt.FinishedAt, receipt.SizeBytes));
        Assert.Equal([TestHub.Rulesets.For("PT", new DateOnly(2026, 3, 1)).Version], receipt.Rulesets);
        Assert.NotNull(Jws.Verify(jws.Replace('.', '-'), [.. await _hub.Signer.KeysAsync(TestHub.Cancel)]).Problem);
    }

    [Fact]
    public async Task Check_MixedFile_SaysTheSameAndStoresNothing()
    {
        Submission check = await _hub.SubmitAsync(Mixed, "check");
        Assert.Equal(SubmissionStatus.Finished, check.Status);
        AssertAddsUp(check.Totals);
        Assert.Empty(await _hub.RecordsAsync());
        Assert.Empty(await NewChangesAsync());
        string findings = await _hub.FindingsAsync(check);
        byte[]? errors = await _hub.BlobAsync(SubmissionKeys.ErrorsBlob(check.Id));
        Submission merge = await _hub.SubmitAsync(Mixed);
        Assert.Equal(findings, await _hub.FindingsAsync(merge));
        Assert.Equal(errors, await _hub.BlobAsync(SubmissionKeys.ErrorsBlob(merge.Id)));
        Assert.Equal(check.Totals, merge.Totals);
    }

    [Fact]
    public async Task Merge_SentAgain_AllIsUnchangedAndNothingIsTold()
    {
        Submission first = await _hub.SubmitAsync(Files.Rows(30, i => $"Title {i}"));
        Assert.Equal((30L, 30L), (first.Totals!.Rows, first.Totals.Accepted));
        int changes = (await _hub.ChangesAsync()).Count;
        Submission again = await _hub.SubmitAsync(Files.Rows(30, i => $"Title {i}"));
        Assert.Equal((30L, 30L, first.Number), (again.Totals!.Rows, again.Totals.Unchanged, again.SameAs));
        Assert.Equal(changes, (await _hub.ChangesAsync()).Count);
    }

    [Fact]
    public async Task Merge_HeaderOnly_FinishesWithNoRows()
    {
        Submission done = await _hub.SubmitAsync(Files.Header);
        Assert.Equal((SubmissionStatus.Finished, Totals(0, findings: done.Totals!.Findings)), (done.Status, done.Totals));
        Assert.Null(await _hub.BlobAsync(SubmissionKeys.ErrorsBlob(done.Id)));
        Assert.NotNull(await _hub.BlobAsync(SubmissionKeys.ReceiptBlob(done.Id)));
    }

    [Fact]
    public async Task Receive_EmptyBody_IsRefusedAndLeavesNothing()
    {
        Assert.Equal("file.empty", (await _hub.TrySendAsync([])).Problem?.Code);
        Assert.Empty(await _hub.Blobs.ListAsync("uploads/", TestHub.Cancel).ToListAsync(TestHub.Cancel));
        Assert.Empty((await _hub.Submissions.ListAsync(TestHub.School, 0, 10, TestHub.Cancel)).Items);
    }

    [Fact]
    public async Task Receive_CutBody_IsRefusedAndLeavesNothing()
    {
        Result<Submission> cut = await _hub.Receive.HandleAsync(TestHub.CallerOf(TestHub.School), new ReceiveSubmissionCommand(TestHub.School, "catalogue", null, new MemoryStream(Files.Utf8(Mixed)), ExpectedBytes: 5000), TestHub.Cancel);
        Assert.Equal("submission.body-cut", cut.Problem?.Code);
        Assert.Empty(await _hub.Blobs.ListAsync("uploads/", TestHub.Cancel).ToListAsync(TestHub.Cancel));
    }

    [Theory]
    [InlineData("nonsense", "merge", "submission.unknown-kind")]
    [InlineData("catalogue", "sideways", "submission.unknown-mode")]
    [InlineData("organisations", "merge", "submission.not-allowed")]
    public async Task Receive_RequestThatCannotBe_IsRefused(string kind, string mode, string code) =>
        Assert.Equal(code, (await _hub.TrySendAsync(Files.Utf8(Mixed), mode, kind: kind)).Problem?.Code);

    [Fact]
    public async Task Receive_OtherOrganisation_IsRefused()
    {
        var command = new ReceiveSubmissionCommand(TestHub.Registry, "catalogue", "merge", new MemoryStream(Files.Utf8(Mixed)));
        Assert.Equal("submission.not-allowed", (await _hub.Receive.HandleAsync(TestHub.CallerOf(TestHub.School), command, TestHub.Cancel)).Problem?.Code);
        OrganisationId unknown = OrganisationId.Parse("PT-NINGUEM");
        Assert.Equal("submission.organisation-unknown", (await _hub.TrySendAsync(Files.Utf8(Mixed), caller: TestHub.CallerOf(unknown))).Problem?.Code);
    }

    [Fact]
    public async Task Merge_HeaderThatCannotBeUnderstood_IsRefusedAndDoesNotBlockTheNext()
    {
        Submission refused = await _hub.SendAsync("title@en,title@en,localId,localId\nx,y,z,w\n");
        Submission next = await _hub.SendAsync(Files.Rows(3, i => "x"));
        await _hub.PumpAsync();
        Submission ended = await _hub.ReadAsync(refused.Id);
        Assert.Equal(SubmissionStatus.Refused, ended.Status);
        Assert.NotNull(ended.Problem);
        Assert.Equal(3, (await _hub.ReadAsync(next.Id)).Totals!.Accepted);
    }

    [Fact]
    public async Task Merge_NotATable_IsRefused()
    {
        Submission refused = await _hub.SendAsync("\0\0\0\0");
        await _hub.PumpAsync();
        Assert.Equal(SubmissionStatus.Refused, (await _hub.ReadAsync(refused.Id)).Status);
    }

    [Theory]
    [InlineData("windows-1252")]
    [InlineData("utf-16")]
    public async Task Merge_OtherEncoding_IsReadFromAWorkingCopyAndErrorsComeBackInIt(string name)
    {
        Encoding encoding = name == "utf-16" ? new UnicodeEncoding(false, true) : CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        string text = Files.Of([.. Enumerable.Range(0, 9).Select(i => Files.Row($"U-{i}", $"Construção {i}")), Files.Row("BAD", "Fundição €", hours: "muitas")]);
        Submission sent = (await _hub.TrySendAsync([.. encoding.Preamble, .. encoding.GetBytes(text)])).Value;
        await _hub.PumpAsync();
        Submission done = await _hub.ReadAsync(sent.Id);
        Assert.Equal((10L, 9L, 1L), (done.Totals!.Rows, done.Totals.Accepted, done.Totals.Rejected));
        Assert.Contains("Construção 8", Encoding.UTF8.GetString((await _hub.RecordsAsync())[Entries.Id("U-8")].Json.Span), StringComparison.Ordinal);
        string errors = encoding.GetString((await _hub.BlobAsync(SubmissionKeys.ErrorsBlob(done.Id)))!);
        Assert.Contains("BAD,unit,Fundição €,muitas", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_SameIdempotencyKey_GivesTheFirstAnswer()
    {
        Submission first = await _hub.SendAsync(Mixed, key: "k1");
        Submission again = await _hub.SendAsync(Mixed, key: "k1");
        Assert.Equal(first, again);
        await _hub.PumpAsync();
        Assert.Equal(SubmissionStatus.Finished, (await _hub.SendAsync(Mixed, key: "k1")).Status);
        Assert.Single((await _hub.Submissions.ListAsync(TestHub.School, 0, 10, TestHub.Cancel)).Items);
        Assert.Single(await _hub.Blobs.ListAsync("uploads/", TestHub.Cancel).ToListAsync(TestHub.Cancel));
    }

    [Fact]
    public async Task Receive_IdempotencyKeyOfAnotherRequest_IsRefused()
    {
        await _hub.SendAsync(Mixed, key: "k1");
        Assert.Equal("submission.idempotency-key-reused", (await _hub.TrySendAsync(Files.Utf8(Files.Header), key: "k1")).Problem?.Code);
        Assert.Equal("submission.idempotency-key-reused", (await _hub.TrySendAsync(Files.Utf8(Mixed), "check", "k1")).Problem?.Code);
        Assert.Equal("submission.idempotency-key-invalid", (await _hub.TrySendAsync(Files.Utf8(Mixed), key: "")).Problem?.Code);
        Assert.Null((await _hub.TrySendAsync(Files.Utf8(Mixed), key: "k1", caller: TestHub.Registrar)).Problem);     // keys are each organisation's own
    }

    [Fact]
    public async Task Receive_IdempotencyKeyAfterAWeek_IsForgotten()
    {
        Submission first = await _hub.SendAsync(Mixed, key: "k1");
        _hub.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));
        Submission later = await _hub.SendAsync(Mixed, key: "k1");
        Assert.Equal((first.Number + 1, (long?)first.Number), (later.Number, later.SameAs));
    }

    [Fact]
    public async Task Merge_SecondIsJudgedFirst_IsAppliedSecond()
    {
        Submission first = await _hub.SendAsync(Files.Rows(10, i => "first"));
        Submission second = await _hub.SendAsync(Files.Rows(5, i => "second"));
        await new Pump(_hub) { Later = (_, text) => text.Contains($"\"number\":{first.Number},", StringComparison.Ordinal) }.RunAsync();
        Assert.Equal(10, (await _hub.ReadAsync(first.Id)).Totals!.Accepted);
        Assert.Equal(5, (await _hub.ReadAsync(second.Id)).Totals!.Accepted);
        SortedDictionary<string, StoredRecord> records = await _hub.RecordsAsync();
        Assert.Equal(Enumerable.Repeat(2, 5), Enumerable.Range(0, 5).Select(i => records[Entries.Id($"U-{i}")].Stamp.Version));
        Assert.All(records, r => Assert.Equal(r.Value.Stamp.Version == 2 ? second.Number : first.Number, r.Value.Stamp.Submission));
        Assert.Equal(15, (await NewChangesAsync()).Count);
    }

    [Fact]
    public async Task Merge_RecordPutMeanwhile_RowIsSuperseded()
    {
        Submission sent = await _hub.SendAsync(Files.Rows(3, i => "file"));
        using JsonDocument json = JsonDocument.Parse("""{"kind":"unit","title":{"en":"put"},"workloadHours":25,"hoursKind":"training"}""");
        Result<PutRecordResult> put = await _hub.Put.HandleAsync(TestHub.CallerOf(TestHub.School), new PutRecordCommand("catalogue", Entries.Id("U-1"), json.RootElement, 0), TestHub.Cancel);
        Assert.True(put.Problem is null && put.Value.Created);
        await _hub.PumpAsync();
        Submission done = await _hub.ReadAsync(sent.Id);
        Assert.Equal((2L, 1L), (done.Totals!.Accepted, done.Totals.Superseded));
        AssertAddsUp(done.Totals);
        Assert.Contains("3 row.superseded", Codes(await _hub.FindingsAsync(done)));
        Assert.Contains("put", Encoding.UTF8.GetString((await _hub.RecordsAsync())[Entries.Id("U-1")].Json.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merge_AwardingBodyOfAnotherOrganisation_IsJudgedByItsCountrysRules()
    {
        await _hub.RegisterAsync("PT-OUTRA", "PT");
        Submission done = await _hub.SubmitAsync(Files.Of(Enumerable.Range(0, 3).Select(i => Files.Row($"U-{i}", body: "PT-OUTRA"))));
        Assert.Equal([TestHub.Rulesets.For("PT", new DateOnly(2026, 3, 1)).Version], done.Rulesets);
        Assert.DoesNotContain("country-unknown", await _hub.FindingsAsync(done), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merge_HeldRows_AreCountedAndNotStored()
    {
        // No rules are known of this country, so a credit system that nobody knows is for a person to look at.
        OrganisationId college = OrganisationId.Parse("XX-COLLEGE");
        await _hub.RegisterAsync(college.Value, "AL");
        Submission done = await _hub.SubmitAsync(
            "localId,kind,title@en,creditSystem,creditPoints\nA,unit,Welding,Knotenpunkte,5\nB,unit,Brazing,,\nA,unit,Welding,Knotenpunkte,5\n", caller: TestHub.CallerOf(college));
        Assert.Equal((3L, 1L, 1L, 1L), (done.Totals!.Rows, done.Totals.Accepted, done.Totals.Held, done.Totals.Unchanged));
        Assert.Equal(["XX-COLLEGE~B"], (await _hub.RecordsAsync()).Keys);
    }

    [Fact]
    public async Task Merge_OrganisationsByARegistrar_AreRegistered()
    {
        Submission done = await _hub.SubmitAsync("localId,legalName@en,country,parent\nPT-X,X,PT,PT-Y\nPT-Y,Y,PT,PT-REGISTO\n", kind: OrganisationKind.KindName, caller: TestHub.Registrar);
        Assert.Equal(2, done.Totals!.Accepted);
        Assert.True(await _hub.Organisations.ExistsAsync(OrganisationId.Parse("PT-Y"), TestHub.Cancel));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Merge_EveryMessageTwiceAndInRandomOrder_OutcomeIsTheSame(int seed)
    {
        Submission first = await _hub.SendAsync(Mixed);
        Submission second = await _hub.SendAsync(Files.Rows(20, i => $"second {i}"));
        Submission check = await _hub.SendAsync(Mixed, "check");
        Submission refused = await _hub.SendAsync("localId,localId\nx,y\n");
        Submission last = await _hub.SendAsync(Files.Rows(9, i => "last"));
        await new Pump(_hub) { Twice = true, Shuffle = new Random(seed) }.RunAsync();
        Assert.Equal(5, (await _hub.ReadAsync(first.Id)).Totals!.Accepted);
        Assert.Equal(20, (await _hub.ReadAsync(second.Id)).Totals!.Accepted);
        Assert.Equal(12, (await _hub.ReadAsync(check.Id)).Totals!.Rows);
        Assert.Equal(SubmissionStatus.Refused, (await _hub.ReadAsync(refused.Id)).Status);
        Assert.Equal(9, (await _hub.ReadAsync(last.Id)).Totals!.Accepted);
        Entries.AssertWhole(await _hub.ChangesAsync());
        Assert.Equal(5 + 20 + 9, (await NewChangesAsync()).Count);
    }

    [Fact]
    public async Task Merge_LargestRecordAndBeyond_AreStoredOrRejectedNeverStuck()
    {
        // A cell holds 32,767 characters, so it takes many languages to come near what a row of the store holds.
        const int perLanguage = 32_767 + 8;
        string[] languages = [.. "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv no is sq mk".Split(' ').Take(StoredRecord.MaxJsonBytes / perLanguage)];
        int left = StoredRecord.MaxJsonBytes - languages.Length * perLanguage;
        string header = $"localId,kind,title@en,{string.Join(',', languages.Select(l => $"description@{l}"))}\n";
        string descriptions = string.Join(',', languages.Select(_ => new string('x', 32_767)));
        Submission done = await _hub.SubmitAsync(header + string.Concat(Enumerable.Range(0, 15).Select(i => $"U-{i},unit,{new string('t', left - 1200 + 150 * i)},{descriptions}\n")));
        Assert.Equal(SubmissionStatus.Finished, done.Status);
        AssertAddsUp(done.Totals);
        Assert.Equal(done.Totals!.Accepted, (await _hub.RecordsAsync()).Count);
        Assert.InRange(done.Totals.Rejected, 1, 14);
    }
}
