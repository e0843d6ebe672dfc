using FsCheck;
using FsCheck.Fluent;
using Hub.Organisations.Accreditations;
using Hub.Recognition.Evaluation;
using Hub.Rules;

namespace Hub.Tests.Recognition;

/// <summary>What holds of every evaluation, whatever is presented.</summary>
public sealed class EvaluateRequestTests
{
    static readonly DateOnly Today = new(2026, 1, 15);
    static readonly string[] Ids = ["A", "B", "C", "D", "E", "F"];
    static readonly (string Country, string Route)[] Routes = [("PT", "unit-equivalence"), ("PT", "credit-recognition"), ("ES", "credit-recognition"), ("SI", "learning-agreement"), ("LT", "academic-recognition")];

    static readonly Gen<PresentedAchievement> Achievements =
        from number in Gen.Choose(0, 40)
        from entry in Gen.Elements(Ids)
        from outcomes in Gen.Elements(Ids).ListOf(2)
        from skill in Gen.Choose(0, 3)
        from state in Gen.Elements(AchievementState.Awarded, AchievementState.Awarded, AchievementState.Awarded, AchievementState.Corrected, AchievementState.Revoked, AchievementState.Planned)
        from proof in Gen.Elements(new Proof(true, null, null), new Proof(true, null, null), new Proof(false, true, true), new Proof(false, true, null), new Proof(false, false, null), default)
        from eqf in Gen.Choose(3, 7)
        from basis in Gen.Elements("in-framework", "in-framework", "declared")
        from setting in Gen.Elements("formal", "non-formal", "informal")
        from points in Gen.Choose(1, 60)
        from system in Gen.Elements("ECTS", "PONTO", "ects", "OTHER")
        from hours in Gen.Choose(0, 900)
        from use in Gen.Elements("", "", "", "TARGET", "OTHER")
        select new PresentedAchievement(
            $"a{number}", entry, "PT-ESCOLA", "PT", "unit", "vet", setting, Today.AddDays(-number * 60), state, proof, new AchievedLevel(eqf, null, null, basis), ["0613"],
            [.. outcomes.Select(o => new AchievedOutcome(o, [$"skill{skill}"]))], new AwardedCredits(system, points), new StatedHours("notional", hours), use.Length == 0 ? [] : [new AchievementUse(use, "case")]);

    static readonly Gen<PreparedTarget> Targets =
        from parts in Gen.Choose(1, 4)
        from credits in Gen.Choose(1, 20)
        from age in Gen.Elements<int?>(null, null, 3)
        from whole in Gen.Elements(true, false)
        select new PreparedTarget(
            new RecognitionTarget("TARGET", "PT", 4, "ECTS", parts * credits, [.. Ids[..parts].Select((id, i) => new TargetPart(id, [$"skill{i}"], credits))], age),
            [new DeclaredEquivalence("eq", "F", "A", whole, "PT-ANQEP", "decision", new(2024, 1, 1), null)]);

    static readonly Gen<Given> Inputs =
        from target in Targets
        from presented in Achievements.ListOf()
        from extra in Achievements
        from route in Gen.Elements(Routes)
        select new Given(target, [.. presented.DistinctBy(a => a.Id)], extra, route.Country, route.Route);

    static readonly AccreditationScope Scope = new("s", "PT-ESCOLA", "agency", "institutional", "positive", "active", new(2015, 1, 1), null, [], [], [], [], [], [], null);

    static RequestEvaluation Run(Given given, params PresentedAchievement[] more)
    {
        Ruleset ruleset = Judged.Rulesets.For(given.Country, Today);
        var law = new EvaluationLaw(ruleset, ruleset.FindRoute(given.Route)!, Judged.Rulesets);
        return EvaluateRequest.Run(new EvaluationInput(given.Target, [.. given.Presented, .. more], [], [Scope], Today, []), law);
    }

