using System.Text;
using Hub.Submissions.Columns;
using Hub.Submissions.Layout;

namespace Hub.Formats.Tests.Columns;

public sealed class ColumnDataTests
{
    static string Wrong(string json) => Assert.Throws<InvalidDataException>(() => ColumnMaps.Parse("my.json", Encoding.UTF8.GetBytes(json), [new TestKind()])).Message;

    [Theory]
    [InlineData("""{"name":"a","kind":"catalogue","when":["x"],"columns":{},"colums":{}}""", "my.json: $.colums")]
    [InlineData("""{"name":"a","name":"b","kind":"catalogue","when":["x"],"columns":{}}""", "my.json: $")]
    [InlineData("""{"name":"a","when":["x"],"columns":{}}""", "my.json: $")]
    [InlineData("""{"name":"a","kind":"catalogue","when":[],"columns":{}}""", "my.json: $.when: ")]
    [InlineData("""{"name":"a","kind":"catalogue","country":"pt","when":["x"],"columns":{}}""", "my.json: $.country: ")]
    [InlineData("""{"name":"a","kind":"catalogue","when":["x"],"columns":{"a":"localid"}}""", "my.json: $.columns.a: 'localid'")]
    [InlineData("""{"name":"a","kind":"catalogue","when":["x"],"columns":{"a":"title"}}""", "my.json: $.columns.a: 'title'")]
    [InlineData("""{"name":"a","kind":"catalogue","when":["x"],"columns":{"a_b":"localId","A B":"kind"}}""", "my.json: $.columns: ")]
    [InlineData("""{"name":"a","kind":"catalogue","when":["x"],"columns":{},"constants":{"knd":"unit"}}""", "my.json: $.constants.knd: 'knd'")]
    [InlineData("null", "my.json: $: ")]
    public void Parse_WrongMap_SaysFilePathAndReason(string json, string expected) => Assert.StartsWith(expected, Wrong(json), StringComparison.Ordinal);

    [Fact]
    public void LoadDefault_FolderOfAnOperator_AddsItsMaps()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        File.WriteAllText(Path.Combine(folder, "own.json"), """{"name":"own","kind":"catalogue","when":["nr"],"columns":{"nr":"localId"}}""");

        Assert.Equal(["own", "pt-cnq-units"], ColumnMaps.LoadDefault(folder, [new TestKind()]).Select(map => map.Name));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("""{"title":{"zz":["a"]}}""", "s.json: $.title.zz: ")]
    [InlineData("""{"title":{"en":["--"]}}""", "s.json: $.title.en: ")]
    public void Parse_WrongSynonyms_SaysFilePathAndReason(string json, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<InvalidDataException>(() => ColumnSynonyms.Parse("s.json", Encoding.UTF8.GetBytes(json))).Message, StringComparison.Ordinal);

    [Fact]
    public void Find_NameOfTwoColumnsOfOneKind_IsNoSynonym()
    {
        ColumnSynonyms synonyms = ColumnSynonyms.Parse("s.json", """{"creditPoints":{"en":["amount"]},"workloadHours":{"en":["amount","time"]}}"""u8);

        Assert.Null(synonyms.Find("Amount", new TestKind()));
        Assert.Equal("workloadHours", synonyms.Find("TIME", new TestKind())?.Name);
    }

    [Theory]
    [InlineData("pt", "código", "tipo", "horas", "créditos")]
    [InlineData("es", "código", "tipo", "número de horas", "créditos")]
    [InlineData("lt", "kodas", "tipas", "valandų skaičius", "kreditai")]
    [InlineData("sl", "šifra", "vrsta", "število ur", "kreditne točke")]
    [InlineData("et", "kood", "liik", "tunnid", "EAP")]
    [InlineData("nl", "cursuscode", "soort", "studielast", "studiepunten")]
    [InlineData("it", "codice", "tipo", "ore", "CFU")]
    [InlineData("de", "Kennung", "Art", "Stunden", "ECTS-Punkte")]
    [InlineData("fi", "tunnus", "tyyppi", "tunnit", "opintopisteet")]
    [InlineData("el", "κωδικός", "είδος", "ώρες", "πιστωτικές μονάδες")]
    [InlineData("en", "course code", "type", "hours", "credits")]
    [InlineData("ru", "код", "вид", "количество часов", "кредиты")]
    [InlineData("kk", "коды", "түрі", "сағат саны", "кредиттер")]
    [InlineData("fr", "référence", "type", "heures", "nombre de crédits")]
    public void Find_NameInEachLanguage_IsTheColumn(string language, string localId, string kind, string hours, string credits)
    {
        ColumnSynonyms synonyms = ColumnSynonyms.LoadDefault();
        string?[] found = [.. new[] { localId, kind, hours, credits }.Select(name => synonyms.Find(name.ToUpperInvariant(), new Hub.Catalogue.CatalogueKind())?.Name)];
        Assert.True(found is ["localId", "kind", "workloadHours", "creditPoints"], $"{language}: {string.Join(", ", found)}");
    }

    [Fact]
    public void Codes_OfFindings_AreStableAndDistinct()
    {
        string[] codes = [.. Hub.Submissions.Layout.RowFaults.All.Concat(ColumnFindings.All).Select(code => code.Code)];

        Assert.Equal(codes.Distinct(), codes);
        Assert.Equal(11, codes.Length);
    }
}
