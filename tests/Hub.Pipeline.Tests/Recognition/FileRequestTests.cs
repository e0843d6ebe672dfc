using System.Text.Json;
using Hub.Learners;
using Hub.Pipeline.Tests.Support;
using Hub.Recognition.Cases;
using Hub.Recognition.Requests.Files;
using Hub.Records;
using Hub.Submissions;
using Hub.Submissions.Rounds;

namespace Hub.Pipeline.Tests.Recognition;

/// <summary>Requests for recognition that come in files: each enters one case, or says why not.</summary>
public sealed class FileRequestTests : IAsyncLifetime
{
    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;

    public async ValueTask InitializeAsync() => _hub = await Requested.OpenAsync(_folder, TestHub.SmallChunks);

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    static (long Accepted, long Unchanged, long Rejected, long Superseded) Counts(Submission of) => (of.Totals!.Accepted, of.Totals.Unchanged, of.Totals.Rejected, of.Totals.Superseded);

    [Fact]
    public async Task Submit_RowsInOrder_EntersACaseEach()
    {
        Submission done = await _hub.RequestAsync(Requested.Row("R-1"), Requested.Row("R-2", "2", "A-2"), Requested.Row("R-3", achievements: ""));
        Assert.Equal((3, 0, 0, 0), Counts(done));
        Assert.Equal(["R-1", "R-2", "R-3"], (await _hub.CasesAsync()).Select(c => c.LocalId).Order());
        RecognitionCase first = (await _hub.CaseAsync("R-1"))!, owing = (await _hub.CaseAsync("R-3"))!;
        Assert.Equal((TestHub.School.Value, TestHub.School.Value, "PT", "unit-equivalence", "PT-ESCOLA~U-1", "pt"), (first.Provider, first.Body, first.Country, first.Route, first.Target, first.Language));
        Assert.Equal((await _hub.LearnerOfAsync("A-1")).Value, first.Learner);
        Assert.Equal(["PT-ESCOLA~A-1"], first.Achievements);
        Assert.Equal((CaseStage.Evaluation, CaseStage.Completeness), (first.Stage, owing.Stage));
        Assert.NotNull(first.Contact);
        Assert.Contains("recognition.evidence-owed", await _hub.FindingsAsync(done), StringComparison.Ordinal);
        Assert.Equal(3, _hub.Cases.Workflows.Started.Count);
    }

    [Fact]
    public async Task Submit_SentAgain_ChangesNothing()
    {
        await _hub.RequestAsync(Requested.Row("R-1"));
        string id = (await _hub.CaseAsync("R-1"))!.Id;
        Assert.Equal((0, 1, 0, 0), Counts(await _hub.RequestAsync(Requested.Row("R-1"))));
        Submission changed = await _hub.RequestAsync(Requested.Row("R-1", achievements: ""), Requested.Row("R-2", "2", "A-2"));
        Assert.Equal((1, 1, 0, 0), Counts(changed));        // fewer achievements: those handed in stay
        Submission other = await _hub.RequestAsync(Requested.Row("R-1", "2", "A-2"));
        Assert.Equal((0, 0, 1, 0), Counts(other));
        Assert.Contains("recognition.entered-differently", await _hub.FindingsAsync(other), StringComparison.Ordinal);
        Assert.Equal(id, (await _hub.CaseAsync("R-1"))!.Id);
        Assert.Equal(2, (await _hub.CasesAsync()).Count);
    }

    [Theory]
    [InlineData("3", "A-1", "U-1", "unit-equivalence", "", "learnerId", "recognition.learner-unknown")]
    [InlineData("1", "A-2", "U-1", "unit-equivalence", "", "achievements", "recognition.achievement-unknown")]
    [InlineData("1", "A-9", "U-1", "unit-equivalence", "", "achievements", "recognition.achievement-unknown")]
    [InlineData("1", "A-1", "U-2", "unit-equivalence", "", "target", "recognition.target-unknown")]
    [InlineData("1", "A-1", "U-9", "unit-equivalence", "", "target", "recognition.target-unknown")]
    [InlineData("1", "A-1", "U-1", "no-such-route", "", "route", "recognition.route-unknown")]
    [InlineData("1", "A-1", "U-1", "unit-equivalence", "PT-NADA", "institution", "recognition.institution-unknown")]
    [InlineData("1", "A-1", "U-1", "unit-equivalence", "PT-REGISTO", "institution", "recognition.institution-not-competent")]
    [InlineData("1", "A-1", "U-1", "", "", "route", "recognition.route-missing")]
    [InlineData("1", "A-1", "", "unit-equivalence", "", "target", "recognition.target-missing")]
    public async Task Submit_RowThatCanNotBe_IsRefusedWithItsColumn(string learner, string achievements, string target, string route, string institution, string column, string code)
    {
        Submission done = await _hub.RequestAsync(Requested.Row("R-1", learner, achievements, target, route, institution), Requested.Row("R-2", "2", "A-2"));
        Assert.Equal((1, 0, 1, 0), Counts(done));
        string findings = await _hub.FindingsAsync(done);
        JsonElement found = JsonElement.Parse(findings.Split('\n').First(l => l.Contains(code, StringComparison.Ordinal)));
        Assert.Equal((2, column), (found.GetProperty("row").GetInt32(), found.GetProperty("column").GetString()));
        Assert.DoesNotContain(Achieved.Mark, findings, StringComparison.Ordinal);
        Assert.Null(await _hub.CaseAsync("R-1"));
        Assert.Single(await _hub.CasesAsync());
    }

