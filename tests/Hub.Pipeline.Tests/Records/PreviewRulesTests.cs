using Hub.Organisations;
using Hub.Organisations.Accreditations;
using Hub.Pipeline.Tests.Support;
using Hub.Records;
using Hub.Rules;
using Hub.Rules.Previews;

namespace Hub.Pipeline.Tests.Records;

/// <summary>What a draft would change, on entries that are stored.</summary>
public sealed class PreviewRulesTests : IAsyncLifetime
{
    const string Header = "localId,kind,title@nl,learningOutcomes@nl,creditSystem,creditPoints,nqfFramework,nqfLevel,assessmentTypes,modes,qualityAssurance\r\n";

    static readonly DateOnly Day = new(2026, 3, 1);

    static readonly Caller Publisher = new("publisher", OrganisationId.Parse("NL-HUB"), new HashSet<Role> { Role.Publisher });

    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = TestHub.Open(_folder);
        await _hub.RegisterAsync("NL-A", "NL");
        await _hub.RegisterAsync("NL-B", "NL");
        await _hub.RegisterAsync("SI-C", "SI");
        await _hub.PumpAsync();
        await SubmitAsync("NL-A", ("1", "3"), ("2", "10"), ("3", "30"));
        await SubmitAsync("NL-B", ("1", "12"));
        await _hub.SubmitAsync(Header + "1,micro-credential,T,O,ECTS,50,SQF,7,written,online,institutional\r\n", caller: TestHub.CallerOf(OrganisationId.Parse("SI-C")));
    }

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    Task<Hub.Submissions.Submission> SubmitAsync(string organisation, params (string Id, string Credits)[] entries) => _hub.SubmitAsync(
        Header + string.Concat(entries.Select(e => $"{e.Id},micro-credential,T,O,ECTS,{e.Credits},NLQF,6,written,online,institutional\r\n")), caller: TestHub.CallerOf(OrganisationId.Parse(organisation)));

    static Ruleset Draft(RuleEffect effect, Confidence confidence = Confidence.Verified)
    {
        Ruleset now = Rulesets.LoadDefault().For("NL", Day);
        return now with { EffectiveFrom = new DateOnly(2027, 1, 1), Version = "draft", Sizes = [now.Sizes[0] with { Max = 10, Effect = effect, Confidence = confidence }] };
    }

    async Task<RulesPreview> PreviewAsync(Ruleset draft, string? after = null, int limit = 100) =>
        (await _hub.Preview.HandleAsync(Publisher, new PreviewRulesCommand([draft], Day, after, limit), TestHub.Cancel)).Value;

    [Theory]
    [InlineData(RuleEffect.Reject, Confidence.Verified, 1, 0)]
    [InlineData(RuleEffect.Hold, Confidence.Verified, 0, 1)]
    [InlineData(RuleEffect.Reject, Confidence.Unverified, 0, 0)]
    public async Task Preview_StricterSize_CountsPerProvider(RuleEffect effect, Confidence confidence, int rejected, int held)
    {
        RulesPreview preview = await PreviewAsync(Draft(effect, confidence));
        Assert.Equal(5, preview.Looked);
        Assert.Equal([("NL-A", 3, rejected, held), ("NL-B", 1, rejected, held)], preview.Providers.Select(p => (p.Organisation, p.Records, p.NewlyRejected, p.NewlyHeld)));
        Assert.All(preview.Providers, p => Assert.Equal(rejected + held, p.Codes.GetValueOrDefault("entry.micro-credential-size")));
        Assert.Equal(5, (await _hub.RecordsAsync()).Count);
    }

    [Fact]
    public async Task Preview_InParts_AddsUpToTheWhole()
    {
        Ruleset draft = Draft(RuleEffect.Reject);
        RulesPreview whole = await PreviewAsync(draft), sum = await PreviewAsync(draft, limit: 2);
        for (int parts = 1; sum.Next is not null; parts++)
        {
            Assert.True(parts < 5, "there is no end");
            sum = sum.With(await PreviewAsync(draft, sum.Next, 2));
        }
        Assert.Equal(whole.Looked, sum.Looked);
        Assert.Equal(whole.Providers.Select(p => (p.Organisation, p.Records, p.NewlyRejected)), sum.Providers.Select(p => (p.Organisation, p.Records, p.NewlyRejected)));
    }

    [Fact]
    public async Task Preview_LooserDraftAgainstALaterLaw_Admits()
    {
        Ruleset now = Rulesets.LoadDefault().For("NL", Day);
        // Stored under today's law; against a stricter one that is adopted later, today's would admit them again.
        RulesPreview preview = await PreviewAsync(now with { RequiredElements = [], Version = "looser" });
        Assert.All(preview.Providers, p => Assert.Equal((0, 0, 0), (p.NewlyRejected, p.NewlyHeld, p.NewlyAdmitted)));
        var tally = new PreviewTally();
        tally.Add("NL-A", Hub.Submissions.Findings.Severity.Reject, Hub.Submissions.Findings.Severity.Warn, []);
        Assert.Equal(1, Assert.Single(tally.Providers).NewlyAdmitted);
    }

    /// <summary>What rests on the register counts too: here that somebody accredited the awarding body.</summary>
    [Fact]
    public async Task Preview_DraftThatAsksForAnAccreditation_LooksIntoTheRegister()
    {
        Ruleset now = Rulesets.LoadDefault().For("NL", Day);
        var rule = new QualityRule(QualityCheck.AccreditationCovers, [], null, [], [], RuleEffect.Reject, Confidence.Verified, "a law");
        Ruleset draft = now with { QualityRules = [rule], Version = "draft" };
        using System.Text.Json.JsonDocument agency = System.Text.Json.JsonDocument.Parse("""{"legalName":{"en":"Agency"},"country":"NL","roles":["agency"]}""");
        Assert.Null((await _hub.Put.HandleAsync(TestHub.Registrar, new PutRecordCommand(OrganisationKind.KindName, "NL-AGENCY", agency.RootElement, null), TestHub.Cancel)).Problem);
        await _hub.SubmitAsync("localId,organisation,type,decision,validFrom\n1,NL-A,institutional,positive,2015-01-01\n", kind: AccreditationKind.KindName, caller: TestHub.CallerOf(OrganisationId.Parse("NL-AGENCY")));
        RulesPreview preview = await PreviewAsync(draft);
        Assert.Equal([("NL-A", 0), ("NL-B", 1)], preview.Providers.Select(p => (p.Organisation, p.NewlyRejected)));
        Assert.Equal(["entry.not-accredited"], preview.Providers[1].Codes.Keys);
    }

    [Fact]
    public async Task Preview_WrongRequests_AreRefused()
    {
        Ruleset draft = Draft(RuleEffect.Reject);
        Assert.Equal("ruleset.preview-not-allowed", (await _hub.Preview.HandleAsync(TestHub.CallerOf(TestHub.School), new PreviewRulesCommand([draft], null, null, 10), TestHub.Cancel)).Problem!.Code);
        Assert.Equal("ruleset.preview-limit", (await _hub.Preview.HandleAsync(Publisher, new PreviewRulesCommand([draft], null, null, 10_001), TestHub.Cancel)).Problem!.Code);
        Assert.Equal("page.cursor-invalid", (await _hub.Preview.HandleAsync(Publisher, new PreviewRulesCommand([draft], null, "MDAhaGVhZA", 10), TestHub.Cancel)).Problem!.Code);
    }
}
