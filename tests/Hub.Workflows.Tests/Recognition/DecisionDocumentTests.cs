using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Hub.Recognition.Cases;
using Hub.Recognition.Documents;
using Hub.Recognition.Evaluation;
using Hub.Rules;
using Hub.Workflows.Contracts;
using Hub.Workflows.Tests.Engine;

namespace Hub.Workflows.Tests.Recognition;

/// <summary>The document of a decision: what it has to say, and that it can be checked without the hub.</summary>
public sealed class DecisionDocumentTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Document_OfGrantByMachine_SaysMappingAndCreditsThatAgree()
    {
        var scene = new CaseScene(new ReplayEngines());
        await scene.Enter.HandleAsync(CaseScene.Command(), Cancel);
        await scene.RunAsync();

        DecisionDocument document = await ReadAsync(scene);

        Assert.Equal(DecisionOutcome.Full, document.Outcome);
        Assert.Equal(("pt", "Reconhecido na totalidade.", "Target in pt"), (document.Language, document.OutcomeText, document.Target.Name));
        MappedPart mapped = Assert.Single(document.Mapping);
        Assert.Equal(("a1", "A", Extent.Covered), (mapped.From!.Id, mapped.To.Id, mapped.Extent!.Value));
        Assert.Equal(("PONTO", 4.5m, 4.5m), (document.Credits!.System, document.Credits.Total, Assert.Single(document.Credits.Items).Credits));
        Assert.Equal(("machine", true, 1), (Assert.Single(document.Deciders).Role, document.ByMachine, document.Number));
        Assert.Null(document.Ground);
        Assert.Empty(document.Appeal.Ways);
        Assert.NotEmpty(document.Trace);
    }

    [Fact]
    public async Task Document_OfRefusal_NamesGroundRemediesAndAppealOfItsRoute()
    {
        CaseScene scene = await RefusedAsync();

        DecisionDocument document = await ReadAsync(scene);

        Assert.Equal((ConductRules.StatedReasons, "Pelas razões abaixo indicadas."), (document.Ground!.Code, document.Ground.Text));
        Assert.Equal("Too little was shown.", document.Reasons);
        Assert.Equal("present-more-evidence", Assert.Single(document.Remedies).Code);
        Assert.Empty(document.Mapping);
        Assert.Null(document.Credits);
        Assert.Equal([TermName.Appeal, TermName.Complaint], document.Appeal.Ways.Select(w => w.Term));
        RecognitionCase told = await scene.GetAsync();
        Assert.Equal(told.NotifiedAt, document.NotifiedAt);
        AppealWay first = document.Appeal.Ways[0];
        CaseLaw law = await scene.Laws.OfAsync(told, TestContext.Current.CancellationToken);
        Assert.Equal(law.Calculator.Calculate(law.Route.FindTerm(TermName.Appeal)!, law.Calculator.DayOf(told.NotifiedAt!.Value), []).Value.LastDay, first.LastDay);
    }

    [Fact]
    public async Task Document_WhereTermIsUnverified_NeverTellsTheLastDayAsCertain()
    {
        CaseScene scene = await RefusedAsync(r => r with
        {
            RecognitionRoutes = [.. r.RecognitionRoutes.Select(route => route with { Terms = [.. route.Terms.Select(t => t.Name is TermName.Appeal ? t with { Confidence = Confidence.Unverified } : t)] })],
        });

        AppealWay way = (await ReadAsync(scene)).Appeal.Ways[0];

        Assert.False(way.IsEstablished);
        Assert.Contains(Hub.Recognition.Deadlines.DeadlineDoubt.TermUnverified, way.Doubts);
        Assert.Contains("não está estabelecido", way.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lt", "Nepripažinta.")]
    [InlineData("sl", "Ni priznano.")]
    [InlineData("es", "No reconocido.")]
    [InlineData("en", "Not recognised.")]
    [InlineData("fi", "Não reconhecido.")]
    public async Task Document_ForApplicantsLanguage_SpeaksIt(string language, string outcome)
    {
        CaseScene scene = await RefusedAsync(language: language);

        Assert.Equal(outcome, (await ReadAsync(scene)).OutcomeText);
    }

    [Fact]
    public async Task Document_WrittenTwice_IsTheSameBytes()
    {
        CaseScene scene = await RefusedAsync();
        RecognitionCase told = await scene.GetAsync();
        var facts = new DecisionFacts("pt", new Dictionary<string, string>(), "because", ["0011"], null);

        CaseLaw law = await scene.Laws.OfAsync(told, TestContext.Current.CancellationToken);

        string once = JsonSerializer.Serialize(WriteDecision.From(told, law, facts), HubJson.Options);

        Assert.Equal(once, JsonSerializer.Serialize(WriteDecision.From(told, law, facts), HubJson.Options));
    }

    [Fact]
    public async Task Document_OfDecisionOnAppeal_FollowsTheFirstAndNamesIt()
    {
        CaseScene scene = await RefusedAsync();
        await scene.Applicant.AppealAsync(CaseScene.Id(), PlainTexts.Of(CaseScene.Id().ToString(), "unjust"), "PT-ESCOLA", Cancel);
        await scene.RunAsync();
        await scene.HearAsync();
        Assert.Null((await scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Part, CaseScene.Carla, Cancel)).Problem);
        await scene.RunAsync();

        RecognitionCase told = await scene.GetAsync();
        string first = (await scene.Decisions.FindAsync(told, 1, Cancel)).Value;
        DecisionDocument second = await ReadAsync(scene);

        Assert.Equal((2, true, DecisionOutcome.Partial), (second.Number, second.OnAppeal, second.Outcome));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(first))), second.Previous);
        Assert.Equal("A", Assert.Single(second.Mapping).To.Id);
        Assert.NotEqual((await ReadAsync(scene, 1)).Deciders[0].Reference, second.Deciders[0].Reference);
    }

    [Fact]
    public async Task Document_OfErasedLearner_IsNotIssuedAndTheCaseGoesOn()
    {
        var scene = new CaseScene(new ReplayEngines());
        scene.Texts.IsErased = true;
        await scene.Enter.HandleAsync(CaseScene.Command(), Cancel);
        await scene.RunAsync();

        RecognitionCase told = await scene.GetAsync();

        Assert.Equal(CaseStage.Final, told.Stage);
        Assert.Equal("decision.not-issued", (await scene.Decisions.FindAsync(told, null, Cancel)).Problem!.Code);
    }

    [Fact]
    public async Task Verify_AfterKeyWasChanged_StillHolds()
    {
        CaseScene scene = await RefusedAsync();
        scene.Signer.Rotate();

        Assert.Null(VerifyDecision.Check(await JwsAsync(scene), scene.Signer.Keys).Problem);
        Assert.Equal("signature.unknown-key", VerifyDecision.Check(await JwsAsync(scene), new TestSigner().Keys.Select(k => k with { KeyId = "other" }).ToArray()).Problem!.Code);
    }

    [Fact]
    public async Task Verify_OfChangedPayload_RefusesSignature()
    {
        CaseScene scene = await RefusedAsync();
        string[] parts = (await JwsAsync(scene)).Split('.');
        string changed = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace("\"refused\"", "\"partial\"", StringComparison.Ordinal);

        Assert.Equal("signature.invalid", VerifyDecision.Check($"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(changed))}.{parts[2]}", scene.Signer.Keys).Problem!.Code);
    }

    public static TheoryData<string, string> Wrongs => new()
    {
        { "total", "decision.sums-differ" }, { "unmapped", "decision.sums-differ" }, { "twice", "decision.sums-differ" }, { "negative", "decision.sums-differ" },
        { "no-decider", "decision.incomplete" }, { "machine-partial", "decision.incomplete" }, { "no-ground", "decision.incomplete" }, { "no-remedy", "decision.incomplete" },
        { "no-appeal", "decision.incomplete" }, { "false-day", "decision.incomplete" }, { "no-conditions", "decision.incomplete" }, { "refusal-with-parts", "decision.incomplete" },
        { "form", "decision.malformed" }, { "body", "decision.malformed" }, { "no-previous", "decision.incomplete" },
    };

    [Theory]
    [MemberData(nameof(Wrongs))]
    public async Task Verify_OfSignedButUnsoundDocument_SaysWhy(string wrong, string code)
    {
        CaseScene scene = await RefusedAsync(outcome: DecisionOutcome.Partial);
        DecisionDocument sound = await ReadAsync(scene);
        DecisionDocument unsound = Spoil(sound, wrong);

        string jws = await Jws.SignAsync(scene.Signer, DecisionDocument.MediaTypeName, JsonSerializer.SerializeToUtf8Bytes(unsound, HubJson.Options), Cancel);

        Assert.Equal(code, VerifyDecision.Check(jws, scene.Signer.Keys).Problem?.Code);
    }

    [Fact]
    public async Task Verify_OfOtherSignedThing_RefusesIt()
    {
        CaseScene scene = await RefusedAsync();
        byte[] payload = JsonSerializer.SerializeToUtf8Bytes(await ReadAsync(scene), HubJson.Options);

        string receipt = await Jws.SignAsync(scene.Signer, "hub-receipt+jws", payload, Cancel);

        Assert.Equal("decision.malformed", VerifyDecision.Check(receipt, scene.Signer.Keys).Problem!.Code);
    }

    [Fact]
    public void Phrases_ForEveryGroundOfEveryRuleset_AreThere()
    {
        string[] grounds = [.. Rulesets.LoadDefault().All.SelectMany(r => r.RecognitionRoutes).SelectMany(r => r.Grounds).Append(ConductRules.StatedReasons).Distinct()];

        Assert.All(grounds, ground => Assert.True(DecisionPhrases.Default.Knows(DecisionPhrases.Ground, ground), ground));
        Assert.All(Enum.GetValues<DecisionOutcome>(), outcome => Assert.True(DecisionPhrases.Default.Knows("outcome", HubJson.NameOf(outcome))));
    }

    static DecisionDocument Spoil(DecisionDocument of, string wrong) => wrong switch
    {
        "total" => of with { Credits = of.Credits! with { Total = 9m } },
        "unmapped" => of with { Mapping = [], Outcome = DecisionOutcome.Full, ByMachine = true },
        "twice" => of with { Mapping = [.. of.Mapping, .. of.Mapping] },
        "negative" => of with { Credits = of.Credits! with { Items = [of.Credits.Items[0] with { Credits = -1 }], Total = -1 } },
        "no-decider" => of with { Deciders = [] },
        "machine-partial" => of with { ByMachine = true },
        "no-ground" => of with { Ground = null },
        "no-remedy" => of with { Remedies = [] },
        "no-appeal" => of with { Appeal = new DecisionAppeal(null, [], null) },
        "false-day" => of with { Appeal = of.Appeal with { Ways = [of.Appeal.Ways[0] with { IsEstablished = true, LastDay = null }] } },
        "no-conditions" => of with { Outcome = DecisionOutcome.Conditional },
        "refusal-with-parts" => of with { Outcome = DecisionOutcome.Refused },
        "form" => of with { Form = "hub-decision/2" },
        "body" => of with { Body = new Named("ES-OTHER", null) },
        "no-previous" => of with { Number = 2 },
        _ => throw new ArgumentOutOfRangeException(nameof(wrong)),
    };

    static async Task<CaseScene> RefusedAsync(Func<Ruleset, Ruleset>? change = null, string? language = null, DecisionOutcome outcome = DecisionOutcome.Refused)
    {
        var scene = new CaseScene(new ReplayEngines(), change);
        await scene.EnterDoubtfulAsync();
        if (language is not null) await scene.Store.ChangeAsync(CaseScene.Id(), (of, _) => of with { Language = language }, Cancel);
        await scene.HearAsync();
        DecisionDraft draft = outcome == DecisionOutcome.Partial ? CaseScene.Part : CaseScene.Refusal;
        Assert.Null((await scene.Decide.HandleAsync(CaseScene.Id(), draft, CaseScene.Ana, Cancel)).Problem);
        await scene.RunAsync();
        return scene;
    }

    static async Task<string> JwsAsync(CaseScene scene, int? number = null) => (await scene.Decisions.FindAsync(await scene.GetAsync(), number, Cancel)).Value;

    static async Task<DecisionDocument> ReadAsync(CaseScene scene, int? number = null)
    {
        Result<(DecisionDocument Document, string KeyId)> read = VerifyDecision.Check(await JwsAsync(scene, number), scene.Signer.Keys);
        Assert.Null(read.Problem);
        return read.Value.Document;
    }
}
