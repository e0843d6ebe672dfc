using System.Text;
using Hub.Catalogue.Search;

namespace Hub.Tests.Catalogue.Search;

public sealed class SearchIndexTests : IDisposable
{
    readonly SearchIndex _index = new();

    public void Dispose() => _index.Dispose();

    static SearchEntry Entry(string id, string title, string more = "") => SearchEntry.Read(id, Encoding.UTF8.GetBytes($$"""{"localId":"{{id.Split('~')[1]}}","title":{"pt":"{{title}}"}{{more}}}"""));

    void Add(params SearchEntry[] entries) => _index.Apply([], [], entries);

    SearchPage Find(SearchQuery query, string? after = null, int limit = 10)
    {
        SearchCursor? cursor = after is not null && SearchCursor.TryParse(after, out SearchCursor parsed) ? parsed : null;
        return _index.Read(reading => reading.Find(query, cursor, limit, isPartial: false));
    }

    IReadOnlyList<string> Ids(string text) => Find(new SearchQuery(text)).Ids;

    static SearchQuery With(SearchFacet facet, params string[] values) => new(Values: new Dictionary<SearchFacet, IReadOnlyList<string>> { [facet] = values });

    [Theory]
    [InlineData("instalacoes")]
    [InlineData("INSTALAÇÕES")]
    [InlineData("instala")]
    [InlineData("elet inst")]
    [InlineData("Instalac\u0327o\u0303es")]
    public void Find_CaseAccentsAndOrderOfWords_DoNotMatter(string text)
    {
        Add(Entry("A~1", "Instalações elétricas"), Entry("A~2", "Soldadura"));
        Assert.Equal(["A~1"], Ids(text));
    }

    [Fact]
    public void Find_EveryWord_IsMet()
    {
        Add(Entry("A~1", "Redes locais"), Entry("A~2", "Redes"));
        Assert.Equal(["A~1"], Ids("redes locais"));
        Assert.Empty(Ids("redes xyz"));
        Assert.Equal(2, Find(new SearchQuery(" ,;")).Count);
    }

    [Fact]
    public void Find_BestFirst_TitleBeforeTheRestAndWholeWordsBeforeBeginnings()
    {
        Add(Entry("A~1", "Outra", ""","learningOutcomes":{"pt":["Monta redes"]}"""), Entry("A~2", "Redesenho"), Entry("A~3", "Redes"));
        Assert.Equal(["A~3", "A~2", "A~1"], Ids("redes"));
    }

    [Fact]
    public void Find_PageByPage_GivesEveryEntryOnceAndTheSameCount()
    {
        Add([.. Enumerable.Range(0, 25).Select(i => Entry($"A~{i:D2}", i % 2 == 0 ? "Redes" : "Redes locais e redes"))]);
        var seen = new List<string>();
        for (string? after = null; ;)
        {
            SearchPage page = Find(new SearchQuery("redes"), after, 7);
            Assert.Equal(25, page.Count);
            seen.AddRange(page.Ids);
            if ((after = page.Next) is null) break;
        }

        Assert.Equal(25, seen.Count);
        Assert.Equal(25, seen.Distinct().Count());
    }

    [Fact]
    public void Facets_OfTheFacetThatIsChosen_CountAsIfItWereNot()
    {
        Add(Entry("A~1", "Um", ""","kind":"unit","eqfLevel":4"""), Entry("A~2", "Dois", ""","kind":"module","eqfLevel":4"""), Entry("A~3", "Três", ""","kind":"module","eqfLevel":5"""));
        SearchPage page = Find(With(SearchFacet.Kind, "unit"));
        Assert.Equal(["A~1"], page.Ids);
        Assert.Equal(2, page.Facets[SearchFacet.Kind]["module"]);
        Assert.Equal(1, page.Facets[SearchFacet.EqfLevel]["4"]);
        Assert.False(page.Facets[SearchFacet.EqfLevel].ContainsKey("5"));
        Assert.Empty(Find(With(SearchFacet.Kind, "nothing")).Ids);
    }