    [Theory]
    [InlineData("all-or-nothing")]
    [InlineData("check")]
    public async Task Submit_ModesThatMayApplyNothing_EnterNothing(string mode)
    {
        Submission done = await _hub.SubmitAsync(Requested.Header + Requested.Row("R-1") + Requested.Row("R-2", "3"), mode, FileRequestKind.KindName);
        Assert.Equal(1, done.Totals!.Rejected);
        Assert.Contains("recognition.learner-unknown", await _hub.FindingsAsync(done), StringComparison.Ordinal);
        Assert.Empty(await _hub.CasesAsync());
    }

    [Fact]
    public async Task Submit_AsReplacement_IsRefused() =>
        Assert.Equal("submission.mode-not-for-kind", (await _hub.TrySendAsync(Files.Utf8(Requested.Header + Requested.Row("R-1")), "replace", kind: FileRequestKind.KindName)).Problem?.Code);

    [Fact]
    public async Task Submit_SentAgainAfterTheTargetWentAndTheLearnerWasRestricted_ChangesNothing()
    {
        await _hub.RequestAsync(Requested.Row("R-1"), Requested.Row("R-2", "2", "A-2"));
        await _hub.SubmitAsync(Files.Of(Files.Row("U-1", status: "withdrawn")));
        LearnerReference learner = await _hub.LearnerOfAsync("A-1");
        Assert.Null(await new RestrictLearnerHandler(_hub.Learners, _hub.Clock).RestrictAsync(TestHub.Registrar, learner, "asked for", TestHub.Cancel));
        Submission again = await _hub.RequestAsync(Requested.Row("R-1"), Requested.Row("R-2", "2", "A-2"), Requested.Row("R-3", "2", "A-2"));
        Assert.Equal((0, 2, 1, 0), Counts(again));
        Assert.Contains("recognition.target-unknown", await _hub.FindingsAsync(again), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(",pt,", ",es,")]
    [InlineData("@example.org", "@example.com")]
    [InlineData(",U-1,", ",U-3,")]
    [InlineData(",unit-equivalence,", ",prior-learning,")]
    public async Task Submit_ChangedRow_IsRefused(string from, string to)
    {
        await _hub.SubmitAsync(Files.Of(Files.Row("U-3", status: "published")));
        await _hub.RequestAsync(Requested.Row("R-1"));
        Submission changed = await _hub.RequestAsync(Requested.Row("R-1").Replace(from, to, StringComparison.Ordinal));
        Assert.Contains("recognition.entered-differently", await _hub.FindingsAsync(changed), StringComparison.Ordinal);
        Assert.Equal((0, 0, 1, 0), Counts(changed));
    }

    /// <summary>A claim whose process died before the case was entered, and a row that meanwhile names another institution.</summary>
    [Fact]
    public async Task Submit_ClaimedElsewhereAndNeverEntered_IsRefusedAndEntersNothing()
    {
        await _hub.Cases.Claims.MakeAsync("PT-ESCOLA~R-1", TestHub.Registry, 2026, 99, TestHub.Cancel);
        await _hub.Cases.Claims.MakeAsync("PT-ESCOLA~R-2", TestHub.School, 2026, 99, TestHub.Cancel);
        Submission done = await _hub.RequestAsync(Requested.Row("R-1"), Requested.Row("R-2", "2", "A-2"));
        Assert.Equal((1, 0, 1, 0), Counts(done));
        Assert.Contains("recognition.entered-differently", await _hub.FindingsAsync(done), StringComparison.Ordinal);
        Assert.Equal("R-2", Assert.Single(await _hub.CasesAsync()).LocalId);
    }

    [Fact]
    public async Task Batch_SameRequestManyTimesAtOnce_IsOneCase()
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(new[] { new { localId = "R-1", learnerScheme = "NIF", learnerId = Achieved.Mark + "-1", route = "unit-equivalence", target = "U-1", achievements = new[] { "A-1" } } });
        Result<BatchResult>[] results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _hub.Batch.HandleAsync(TestHub.CallerOf(TestHub.School), new ApplyBatchCommand(TestHub.School, FileRequestKind.KindName, body, null), TestHub.Cancel))));
        Assert.All(results, r => Assert.Contains(r.Value.Items.Single().Outcome, (BatchOutcome[])[BatchOutcome.Accepted, BatchOutcome.Unchanged]));
        Assert.Single(await _hub.CasesAsync());
        Assert.Single(_hub.Cases.Workflows.Started);
    }

    [Fact]
    public async Task Correct_RefusedRow_EntersItInTheSameSubmission()
    {
        Submission first = await _hub.RequestAsync(Requested.Row("R-1"), Requested.Row("R-2", "2", "A-1"));
        string errors = System.Text.Encoding.UTF8.GetString((await _hub.BlobAsync(SubmissionKeys.ErrorsBlob(first.Id, first.Done ?? 0)))!);
        var command = new ReceiveCorrectionCommand(first.Id, new MemoryStream(Files.Utf8(errors.Replace(",A-1,", ",A-2,", StringComparison.Ordinal))));
        Assert.Null((await _hub.Correct.HandleAsync(TestHub.CallerOf(TestHub.School), command, TestHub.Cancel)).Problem);
        await _hub.PumpAsync();
        Assert.Equal((2, 0, 0, 0), Counts(await _hub.ReadAsync(first.Id)));
        Assert.Equal(["R-1", "R-2"], (await _hub.CasesAsync()).Select(c => c.LocalId).Order());
    }

    [Fact]
    public async Task Batch_OfRequests_AnswersForEach()
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(new object[]
        {
            new { localId = "R-1", learnerScheme = "NIF", learnerId = Achieved.Mark + "-1", route = "unit-equivalence", target = "U-1", achievements = new[] { "A-1" } },
            new { localId = "R-2", learnerScheme = "NIF", learnerId = Achieved.Mark + "-2", route = "unit-equivalence", target = "U-1", achievements = new[] { "A-1" } },
        });
        for (int time = 0; time < 2; time++)
        {
            BatchResult result = (await _hub.Batch.HandleAsync(TestHub.CallerOf(TestHub.School), new ApplyBatchCommand(TestHub.School, FileRequestKind.KindName, body, null), TestHub.Cancel)).Value;
            Assert.Equal([time == 0 ? BatchOutcome.Accepted : BatchOutcome.Unchanged, BatchOutcome.Rejected], result.Items.Select(i => i.Outcome));
            Assert.Equal("recognition.achievement-unknown", result.Items[1].Findings.Single().Code);
        }

        Assert.Single(await _hub.CasesAsync());
    }

    [Fact]
    public async Task Submit_LearnerWasMerged_AsksForTheOneMergedInto()
    {
        LearnerReference one = await _hub.LearnerOfAsync("A-1"), into = await _hub.LearnerOfAsync("A-2");
        Assert.Null(await _hub.Merge.MergeAsync(TestHub.Registrar, new MergeLearnersCommand(one, into), TestHub.Cancel));
        Assert.Equal((1, 0, 0, 0), Counts(await _hub.RequestAsync(Requested.Row("R-1", "1", "A-1|A-2"))));
        Assert.Equal(into.Value, (await _hub.CaseAsync("R-1"))!.Learner);
    }

    [Fact]
    public async Task Submit_LearnerWasErased_IsUnknown()
    {
        Assert.Null((await _hub.Erase.HandleAsync(TestHub.Registrar, await _hub.LearnerOfAsync("A-1"), TestHub.Cancel)).Problem);
        Submission done = await _hub.RequestAsync(Requested.Row("R-1"));
        Assert.Contains("recognition.learner-unknown", await _hub.FindingsAsync(done), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_OfLearners_LeavesNothingReadable()
    {
        await _hub.RequestAsync(Requested.Row("R-1"), Requested.Row("R-2", "3"));
        Assert.Empty(Achieved.FilesWith(_folder.Path, Achieved.Mark));
    }
}
