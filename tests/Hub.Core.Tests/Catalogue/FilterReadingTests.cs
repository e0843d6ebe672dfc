using System.Text;
using Hub.Catalogue.Listing;

namespace Hub.Tests.Catalogue;

public sealed class FilterReadingTests
{
    const string Id = "PT-ESCOLA~1";

    const string Entry =
        """
        {"localId":"1","kind":"unit","title":{"pt":"Soldadura de aço","en":"Welding steel"},"awardingBody":"PT-ANQEP","providers":["PT-OUTRA"],"creditSystem":"PONTO","creditPoints":4.5,
        "eqfLevel":4,"nqfFramework":"QNQ","nqfLevel":"4","iscedF":["0715"],"languages":["pt","en"],"modes":["online"],"status":"published"}
        """;

    static readonly FilterReading Reading = new(Judged.Vocabularies, Judged.Rulesets);

    static bool Matches(CatalogueQuery query) => Reading.Read(query).Value.Matches(Id, Encoding.UTF8.GetBytes(Entry), out _);

    public static TheoryData<CatalogueQuery, bool> Queries => new()
    {
        { new(Kind: "unit"), true },
        { new(Kind: "module,UNIT"), true },
        { new(Kind: "module"), false },
        { new(EqfLevel: "4,5"), true },
        { new(EqfLevel: "http://data.europa.eu/snb/eqf/5"), false },
        { new(NqfFramework: "QNQ"), true },
        { new(NqfFramework: "qnq", NqfLevel: "4"), true },
        { new(NqfFramework: "QNQ", NqfLevel: "2,5"), false },
        { new(Field: "07"), true },
        { new(Field: "06,071"), true },
        { new(Field: "0713"), false },
        { new(Language: "en"), true },
        { new(Language: "lt"), false },
        { new(Provider: "PT-ESCOLA"), true },
        { new(Provider: "PT-OUTRA"), true },
        { new(Provider: "PT-ESCO"), false },
        { new(AwardingBody: "PT-ANQEP"), true },
        { new(AwardingBody: "PT-ESCOLA"), false },
        { new(CreditSystem: "ponto"), true },
        { new(CreditSystem: "ECTS"), false },
        { new(CreditsMin: "4.5", CreditsMax: "4.5"), true },
        { new(CreditsMin: "4.51"), false },
        { new(CreditsMax: "4"), false },
        { new(Mode: "online,blended"), true },
        { new(Mode: "blended"), false },
        { new(Q: "weld ste"), true },
        { new(Q: "AÇO"), true },
        { new(Q: "elding"), false },
        { new(Q: "weld aço"), false },
        { new(Status: "published"), true },
        { new(Kind: "unit", Language: "pt", Field: "07", Q: "sold"), true },
        { new(Kind: "unit", Language: "lt"), false },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public void Matches_OneEntry_MeetsAllConditionsOrNot(CatalogueQuery query, bool expected) => Assert.Equal(expected, Matches(query));

    [Fact]
    public void Matches_EntryWithoutTheProperty_DoesNotMeetTheCondition() =>
        Assert.False(Reading.Read(new(CreditsMax: "10")).Value.Matches(Id, "{\"localId\":\"1\"}"u8.ToArray(), out _));

    public static TheoryData<CatalogueQuery, string, string> Unusable => new()
    {
        { new(Kind: "course"), "kind", "qualification, unit, micro-credential" },
        { new(EqfLevel: "9"), "eqfLevel", "1, 2, 3, 4, 5, 6, 7, 8" },
        { new(NqfLevel: "4"), "nqfLevel", "nqfFramework" },
        { new(NqfFramework: "NONE"), "nqfFramework", "QNQ" },
        { new(NqfFramework: "QNQ", NqfLevel: "12"), "nqfLevel", "1, 2, 3" },
        { new(Field: "6"), "field", "00, 000" },
        { new(Language: "xx"), "language", "aa, ab" },
        { new(Provider: "not one"), "provider", "organisation id" },
        { new(AwardingBody: "a/b"), "awardingBody", "organisation id" },
        { new(CreditSystem: "POINTS"), "creditSystem", "ECTS, ECVET" },
        { new(CreditsMin: "-1"), "creditsMin", "0 or more" },
        { new(CreditsMin: "5", CreditsMax: "4"), "creditsMax", "creditsMin" },
        { new(Mode: "telepathic"), "mode", "presential" },
        { new(Country: "EU"), "country", "AD" },
        { new(Q: "?!"), "q", "1 to 10" },
        { new(Status: "draft"), "status", "published" },
        { new(UpdatedSince: "yesterday"), "updatedSince", "yyyy-mm-dd" },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public void Read_ValueThatIsNotAllowed_NamesThoseThatAre(CatalogueQuery query, string filter, string allowed)
    {
        Problem problem = Reading.Read(query).Problem!;
        Assert.Equal("catalogue.filter-invalid", problem.Code);
        Assert.Contains(filter, problem.Title, StringComparison.Ordinal);
        Assert.Contains(allowed, problem.Detail!, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Moment_IsANumberADayOrATime()
    {
        Assert.Equal(12, Reading.Read(new(UpdatedSince: "12")).Value.After);
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), Reading.Read(new(UpdatedSince: "2026-11-01")).Value.Since);
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 6, 30, 0, TimeSpan.Zero), Reading.Read(new(UpdatedSince: "2026-11-01T08:30:00+02:00")).Value.Since);
        Assert.True(Reading.Read(CatalogueQuery.All).Value.IsEmpty);
        Assert.True(Reading.Read(new(Kind: "", Q: " ")).Value.IsEmpty);
        Assert.False(Reading.Read(new(Country: "PT")).Value.IsEmpty);
    }
}