    [Fact]
    public void Run_AnyInput_CreatesNoCredits() => Prop.ForAll(Inputs.ToArbitrary(), given =>
    {
        RequestEvaluation found = Run(given);
        RecognitionTarget target = given.Target.Target;
        Assert.True((found.Volume.Credits ?? 0) <= target.Credits);
        decimal covered = found.Parts.Where(p => p.Extent == Extent.Covered).Sum(p => target.Parts.Single(t => t.Id == p.Part).Credits ?? 0);
        decimal converted = found.Volume.Conversions.Sum(c => c.Credits);
        Assert.True((found.Volume.Credits ?? 0) <= Math.Max(covered, converted));
        Assert.All(found.Volume.Conversions, c => Assert.True(c.Credits <= c.Low && c.Low <= c.High && (c.HoursKind is not null || c.Credits <= c.Points)));
        Assert.Equal(found.Volume.Conversions.Count, found.Volume.Conversions.Select(c => c.Achievement).Distinct().Count());
    }).QuickCheckThrowOnFailure();

    /// <summary>Equivalences of all sorts between all ids, circles and both ways included.</summary>
    static readonly Gen<DeclaredEquivalence[]> Declared =
        from number in Gen.Choose(0, 8)
        from pairs in Gen.Elements(Ids).Two().ListOf(8)
        from whole in Gen.Elements(true, false).ListOf(8)
        from years in Gen.Choose(-2, 2).ListOf(8)
        select (DeclaredEquivalence[])[.. pairs.Take(number).Select((pair, i) => new DeclaredEquivalence($"eq{i}", pair.Item1, pair.Item2, whole[i], "PT-ANQEP", "decision", Today.AddYears(years[i]), null))];

