using System.Text;
using System.Text.Json;
using Hub.Pipeline.Tests.Support;
using Hub.Records;
using Hub.Submissions;
using Hub.Submissions.Receipts;
using Hub.Submissions.Rounds;

namespace Hub.Pipeline.Tests.Submissions;

public sealed class CorrectionTests : IAsyncLifetime
{
    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;

    public async ValueTask InitializeAsync() => _hub = await TestHub.OpenWithSchoolAsync(_folder, TestHub.SmallChunks);

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    static (long Rows, long Accepted, long Unchanged, long Held, long Rejected, long Superseded) Sums(Submission submission)
    {
        SubmissionTotals totals = submission.Totals!;
        Assert.Equal(totals.Rows, totals.Accepted + totals.Unchanged + totals.Held + totals.Rejected + totals.Superseded);
        return (totals.Rows, totals.Accepted, totals.Unchanged, totals.Held, totals.Rejected, totals.Superseded);
    }

    [Fact]
    public async Task Correct_ErrorFileRepairedInSteps_CompletesTheSameSubmission()
    {
        Submission first = await _hub.SubmitAsync(SubmissionTests.Mixed);
        Assert.Equal((12, 5, 1, 0, 6, 0), Sums(first));

        // B is repaired; C, which only waited for B, is left as it was; of the two G one is dropped by making it another record.
        string repaired = (await _hub.ErrorsAsync(first)).Replace("Brazing,x,", "Brazing,25,", StringComparison.Ordinal).Replace("G,unit,Knitting", "K,unit,Knitting", StringComparison.Ordinal);
        Submission second = await _hub.CorrectAsync(first, repaired);
        Assert.Equal((first.Id, SubmissionStatus.Finished, 1), (second.Id, second.Status, second.Round));
        Assert.Equal((12, 9, 1, 0, 2, 0), Sums(second));
        string[] left = (await _hub.ErrorsAsync(second)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, left.Length);
        Assert.StartsWith(",unit,Nameless,25,training,,,,,11,", left[1], StringComparison.Ordinal);
        Assert.StartsWith("H,unit,Drilling,25,training,NOWHERE,,,,12,", left[2], StringComparison.Ordinal);

        Submission third = await _hub.CorrectAsync(second, (await _hub.ErrorsAsync(second)).Replace(",unit,Nameless", "N,unit,Nameless", StringComparison.Ordinal).Replace("NOWHERE", "N", StringComparison.Ordinal));
        Assert.Equal((12, 11, 1, 0, 0, 0), Sums(third));
        Assert.Empty(await _hub.ErrorsAsync(third));
        Assert.Equal(new[] { "A", "B", "C", "D", "E", "F", "G", "H", "I", "K", "N" }.Select(Entries.Id), (await _hub.RecordsAsync()).Keys);
        Assert.All((await _hub.RecordsAsync()).Values, r => Assert.Equal((1, first.Number), (r.Stamp.Version, r.Stamp.Submission)));
        IReadOnlyList<Receipt> receipts = await _hub.ReceiptsAsync(third);
        Assert.Equal(3, receipts.Count);
        Assert.Equal(3, receipts.Select(r => r.VerdictSha256).Distinct().Count());
        Assert.Equal(third.Totals!.Findings, (await _hub.FindingsAsync(third)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Entries.AssertWhole(await _hub.ChangesAsync());
        Assert.Equal("correction.nothing-rejected", (await _hub.TryCorrectAsync(third, repaired)).Problem?.Code);
    }

    [Fact]
    public async Task Correct_RowsThatCorrectNothing_AreFindingsAndChangeNothing()
    {
        Submission first = await _hub.SubmitAsync(Files.Of(Files.Row("A"), Files.Row("B", hours: "x"), Files.Row("C", hours: "y")));
        string header = Files.Header.TrimEnd() + ",hub_row,hub_errors\n";
        Submission second = await _hub.CorrectAsync(first, header + Files.Row("X") + ",,\n" + Files.Row("A", "Other") + ",2,\n" + Files.Row("B") + ",3,\n" + Files.Row("B", "Other") + ",3,\n" + Files.Row("C") + ",99,\n" + "C,unit\n");
        Assert.Equal((3, 1, 0, 0, 2, 0), Sums(second));
        string[] codes = [.. (await _hub.FindingsAsync(second)).Split('\n').Where(l => l.Contains("correction.", StringComparison.Ordinal))];
        Assert.Equal(3, codes.Length);
        Assert.Contains("its row 2, 7.", codes.Single(c => c.Contains("correction.no-row", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("its row 3, 6.", codes.Single(c => c.Contains("row-not-rejected", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("its row 4, 5.", codes.Single(c => c.Contains("row-twice", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal([Entries.Id("A")], (await _hub.RecordsAsync()).Keys);
        Assert.Equal(await _hub.ErrorsAsync(first), await _hub.ErrorsAsync(second));
    }

    [Theory]
    [InlineData("localId,kind\nB,unit\n", "correction.no-row-column")]
    [InlineData("localId,kind,hub_row,hub_errors\nB,unit,3,\n", "correction.other-columns")]
    [InlineData("localId,kind,title@en,workloadHours,hoursKind,partOf,status,awardingBody,more,hub_row\nB,unit,W,25,training,,,,,3\n", "correction.other-columns")]
    [InlineData("", "file.empty")]
    [InlineData("title@en,hub_row\nx,3\n", "file.no-local-id")]
    public async Task Correct_WhatIsNoErrorFile_IsRefusedAndLeavesTheSubmissionAsItWas(string body, string code)
    {
        Submission first = await _hub.SubmitAsync(Files.Of(Files.Row("A"), Files.Row("B", hours: "x")));
        Assert.Equal(code, (await _hub.TryCorrectAsync(first, body)).Problem?.Code);
        Assert.Equal(first, (await _hub.ReadAsync(first.Id)) with { Rulesets = first.Rulesets });
        Assert.Single(await _hub.Blobs.ListAsync("uploads/", TestHub.Cancel).ToListAsync(TestHub.Cancel));
    }

    [Fact]
    public async Task Correct_OtherDialectAndOrderOfColumns_IsUnderstoodAndErrorsStayInTheFilesOwn()
    {
        Submission first = await _hub.SubmitAsync(Files.Of(Files.Row("A", hours: "x"), Files.Row("B", "Stål; \"svejsning\"".Replace("\"", "", StringComparison.Ordinal), hours: "y")));
        string saved = "hub_errors;hub_row;status;partOf;title@en;kind;localId;workloadHours;hoursKind;awardingBody\r\n;2;;;\"a; \"\"b\"\"\r\nc\";unit;A;25;training;\r\n;3;;;Stål;unit;B;y;training;\r\n";
        Result<Submission> sent = await _hub.Correct.HandleAsync(TestHub.CallerOf(TestHub.School), new ReceiveCorrectionCommand(first.Id, new MemoryStream([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(saved)])), TestHub.Cancel);
        Assert.Null(sent.Problem);
        await _hub.PumpAsync();
        Submission second = await _hub.ReadAsync(first.Id);
        Assert.Equal((2, 1, 0, 0, 1, 0), Sums(second));
        Assert.Contains("a; \\\"b\\\"\\r\\nc", Encoding.UTF8.GetString((await _hub.RecordsAsync())[Entries.Id("A")].Json.Span), StringComparison.Ordinal);
        Assert.StartsWith("B,unit,Stål,y,training,,,,3,", (await _hub.ErrorsAsync(second)).Split('\n')[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correct_RowThatGrowsTooLongInTheFilesDialect_IsAFindingAndTheOthersCount()
    {
        Submission first = await _hub.SubmitAsync(Files.Of(Files.Row("A", hours: "x"), Files.Row("B", hours: "x")));
        string saved = Files.Header.TrimEnd().Replace(',', '\t') + "\thub_row\n" + Files.Row("A", "x" + new string('"', 600_000)).Replace(',', '\t') + "\t2\n" + Files.Row("B").Replace(',', '\t') + "\t3\n";
        Submission second = await _hub.CorrectAsync(first, saved);
        Assert.Equal((2, 1, 0, 0, 1, 0), Sums(second));
        Assert.Contains("correction.row-unreadable", await _hub.FindingsAsync(second), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correct_RowThatALaterSubmissionWrote_IsSuperseded()
    {
        Submission first = await _hub.SubmitAsync(Files.Of(Files.Row("A", hours: "x"), Files.Row("B", hours: "x")));
        await _hub.SubmitAsync(Files.Of(Files.Row("A", "Later")));
        Submission corrected = await _hub.CorrectAsync(first, await _hub.RepairedAsync(first, ",x,", ",25,"));
        Assert.Equal((2, 1, 0, 0, 0, 1), Sums(corrected));
        Assert.Contains("Later", Encoding.UTF8.GetString((await _hub.RecordsAsync())[Entries.Id("A")].Json.Span), StringComparison.Ordinal);
        Assert.Contains("row.superseded", await _hub.FindingsAsync(corrected), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Correct_RowThatALaterOneOnlyConfirmed_DoesNotChangeIt(bool byFile)
    {
        await _hub.SubmitAsync(Files.Of(Files.Row("A", "As it was")));
        Submission stale = await _hub.SubmitAsync(Files.Of(Files.Row("A", "Stale", hours: "x")));
        if (byFile)
        {
            Assert.Equal(1, (await _hub.SubmitAsync(Files.Of(Files.Row("A", "As it was")))).Totals!.Unchanged);
        }
        else
        {
            using JsonDocument json = JsonDocument.Parse((await _hub.RecordsAsync())[Entries.Id("A")].Json);
            Assert.Equal(1, (await _hub.Put.HandleAsync(TestHub.CallerOf(TestHub.School), new PutRecordCommand("catalogue", Entries.Id("A"), json.RootElement, null), TestHub.Cancel)).Value.Record.Stamp.Version);
        }

        int changes = (await _hub.ChangesAsync()).Count;
        Submission corrected = await _hub.CorrectAsync(stale, await _hub.RepairedAsync(stale, ",x,", ",25,"));
        Assert.Equal((1, 0, 0, 0, 0, 1), Sums(corrected));
        Assert.Equal(1, (await _hub.RecordsAsync())[Entries.Id("A")].Stamp.Version);
        Assert.Equal(changes, (await _hub.ChangesAsync()).Count);
    }

    [Fact]
    public async Task Correct_SameRecordAsAnAcceptedRow_IsMeasuredByThatRow()
    {
        Submission first = await _hub.SubmitAsync(Files.Of(Files.Row("A", "One"), Files.Row("B", "One", hours: "x"), Files.Row("C", "Two", hours: "x")));
        string repaired = (await _hub.RepairedAsync(first, ",x,", ",25,")).Replace("B,unit", "A,unit", StringComparison.Ordinal).Replace("C,unit", "A,unit", StringComparison.Ordinal);
        Submission second = await _hub.CorrectAsync(first, repaired);
        Assert.Equal((3, 1, 1, 0, 1, 0), Sums(second));
        Assert.StartsWith("A,unit,Two", (await _hub.ErrorsAsync(second)).Split('\n')[1], StringComparison.Ordinal);
        Assert.Equal(1, (await _hub.RecordsAsync())[Entries.Id("A")].Stamp.Version);
    }

    [Fact]
    public async Task Correct_ForeignOrUnfinishedOrRefused_IsRefused()
    {
        Submission sent = await _hub.SendAsync(Files.Of(Files.Row("A", hours: "x")));
        Assert.Equal("submission.not-finished", (await _hub.TryCorrectAsync(sent, "x")).Problem?.Code);
        await _hub.PumpAsync();
        Result<Submission> foreign = await _hub.Correct.HandleAsync(TestHub.CallerOf(TestHub.Registry), new ReceiveCorrectionCommand(sent.Id, new MemoryStream([1])), TestHub.Cancel);
        Assert.Equal("submission.not-found", foreign.Problem?.Code);
        Submission refused = await _hub.SubmitAsync("localId,localId\nx,y\n");
        Assert.Equal("correction.no-results", (await _hub.TryCorrectAsync(refused, "x")).Problem?.Code);
    }

    [Fact]
    public async Task Correct_SameIdempotencyKey_IsOneCorrection()
    {
        Submission first = await _hub.SubmitAsync(Files.Of(Files.Row("A", hours: "x"), Files.Row("B", hours: "x")));
        string repaired = await _hub.RepairedAsync(first, "A,unit,Welding,x", "A,unit,Welding,25");
        Assert.Equal(1, (await _hub.TryCorrectAsync(first, repaired, "k")).Value.Round);
        Assert.Equal(1, (await _hub.TryCorrectAsync(first, repaired, "k")).Value.Round);
        await _hub.PumpAsync();
        Assert.Equal(1, (await _hub.TryCorrectAsync(first, repaired, "k")).Value.Round);
        Assert.Equal("submission.idempotency-key-reused", (await _hub.TryCorrectAsync(first, repaired + "\n", "k")).Problem?.Code);
        Assert.Equal("submission.idempotency-key-reused", (await _hub.TrySendAsync(Files.Utf8(repaired), key: "k")).Problem?.Code);
        Assert.Equal(2, (await _hub.Blobs.ListAsync("uploads/", TestHub.Cancel).ToListAsync(TestHub.Cancel)).Count);
    }

    [Fact]
    public async Task Correct_OfACheck_IsJudgedAndNotApplied()
    {
        Submission first = await _hub.SubmitAsync(Files.Of(Files.Row("A"), Files.Row("B", hours: "x")), "check");
        Submission second = await _hub.CorrectAsync(first, await _hub.RepairedAsync(first, ",x,", ",25,"));
        Assert.Equal((2, 2, 0, 0, 0, 0), Sums(second));
        Assert.Empty(await _hub.RecordsAsync());
    }

    [Fact]
    public async Task Correct_EveryMessageTwiceAndInRandomOrder_OutcomeIsTheSame()
    {
        Submission first = await _hub.SubmitAsync(SubmissionTests.Mixed);
        string repaired = (await _hub.ErrorsAsync(first)).Replace("Brazing,x,", "Brazing,25,", StringComparison.Ordinal);
        Assert.Null((await _hub.TryCorrectAsync(first, repaired)).Problem);
        Submission next = await _hub.SendAsync(Files.Of(Files.Row("B", "Newer")));
        await new Pump(_hub) { Twice = true, Shuffle = new Random(7) }.RunAsync();
        Assert.Equal((12, 7, 1, 0, 4, 0), Sums(await _hub.ReadAsync(first.Id)));
        Assert.Equal((1, 1, 0, 0, 0, 0), Sums(await _hub.ReadAsync(next.Id)));
        Assert.Equal(2, (await _hub.RecordsAsync())[Entries.Id("B")].Stamp.Version);
        Entries.AssertWhole(await _hub.ChangesAsync());
    }
}
