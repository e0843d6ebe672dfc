using Hub.Rules;

namespace Hub.Tests.Rules;

public sealed class RulesetsTests
{
    [Theory]
    [InlineData("PT", "2026-01-01", "PT")]
    [InlineData("pt", "2017-02-01", "PT")]
    [InlineData("PT", "2017-01-31", "EU")]
    [InlineData("ZZ", "2026-01-01", "EU")]
    [InlineData(null, "2026-01-01", "EU")]
    [InlineData(null, "1999-01-01", "EU")]
    public void For_CountryAndDay_IsTheLawInForceOrTheBaseline(string? country, string on, string expected) =>
        Assert.Equal(expected, Judged.Rulesets.For(country, DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture)).Country);

    [Fact]
    public void For_LaterDocument_CountsFromItsDay()
    {
        Ruleset old = Judged.Rulesets.For("PT", new DateOnly(2026, 1, 1));
        Ruleset next = old with { EffectiveFrom = new DateOnly(2027, 1, 1), Version = "next" };
        Rulesets rulesets = Rulesets.Of(next, old, Judged.Rulesets.For(null, new DateOnly(2026, 1, 1)));
        Assert.Same(old, rulesets.For("PT", new DateOnly(2026, 12, 31)));
        Assert.Same(next, rulesets.For("PT", new DateOnly(2027, 1, 1)));
    }

    [Fact]
    public void Of_TwoDocumentsOnOneDay_IsRefused()
    {
        Ruleset one = Judged.Rulesets.For(null, new DateOnly(2026, 1, 1));
        Assert.Throws<RulesetException>(() => Rulesets.Of(one, one with { Title = "again" }));
    }

    [Fact]
    public void Of_NoBaseline_IsRefused() => Assert.Throws<RulesetException>(() => Rulesets.Of(Judged.Rulesets.For("PT", new DateOnly(2026, 1, 1))));

    [Fact]
    public void Load_Folder_IsTheSameAsEmbedded()
    {
        Assert.Equal(Judged.Rulesets.All.Select(r => r.Version), Rulesets.Load(Repository.Rulesets).All.Select(r => r.Version));
        Assert.Equal(Judged.Vocabularies.All.Select(v => v.Concepts.Count), Vocabularies.Load(Repository.Rulesets).All.Select(v => v.Concepts.Count));
    }

    [Fact]
    public void Calendar_TimeZone_Exists()
    {
        foreach (NationalCalendar calendar in Judged.Rulesets.All.Select(r => r.Calendar).OfType<NationalCalendar>())
            Assert.NotNull(TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZone));
    }

    [Theory]
    [InlineData(Confidence.Unverified, false, RuleEffect.Reject, "Warn")]
    [InlineData(Confidence.Unverified, false, RuleEffect.Hold, "Hold")]
    [InlineData(Confidence.Unverified, true, RuleEffect.Reject, "Reject")]
    [InlineData(Confidence.Stated, false, RuleEffect.Reject, "Reject")]
    [InlineData(Confidence.Verified, false, RuleEffect.Warn, "Warn")]
    public void Against_Confidence_LimitsTheSeverity(Confidence confidence, bool adopted, RuleEffect effect, string expected)
    {
        Ruleset ruleset = Judged.Rulesets.For("PT", new DateOnly(2026, 1, 1)) with { Adoption = adopted ? new Adoption("a body", new DateOnly(2026, 1, 1), "an act") : null };
        Assert.Equal(expected, Hub.Catalogue.EntryFindings.ElementMissing.Against(new Rule<int>(1, confidence, "x"), ruleset, effect).ToString());
    }
}