    [Fact]
    public void Field_Broad_HoldsTheNarrowerOnes()
    {
        Add(Entry("A~1", "Um", ""","iscedF":["0713"]"""), Entry("A~2", "Dois", ""","iscedF":["06"]"""));
        Assert.Equal(["A~1"], Find(With(SearchFacet.Field, "07")).Ids);
        Assert.Equal(["A~1"], Find(With(SearchFacet.Field, "071")).Ids);
        Assert.Equal(2, Find(With(SearchFacet.Field, "06", "0713")).Count);
    }

    [Fact]
    public void Limits_ThatAnEntrySaysNothingOf_KeepItOut()
    {
        Add(Entry("A~1", "Um", ""","creditPoints":2.25,"priceAmount":0,"startDate":"2027-02-01" """), Entry("A~2", "Dois"));
        Assert.Equal(["A~1"], Find(new SearchQuery(CreditsMin: 2.25m, CreditsMax: 2.25m)).Ids);
        Assert.Equal(["A~1"], Find(new SearchQuery(PriceMax: 0)).Ids);
        Assert.Equal(["A~1"], Find(new SearchQuery(StartFrom: new DateOnly(2027, 2, 1), StartUntil: new DateOnly(2027, 2, 1))).Ids);
        Assert.Empty(Find(new SearchQuery(StartUntil: new DateOnly(2027, 1, 31))).Ids);
    }

    [Fact]
    public void Country_OfTheAwardingBody_FollowsTheRegister()
    {
        _index.Apply([new SearchOrganisation("A", "PT", ["escola"])], [], [Entry("A~1", "Um")]);
        Assert.Equal(["A~1"], Find(With(SearchFacet.Country, "PT")).Ids);
        Assert.Equal(["A~1"], Ids("escola"));
        _index.Apply([new SearchOrganisation("A", "ES", ["escola"])], [], []);
        Assert.Empty(Find(With(SearchFacet.Country, "PT")).Ids);
        Assert.Equal(["A~1"], Find(With(SearchFacet.Country, "ES")).Ids);
    }

    [Fact]
    public void Apply_EntryAgainOrRemoved_LeavesNothingOfTheOldOne()
    {
        Add(Entry("A~1", "Antigo"));
        Add(Entry("A~1", "Novo"));
        Assert.Empty(Ids("antigo"));
        Assert.Equal(["A~1"], Ids("novo"));
        _index.Apply([], ["A~1", "A~9"], []);
        Assert.Equal(0, Find(new SearchQuery()).Count);
    }

    [Fact]
    public void Apply_ManyChanges_MovesSlotsTogetherAndFindsTheSame()
    {
        for (int round = 0; round < 5; round++) Add([.. Enumerable.Range(0, 900).Select(i => Entry($"A~{i:D3}", $"Curso {i:D3} volta{round}"))]);
        Assert.Equal(900, Find(new SearchQuery("volta4")).Count);
        Assert.Equal(0, Find(new SearchQuery("volta3")).Count);
        Assert.Equal(["A~123"], Ids("123"));
    }

    [Fact]
    public void Find_AHundredThousand_AllocatesAPageAndNotTheCatalogue()
    {
        for (int batch = 0; batch < 100; batch++) Add([.. Enumerable.Range(0, 1000).Select(i => Entry($"A~{(batch * 1000) + i:D6}", $"Curso de redes {batch} {i}", ""","kind":"unit","eqfLevel":4"""))]);
        Find(new SearchQuery("redes"));
        long before = GC.GetAllocatedBytesForCurrentThread();
        SearchPage page = Find(new SearchQuery("re curso"));
        Assert.Equal(100_000, page.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("YWJj")]
    public void Cursor_OfSomebodyElse_IsNone(string text) => Assert.False(SearchCursor.TryParse(text, out _));
}
