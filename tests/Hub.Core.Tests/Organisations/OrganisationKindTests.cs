using Hub.Organisations;
using Hub.Submissions.Layout;

namespace Hub.Tests.Organisations;

public sealed class OrganisationKindTests
{
    static readonly OrganisationKind Kind = new();

    [Fact]
    public void Columns_All_AreTheCanonicalOnesInOrder() =>
        Assert.Equal("localId, legalName@xx, country, roles, sectors, identifiers, parent, homepage".Split(", "), Kind.Columns.Select(c => c.HasLanguage ? c.Name + "@xx" : c.Name));

    [Fact]
    public void Judge_EveryColumnFilled_WritesCanonicalJson()
    {
        RowVerdict verdict = Judge(("localId", "PT-ESCOLA"), ("legalName@pt", "Escola"), ("legalName@en", "School"), ("country", "PRT"), ("roles", "provider|awarding-body"), ("sectors", "vet"), ("identifiers", "VAT:123"), ("parent", "PT-MIN"), ("homepage", "https://example.org"));
        Assert.Empty(verdict.Codes());
        Assert.Equal(
            """{"localId":"PT-ESCOLA","legalName":{"en":"School","pt":"Escola"},"country":"PT","roles":["provider","awarding-body"],"sectors":["vet"],"identifiers":["VAT:123"],"parent":"PT-MIN","homepage":"https://example.org"}""",
            verdict.Json());
        Assert.Equal("PT-ESCOLA", verdict.Id);
        Assert.Equal([new RecordReference("parent", ReferenceTarget.Organisation, "PT-MIN")], verdict.References);
    }

    [Theory]
    [InlineData("country", "EL", "cell.other-name", "organisation.country-differs")]
    [InlineData("country", "Portugal", "cell.unknown-value")]
    [InlineData("country", "", "organisation.country-missing")]
    [InlineData("legalName@pt", "", "organisation.name-missing")]
    [InlineData("localId", "", "row.local-id-missing")]
    [InlineData("localId", "Escola de Lisboa", "organisation.id-invalid")]
    [InlineData("localId", "ES-ESCUELA", "organisation.country-differs")]
    [InlineData("parent", "PT-ESCOLA", "organisation.own-parent")]
    [InlineData("roles", "king", "cell.unknown-value")]
    public void Judge_OddCell_SaysSo(string column, string value, params string[] codes)
    {
        var cells = new Dictionary<string, string> { ["localId"] = "PT-ESCOLA", ["legalName@pt"] = "Escola", ["country"] = "PT", [column] = value };
        Assert.Equal(codes, Judge([.. cells.Select(c => (c.Key, c.Value))]).Codes());
    }

    static RowVerdict Judge(params (string Column, string Value)[] cells) => Judged.Row(Kind, Judged.Scope(), cells);
}