    [Fact]
    public void Run_AnyEquivalences_GiveTheTargetsOwnPointsAndNoMore() => Prop.ForAll(Inputs.Zip(Declared).ToArbitrary(), pair =>
    {
        (Given drawn, DeclaredEquivalence[] declared) = pair;
        Given given = drawn with { Target = new PreparedTarget(drawn.Target.Target, declared) }, none = drawn with { Target = new PreparedTarget(drawn.Target.Target, []) };
        RequestEvaluation found = Run(given);
        RecognitionTarget target = given.Target.Target;
        Assert.True((found.Volume.Credits ?? 0) <= target.Credits);
        // Each part counts once, and with its own points, however many equivalences lead to it and whatever the achievement has.
        Assert.Equal(found.Volume.Counted.Count, found.Volume.Counted.Select(c => (c.Part, c.Part is null ? c.Achievement : null)).Distinct().Count());
        Assert.All(found.Volume.Counted.Where(c => c.Part is not null), c => Assert.True(c.Credits <= target.Parts.Single(p => p.Id == c.Part).Credits));
        // An equivalence covers one step far: what it rests on is what was presented, and it holds on the day.
        foreach (PartCoverage part in found.Parts.Where(p => p.How?.Code == EvaluationCodes.Equivalent || p.How?.Code == EvaluationCodes.PartlyEquivalent))
        {
            DeclaredEquivalence by = declared.Single(d => d.Id == part.How!.Detail);
            PresentedAchievement achievement = given.Presented.Single(a => a.Id == part.Achievement);
            Assert.True(by.To == part.Part && by.HoldsOn(Today) && (achievement.Entry == by.From || achievement.Outcomes.Any(o => o.Id == by.From)));
        }

        Assert.All(Run(none).Parts.Zip(found.Parts), both => Assert.True(both.Second.Extent >= both.First.Extent));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Run_AnyInput_LetsAMachineOnlyGrantInFullWhatIsBeyondDoubt() => Prop.ForAll(Inputs.ToArbitrary(), given =>
    {
        RequestEvaluation found = Run(given);
        if (!found.Proposal.MachineMayGrant) return;
        Assert.Equal(ProposedOutcome.Full, found.Proposal.Outcome);
        Assert.All(found.Parts, p => Assert.True(p is { Extent: Extent.Covered, IsSound: true }));
        Assert.All(found.Aspects, a => Assert.Equal(Standing.Holds, a.Standing));
        Assert.All(found.Volume.Caps, c => Assert.False(c.IsExceeded));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Run_MoreEvidence_NeverLowersCoverage() => Prop.ForAll(Inputs.ToArbitrary(), given =>
    {
        RequestEvaluation before = Run(given), after = Run(given, given.Extra);
        Assert.All(before.Parts.Zip(after.Parts), pair => Assert.True(pair.Second.Extent >= pair.First.Extent));
        if (given.Route == "unit-equivalence" && before.Proposal.MachineMayGrant) Assert.True(after.Proposal.MachineMayGrant);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Run_SameInput_GivesTheSameAnswer() => Prop.ForAll(Inputs.ToArbitrary(), given =>
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(Run(given).Aspects), System.Text.Json.JsonSerializer.Serialize(Run(given).Aspects))).QuickCheckThrowOnFailure();

    [Fact]
    public void Run_PresentedTwice_CountsOnce()
    {
        Given given = Sample();
        RequestEvaluation once = Run(given), twice = Run(given, given.Presented[0]);
        Assert.Equal(once.Volume.Credits, twice.Volume.Credits);
        Assert.Equal(once.Proposal, twice.Proposal);
        Assert.Contains(twice.Aspects[(int)Aspect.DoubleCounting].Findings, f => f.Code == EvaluationCodes.PresentedTwice);
    }

    [Fact]
    public void Run_UnverifiedGrantRule_LeavesItToAPerson()
    {
        Ruleset ruleset = Judged.Rulesets.For("PT", Today);
        RecognitionRoute route = ruleset.FindRoute("unit-equivalence")!;
        RecognitionRoute unverified = route with { AutomaticGrant = route.AutomaticGrant! with { Confidence = Confidence.Unverified } };
        Given given = Sample();
        var input = new EvaluationInput(given.Target, given.Presented, [], [Scope], Today, []);
        Assert.True(EvaluateRequest.Run(input, new EvaluationLaw(ruleset, route, Judged.Rulesets)).Proposal.MachineMayGrant);
        Assert.False(EvaluateRequest.Run(input, new EvaluationLaw(ruleset, unverified, Judged.Rulesets)).Proposal.MachineMayGrant);
    }

    [Fact]
    public void Run_OtherTargetReached_OffersItAsAlternative()
    {
        Given given = Sample();
        Ruleset ruleset = Judged.Rulesets.For("PT", Today);
        var wanted = new PreparedTarget(given.Target.Target with { Id = "WANTED", Parts = [.. given.Target.Target.Parts, new TargetPart("Z", [], 3)] }, []);
        RequestEvaluation found = EvaluateRequest.Run(new EvaluationInput(wanted, given.Presented, [], [Scope], Today, [given.Target]), new EvaluationLaw(ruleset, ruleset.FindRoute("unit-equivalence")!, Judged.Rulesets));
        Assert.Equal((ProposedOutcome.Alternative, "TARGET", false), (found.Proposal.Outcome, found.Proposal.AlternativeTarget, found.Proposal.MachineMayGrant));
    }

    [Fact]
    public void Run_HoursOfOneKindFixedByBothSides_ConvertsOnceAndRoundsDown()
    {
        Ruleset home = Judged.Rulesets.For("PT", Today);
        CreditSystem ects = home.FindCreditSystem("ECTS")!;
        var other = ects with { Id = "OWN", Uri = null, HoursPerCredit = [ects.HoursPerCredit[0] with { Min = 30, Max = 30 }] };
        Rulesets rulesets = Rulesets.Of([home with { CreditSystems = [ects, other] }, Judged.Rulesets.For("EU", Today)]);
        Ruleset ruleset = rulesets.For("PT", Today);
        Given given = Sample();
        PresentedAchievement awarded = given.Presented[0] with { Credits = new AwardedCredits("OWN", 5), Sector = "higher-education" };
        RequestEvaluation found = EvaluateRequest.Run(new EvaluationInput(given.Target, [awarded], [], [Scope], Today, []), new EvaluationLaw(ruleset, ruleset.FindRoute("credit-recognition")!, rulesets));
        Conversion conversion = Assert.Single(found.Volume.Conversions);
        // 5 x 30 = 150 hours: 150/28 = 5.357..., 150/25 = 6.
        Assert.Equal((150m, 150m, 6m, 5.35m), (conversion.HoursLow, conversion.HoursHigh, conversion.High, conversion.Credits));
        Assert.Equal(ProposedOutcome.NeedsPerson, found.Proposal.Outcome);
    }

    [Fact]
    public void Codes_Always_StandOnceAndHaveTheForm()
    {
        Assert.Equal(EvaluationCodes.All.Count, EvaluationCodes.All.Select(c => c.Code).Distinct().Count());
        Assert.All(EvaluationCodes.All, c => Assert.Matches("^recognition\\.[a-z]+(-[a-z]+)*$", c.Code));
        Assert.Equal(Enum.GetValues<Aspect>(), EvaluationCodes.All.Select(c => c.Aspect).Distinct().Order());
    }

    [Fact]
    public void Phrases_OfEveryCode_AreInEveryLanguageAndNameTheSame()
    {
        Phrases phrases = Phrases.Load(RuleFiles.Embedded, "evaluation");
        Assert.Equal(phrases.All.Order(StringComparer.Ordinal), EvaluationCodes.All.Select(c => c.Phrase).Distinct().Order(StringComparer.Ordinal));
        foreach (EvaluationCode code in EvaluationCodes.All)
        {
            string english = code.Say("X-1", "en");
            foreach (string language in Phrases.Languages.Skip(1))
            {
                Assert.NotEqual(english, code.Say("X-1", language));
                Assert.Equal(english.Contains("X-1", StringComparison.Ordinal), code.Say("X-1", language).Contains("X-1", StringComparison.Ordinal));
                Assert.DoesNotContain("{", code.Say(null, language), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("lt", "EQF 3 < 4", "Lygis žemesnis už tikslo lygį: EQF 3 < 4.")]
    [InlineData("lt", null, "Lygis žemesnis už tikslo lygį.")]
    [InlineData("fi", "EQF 3 < 4", "The level is below that of the target: EQF 3 < 4.")]
    public void Say_WithAndWithoutDetail_IsASentence(string language, string? detail, string expected) => Assert.Equal(expected, EvaluationCodes.LevelLower.Say(detail, language));

    [Fact]
    public void Run_TwoAgreementsWithOneHost_TakesTheOneThatNamesTheOutcome()
    {
        Given given = Sample();
        Ruleset ruleset = Judged.Rulesets.For("SI", Today);
        LearningAgreement Agreement(string id, string outcome) => new(id, "SI-SOLA", "PT-ESCOLA", new(2025, 1, 1), true, AcceptsQuality: true, [new AgreedOutcome(outcome, "A")]);
        var input = new EvaluationInput(given.Target, [given.Presented[0] with { Entry = "HOST-2" }], [Agreement("first", "HOST-1"), Agreement("second", "HOST-2")], [], Today, []);
        RequestEvaluation found = EvaluateRequest.Run(input, new EvaluationLaw(ruleset, ruleset.FindRoute("learning-agreement")!, Judged.Rulesets));
        Assert.Equal((ProposedOutcome.Full, true), (found.Proposal.Outcome, found.Proposal.MachineMayGrant));
        Assert.Equal("second", Assert.Single(found.Aspects[(int)Aspect.Agreement].Findings).Detail);
    }

    static Given Sample()
    {
        var target = new PreparedTarget(new RecognitionTarget("TARGET", "PT", 4, "ECTS", 6, [new TargetPart("A", [], 6)], null), []);
        var awarded = new PresentedAchievement("a1", "A", "PT-ESCOLA", "PT", "unit", "vet", "formal", new(2025, 6, 30), AchievementState.Awarded, new Proof(true, null, null), default, ["0613"], [], null, null, []);
        return new Given(target, [awarded], awarded, "PT", "unit-equivalence");
    }

    sealed record Given(PreparedTarget Target, PresentedAchievement[] Presented, PresentedAchievement Extra, string Country, string Route);
}
