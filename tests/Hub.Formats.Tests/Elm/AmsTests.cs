using System.Text;
using Hub.Formats.Elm;

namespace Hub.Formats.Tests.Elm;

/// <summary>How records of the profile AMS become rows of accreditations.</summary>
public sealed class AmsTests
{
    const string Text = """
        <Accreditations xmlns="http://data.europa.eu/snb/model/ap/ams-constraints/" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
        <accreditationReferences>
          <accreditation id="https://example.org/acc/1"><type uri="http://data.europa.eu/snb/accreditation/bb4618238e"/><title language="pt">A</title>
            <decision uri="http://example.org/positive"><skos:prefLabel language="pt">Favorável</skos:prefLabel><skos:prefLabel language="en">Positive</skos:prefLabel></decision>
            <report><contentUrl>https://example.org/report</contentUrl></report><organisation idref="o1"/><limitField uri="f1"/><limitField uri="f2"/><limitEQFLevel uri="l4"/>
            <limitJurisdiction uri="http://publications.europa.eu/resource/authority/atu/PRT"/><limitJurisdiction uri="http://publications.europa.eu/resource/authority/atu/LTU_RSV_KUN"/>
            <accreditingAgent idref="o2"/><issued>2025-01-01T10:00:00Z</issued><expiryDate>2030-01-01T00:00:00Z</expiryDate><valid>2025-02-01T00:00:00Z</valid></accreditation>
          <accreditation id="https://example.org/acc/2"><type uri="t"/><organisation idref="nothing"/><accreditingAgent idref="o2"/><issued>2025-01-01T10:00:00Z</issued></accreditation>
        </accreditationReferences>
        <agentReferences><organisation id="https://example.org/PT-ESCOLA"/><organisation id="o1"><identifier><skos:notation>PT-OUTRA</skos:notation><schemeName>hub</schemeName></identifier></organisation><organisation id="o2"/></agentReferences>
        </Accreditations>
        """;

    [Fact]
    public async Task Accreditation_WithAll_FillsItsColumns()
    {
        ReadFile file = await ReadFile.OfAsync(new ElmFormat(), Encoding.UTF8.GetBytes(Text));
        Assert.Equal("accreditations", file.Plan.Kind);
        Assert.Equal(new Dictionary<string, string>
        {
            ["localId"] = "https://example.org/acc/1",
            ["organisation"] = "PT-OUTRA",
            ["agency"] = "o2",
            ["type"] = "http://data.europa.eu/snb/accreditation/bb4618238e",
            ["decision"] = "Positive",
            ["fields"] = "f1|f2",
            ["eqfLevels"] = "l4",
            ["countries"] = "http://publications.europa.eu/resource/authority/country/PRT|http://publications.europa.eu/resource/authority/atu/LTU_RSV_KUN",
            ["validFrom"] = "2025-02-01",
            ["validUntil"] = "2030-01-01",
            ["report"] = "https://example.org/report",
        }.OrderBy(c => c.Key), file.Records[0].OrderBy(c => c.Key));
        Assert.Equal("2025-01-01", file.Records[1]["validFrom"]);
        Assert.Contains("organisation: elm.dangling-reference", file.Rows[1].CellFaults);
    }

    [Fact]
    public async Task Published_Sample_IsRead()
    {
        string? path = UnitListTests.Published("elm/ams/ams.xml");
        Assert.SkipWhen(path is null, "The shared data is not beside the repository.");
        ReadFile file = await ReadFile.OfAsync(new ElmFormat(), await File.ReadAllBytesAsync(path!, TestContext.Current.CancellationToken));
        Assert.Equal(2, file.Rows.Count);
        Assert.Equal(("ORG-01", "ORG-02"), (file.Records[0]["organisation"], file.Records[0]["agency"]));
        Assert.Contains("row: elm.dangling-reference", file.Rows[0].CellFaults);
    }
}
