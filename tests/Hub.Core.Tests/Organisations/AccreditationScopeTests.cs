using Hub.Organisations;
using Hub.Organisations.Accreditations;

namespace Hub.Tests.Organisations;

public sealed class AccreditationScopeTests
{
    static readonly DateOnly Day = new(2026, 1, 15);

    static readonly AccreditationScope Open = new("PT-A3ES~1", "PT-ESCOLA", "PT-A3ES", "institutional", "positive", "active", new DateOnly(2025, 1, 1), new DateOnly(2026, 1, 15), [], [], [], [], [], ["DEQAR-REPORT:7"], null);

    static readonly ScopeQuestion Question = new(Day) { Fields = ["0613"], Level = "5", Country = "PT", Kind = "micro-credential", Entries = ["PT-ESCOLA~MC"] };

    [Fact]
    public void LimitsFor_NoLimits_CoversEverythingOnItsDays()
    {
        Assert.Equal(ScopeLimits.None, Open.LimitsFor(Question));
        Assert.Equal(ScopeLimits.None, (Open with { ValidUntil = null }).LimitsFor(Question with { On = Day.AddYears(50) }));
        Assert.Equal(ScopeLimits.Date, Open.LimitsFor(Question with { On = Day.AddDays(1) }));
        Assert.Equal(ScopeLimits.Date, Open.LimitsFor(Question with { On = new DateOnly(2024, 12, 31) }));
    }

    [Theory]
    [InlineData("06", ScopeLimits.None)]
    [InlineData("061", ScopeLimits.None)]
    [InlineData("0613", ScopeLimits.None)]
    [InlineData("0612", ScopeLimits.Field)]
    [InlineData("07", ScopeLimits.Field)]
    public void LimitsFor_Field_BroadOnesHoldTheNarrowOnesInThem(string limit, ScopeLimits expected) => Assert.Equal(expected, (Open with { Fields = [limit] }).LimitsFor(Question));

    [Fact]
    public void LimitsFor_EntryOfSeveralFields_NeedsAllOfThem()
    {
        Assert.Equal(ScopeLimits.Field, (Open with { Fields = ["06"] }).LimitsFor(Question with { Fields = ["0613", "0912"] }));
        Assert.Equal(ScopeLimits.None, (Open with { Fields = ["06", "09"] }).LimitsFor(Question with { Fields = ["0613", "0912"] }));
        Assert.Equal(ScopeLimits.Field, (Open with { Fields = ["0613"] }).LimitsFor(Question with { Fields = ["06"] }));
        Assert.Equal(ScopeLimits.Field, (Open with { Fields = ["06"] }).LimitsFor(Question with { Fields = [] }));
    }

    [Fact]
    public void LimitsFor_OtherLimits_NamesEachOfThem()
    {
        AccreditationScope narrow = Open with { Levels = ["6"], Countries = ["ES"], EntryKinds = ["programme"], Decision = "negative", Status = "suspended", Type = "short-programmes" };
        Assert.Equal(
            ScopeLimits.Level | ScopeLimits.Country | ScopeLimits.Kind | ScopeLimits.Decision | ScopeLimits.Status | ScopeLimits.Type, narrow.LimitsFor(Question with { Types = ["institutional"] }));
        Assert.Equal(ScopeLimits.None, (Open with { Levels = ["6"] }).LimitsFor(new ScopeQuestion(Day)));
        Assert.Equal(ScopeLimits.Level, (Open with { Levels = ["6"] }).LimitsFor(Question with { Level = "" }));
        Assert.Equal(ScopeLimits.Decision, (Open with { Decision = "not-applicable" }).LimitsFor(Question));
        Assert.Equal(ScopeLimits.None, (Open with { Decision = "positive-with-conditions" }).LimitsFor(Question));
        Assert.Equal(ScopeLimits.None, (Open with { Decision = null }).LimitsFor(Question));
        Assert.Equal(ScopeLimits.Kind, (Open with { Type = "short-programmes" }).LimitsFor(Question with { Kind = "qualification" }));
    }

    [Fact]
    public void LimitsFor_Programme_CoversWhatItNamesOrWhatNamesIt()
    {
        AccreditationScope programme = Open with { Type = "programme" };
        Assert.Equal(ScopeLimits.Programme, programme.LimitsFor(Question));
        Assert.Equal(ScopeLimits.None, (programme with { Entries = ["PT-ESCOLA~MC"] }).LimitsFor(Question));
        Assert.Equal(ScopeLimits.Programme, (Open with { Entries = ["PT-ESCOLA~OTHER"] }).LimitsFor(Question));
        Assert.Equal(ScopeLimits.None, programme.LimitsFor(Question with { Named = ["DEQAR-REPORT:7"] }));
        Assert.Equal(ScopeLimits.None, programme.LimitsFor(Question with { Named = ["PT-A3ES~1"] }));
    }

    [Fact]
    public void IsCovered_ByAnOrganisationAbove_OnlyWhereItIsInstitutional()
    {
        var standing = new OrganisationStanding("PT-DEPT", "PT", [], [], [], [Open]);
        Assert.True(standing.IsCovered(Question));
        Assert.False((standing with { OfParents = [Open with { Type = "short-programmes" }] }).IsCovered(Question));
        Assert.True((standing with { OfParents = [], Accreditations = [Open with { Type = "short-programmes" }] }).IsCovered(Question));
        Assert.False((standing with { OfParents = [] }).IsCovered(Question));
    }

    [Fact]
    public void Read_CanonicalJson_HasWhatStandsInIt()
    {
        AccreditationScope read = AccreditationScope.Read("A~1", """{"localId":"1","organisation":"O","agency":"A","type":"programme","fields":["06"],"eqfLevels":[5,6],"validFrom":"2025-01-01","status":"active"}"""u8.ToArray());
        Assert.Equal(("A~1", "O", "A", "programme", null, new DateOnly(2025, 1, 1), null), (read.Id, read.Organisation, read.Agency, read.Type, read.Decision, read.ValidFrom, read.ValidUntil));
        Assert.Equal(["5", "6"], read.Levels);
        Assert.Equal(["06"], read.Fields);
        Assert.Empty(read.Entries);
    }
}
