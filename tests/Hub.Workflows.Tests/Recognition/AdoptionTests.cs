using Hub.Recognition.Cases;
using Hub.Recognition.Documents;
using Hub.Recognition.Evaluation;
using Hub.Rules;
using Hub.Rules.Adoptions;
using Hub.Workflows.Contracts;
using Hub.Workflows.Tests.Engine;

namespace Hub.Workflows.Tests.Recognition;

/// <summary>Unverified law decides in cases once its body has adopted it: in those that are entered from then on.</summary>
public sealed class AdoptionTests
{
    static readonly Caller Publisher = new("publisher", OrganisationId.Parse(CaseScene.Body), new HashSet<Role> { Role.Publisher });

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static AdoptRulesetCommand Adopt(string country, CaseScene scene)
    {
        DateOnly today = DateOnly.FromDateTime(scene.Clock.GetUtcNow().UtcDateTime);
        return new AdoptRulesetCommand(country, Rulesets.LoadDefault().For(country, today).EffectiveFrom, "ANQEP", today, "Resolution 1/2026");
    }

    /// <summary>The automatic grant and the second decider are in the rules, and nobody has verified either.</summary>
    static CaseScene Unverified(bool hasGrant = true, bool hasFourEyes = false) => new(new ReplayEngines(), r => r with
    {
        RecognitionRoutes = [.. r.RecognitionRoutes.Select(route => route with
        {
            AutomaticGrant = new Rule<bool>(hasGrant, Confidence.Unverified, "test"),
            FourEyes = new Rule<bool>(hasFourEyes, Confidence.Unverified, "test"),
        })],
    });

    static async Task<RecognitionCase> EnterAsync(CaseScene scene, string key)
    {
        Assert.Null((await scene.Enter.HandleAsync(CaseScene.Command(key) with { Achievements = [key] }, Cancel)).Problem);
        await scene.RunAsync();
        return await scene.GetAsync(key);
    }

    [Fact]
    public async Task Enter_DayBeforeAndDayOfTheAdoption_OnlyTheLatterIsGrantedByMachine()
    {
        CaseScene scene = Unverified();
        RecognitionCase before = await EnterAsync(scene, "k1");
        scene.Clock.Advance(TimeSpan.FromDays(1));
        Ruleset adopted = (await scene.Adopt.HandleAsync(Publisher, Adopt("PT", scene), Cancel)).Value;
        RecognitionCase onTheDay = await EnterAsync(scene, "k2");
        Assert.Equal((CaseStage.Review, false), (before.Stage, before.Evaluation!.MachineMayGrant));
        Assert.Equal((CaseStage.Final, CaseEnd.Granted, true), (onTheDay.Stage, onTheDay.End, onTheDay.Decision!.ByMachine));
        // Judgements say what decided: the document with its adoption, or the document alone.
        Assert.Equal(adopted.Version, onTheDay.RulesetVersion);
        Assert.StartsWith(before.RulesetVersion + RecordedAdoption.Mark, adopted.Version, StringComparison.Ordinal);
        Assert.Equal(new Adoption("ANQEP", adopted.Adoption!.On, "Resolution 1/2026"), (await DocumentAsync(scene, onTheDay)).Law.Adoption);
    }

    static async Task<DecisionDocument> DocumentAsync(CaseScene scene, RecognitionCase of)
    {
        string jws = (await scene.Decisions.FindAsync(of, 1, Cancel)).Value;
        return VerifyDecision.Check(jws, scene.Signer.Keys).Value.Document;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Decide_AdoptedWhileTheCaseRuns_KeepsTheLawItWasEnteredUnder(bool restarted)
    {
        CaseScene scene = Unverified(hasGrant: false, hasFourEyes: true);
        RecognitionCase running = await EnterAsync(scene, "k1");
        scene.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null((await scene.Adopt.HandleAsync(Publisher, Adopt("PT", scene), Cancel)).Problem);
        if (restarted) scene.Restart();
        RecognitionCase decided = (await scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Full, CaseScene.Ana, Cancel)).Value;
        Assert.Equal((CaseStage.Decided, running.RulesetVersion), (decided.Stage, decided.Decision!.RulesetVersion));

        await EnterAsync(scene, "k2");
        Assert.Equal(CaseStage.Review, (await scene.Decide.HandleAsync(CaseScene.Id("k2"), CaseScene.Full, CaseScene.Ana, Cancel)).Value.Stage);      // a second one is needed now
        if (restarted) scene.Restart();
        Assert.Equal(CaseStage.Decided, (await scene.Decide.HandleAsync(CaseScene.Id("k2"), CaseScene.Full, CaseScene.Bruno, Cancel)).Value.Stage);
    }

    [Fact]
    public async Task Enter_AnotherCountryHasAdopted_ChangesNothing()
    {
        CaseScene scene = Unverified();
        Assert.Null((await scene.Adopt.HandleAsync(Publisher, Adopt("SI", scene), Cancel)).Problem);
        RecognitionCase entered = await EnterAsync(scene, "k1");
        Assert.Equal(CaseStage.Review, entered.Stage);
        Assert.DoesNotContain(RecordedAdoption.Mark, entered.RulesetVersion);
    }

    [Fact]
    public async Task OfDay_BeforeAndOnTheDay_IsTheLawOfThatDay()
    {
        CaseScene scene = Unverified();
        DateOnly eve = DateOnly.FromDateTime(scene.Clock.GetUtcNow().UtcDateTime);
        scene.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null((await scene.Adopt.HandleAsync(Publisher, Adopt("PT", scene), Cancel)).Problem);
        scene.Clock.Advance(TimeSpan.FromDays(30));
        Assert.False((await OfDayAsync(eve)).Evaluation.MayGrant);
        Assert.True((await OfDayAsync(eve.AddDays(1))).Evaluation.MayGrant);
        Assert.True((await OfDayAsync(eve.AddDays(400))).Evaluation.MayGrant);

        async Task<CaseLaw> OfDayAsync(DateOnly day) => (await scene.Laws.OfDayAsync("PT", day, scene.Clock.GetUtcNow(), "unit-equivalence", Cancel))!;
    }

    [Fact]
    public async Task Named_ByVersion_IsTheDocumentAsItWasWrittenUnlessItNamesTheAdoption()
    {
        CaseScene scene = Unverified();
        Ruleset adopted = (await scene.Adopt.HandleAsync(Publisher, Adopt("PT", scene), Cancel)).Value;
        Assert.True((await NamedAsync(adopted.Version)).Evaluation.MayGrant);
        Assert.False((await NamedAsync(adopted.Version.Split(RecordedAdoption.Mark)[0])).Evaluation.MayGrant);
        Assert.True((await NamedAsync($"pt/{adopted.EffectiveFrom:yyyy-MM-dd}")).Evaluation.MayGrant);

        async Task<CaseLaw> NamedAsync(string name) => (await scene.Laws.NamedAsync(name, scene.Clock.GetUtcNow(), "unit-equivalence", Cancel)).Value;
    }
}
