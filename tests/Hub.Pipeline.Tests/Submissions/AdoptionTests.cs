using System.Text;
using Hub.Pipeline.Tests.Support;
using Hub.Rules;
using Hub.Rules.Adoptions;
using Hub.Submissions;
using Hub.Submissions.Receipts;

namespace Hub.Pipeline.Tests.Submissions;

/// <summary>Unverified law only warns until somebody adopts it; what was received before stays judged as it was.</summary>
public sealed class AdoptionTests : IAsyncLifetime
{
    /// <summary>Slovenia's hours per credit are general knowledge: 30 hours for one credit warn, and reject once adopted.</summary>
    const string Row = "localId,kind,title@sl,learningOutcomes@sl,creditSystem,creditPoints,workloadHours,hoursKind,nqfFramework,nqfLevel,assessmentTypes,modes,qualityAssurance\r\n"
        + "A,micro-credential,Podatki,Prebrati diagram,ECTS,4,120,notional,SQF,7,written,online,institutional\r\n";

    static readonly OrganisationId School = OrganisationId.Parse("SI-SOLA");

    static readonly Caller Publisher = new("publisher", OrganisationId.Parse("SI-CPI"), new HashSet<Role> { Role.Publisher });

    readonly TemporaryFolder _folder = new();
    readonly SettableClock _clock = new();
    TestHub _hub = null!;

    static AdoptRulesetCommand Adopt { get; } = new("SI", new DateOnly(2022, 6, 16), "CPI", new DateOnly(2026, 1, 5), "Decision 1/2026");

    public async ValueTask InitializeAsync()
    {
        _hub = TestHub.Open(_folder, clock: _clock);
        await _hub.RegisterAsync(School.Value, "SI");
        await _hub.PumpAsync();
    }

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    Task<Submission> SubmitAsync() => _hub.SubmitAsync(Row, caller: TestHub.CallerOf(School));

    [Fact]
    public async Task Adopt_UnverifiedRule_RejectsFromThenOn()
    {
        Submission before = await SubmitAsync();
        Assert.Equal((0L, 1L), (before.Totals!.Rejected, before.Totals.Findings));
        Ruleset adopted = (await _hub.Adopt.HandleAsync(Publisher, Adopt, TestHub.Cancel)).Value;
        Submission after = await SubmitAsync();
        Assert.Equal((1L, 1L), (after.Totals!.Rejected, after.Totals.Findings));
        Assert.Equal([adopted.Version], after.Rulesets);
        Assert.StartsWith(Assert.Single(before.Rulesets!) + RecordedAdoption.Mark, adopted.Version, StringComparison.Ordinal);
    }

    /// <summary>Whoever has the document, but not the hub's record of its adoption, comes to the same verdict.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Verify_ReceiptOfAnAdoptedRuleset_ConfirmsTheVerdict(bool adopted)
    {
        if (adopted) Assert.Null((await _hub.Adopt.HandleAsync(Publisher, Adopt, TestHub.Cancel)).Problem);
        Submission done = await SubmitAsync();
        string path = Path.Combine(_folder.Path, "file.csv"), jws = Encoding.ASCII.GetString((await _hub.BlobAsync(SubmissionKeys.ReceiptBlob(done.Id, 0)))!);
        await File.WriteAllTextAsync(path, Row, TestHub.Cancel);
        var handler = new VerifyReceiptHandler(_hub.Kinds, _hub.Prepare, TestHub.Rulesets, TestHub.Vocabularies);
        VerifyReceiptResult verified = (await handler.HandleAsync(new VerifyReceiptCommand(jws, [.. await _hub.Signer.KeysAsync(TestHub.Cancel)], path, []), TestHub.Cancel)).Value;
        Assert.Equal(Confirmation.Confirmed, verified.Verdict);
        Assert.Equal(adopted ? 1 : 0, verified.Receipt.Totals.Rejected);
        Assert.Equal(adopted, Assert.Single(verified.Receipt.Rulesets).Contains(RecordedAdoption.Mark, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Adopt_WhileASubmissionWaits_LeavesItToTheRulesOfItsReceipt()
    {
        SubmissionId waiting = (await _hub.SendAsync(Row, caller: TestHub.CallerOf(School))).Id;
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null((await _hub.Adopt.HandleAsync(Publisher, Adopt, TestHub.Cancel)).Problem);
        await _hub.PumpAsync();
        Assert.Equal(0, (await _hub.ReadAsync(waiting)).Totals!.Rejected);
    }

    [Fact]
    public async Task Adopt_Again_IsHarmlessUnlessTheActIsAnother()
    {
        Ruleset first = (await _hub.Adopt.HandleAsync(Publisher, Adopt, TestHub.Cancel)).Value;
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(first.Version, (await _hub.Adopt.HandleAsync(Publisher, Adopt, TestHub.Cancel)).Value.Version);
        Assert.Equal("ruleset.already-adopted", (await _hub.Adopt.HandleAsync(Publisher, Adopt with { Act = "Decision 2/2026" }, TestHub.Cancel)).Problem!.Code);
    }

    [Fact]
    public async Task Adopt_WrongRequests_AreRefused()
    {
        Assert.Equal("ruleset.adoption-not-allowed", (await _hub.Adopt.HandleAsync(TestHub.CallerOf(School), Adopt, TestHub.Cancel)).Problem!.Code);
        Assert.Equal("ruleset.not-found", (await _hub.Adopt.HandleAsync(Publisher, Adopt with { EffectiveFrom = new DateOnly(2022, 6, 17) }, TestHub.Cancel)).Problem!.Code);
        Assert.Equal("ruleset.adoption-incomplete", (await _hub.Adopt.HandleAsync(Publisher, Adopt with { By = " " }, TestHub.Cancel)).Problem!.Code);
        Assert.Equal("ruleset.adoption-incomplete", (await _hub.Adopt.HandleAsync(Publisher, Adopt with { Act = "two\nlines" }, TestHub.Cancel)).Problem!.Code);
        Assert.Equal("ruleset.adoption-in-future", (await _hub.Adopt.HandleAsync(Publisher, Adopt with { On = new DateOnly(2999, 1, 1) }, TestHub.Cancel)).Problem!.Code);
    }
}
