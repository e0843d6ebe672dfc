using System.Text;
using Hub.Formats.Elm;
using Hub.Formats.Xml;
using Hub.Submissions;

namespace Hub.Formats.Tests.Elm;

/// <summary>XML schemas of an operator: what they find warns, and never takes the place of what the hub finds itself.</summary>
public sealed class ElmSchemaTests : IDisposable
{
    const string Schema = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="http://data.europa.eu/snb/model/ap/loq-constraints/" targetNamespace="http://data.europa.eu/snb/model/ap/loq-constraints/" elementFormDefault="qualified">
          <xs:include schemaLocation="cv/types.xsd"/>
          <xs:element name="Courses"><xs:complexType><xs:sequence>
            <xs:element name="learningOpportunityReferences"/>
            <xs:element name="learningAchievementSpecificationReferences"><xs:complexType><xs:sequence>
              <xs:element name="qualification"><xs:complexType><xs:sequence>
                <xs:element name="title"/><xs:element name="volumeOfLearning" type="xs:duration"/><xs:element name="mode" type="ModeType"/>
              </xs:sequence><xs:attribute name="id"/></xs:complexType></xs:element>
            </xs:sequence></xs:complexType></xs:element>
            <xs:any maxOccurs="unbounded" processContents="skip"/>
          </xs:sequence></xs:complexType></xs:element>
        </xs:schema>
        """;

    const string Types = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:complexType name="ModeType"><xs:attribute name="uri"><xs:simpleType><xs:restriction base="xs:anyURI"><xs:enumeration value="http://example.org/one"/></xs:restriction></xs:simpleType></xs:attribute></xs:complexType></xs:schema>
        """;

    readonly string _folder = Directory.CreateTempSubdirectory("hub-schemas-").FullName;

    public ElmSchemaTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "cv"));
        File.WriteAllText(Path.Combine(_folder, "loq.xsd"), Schema);
        File.WriteAllText(Path.Combine(_folder, "cv", "types.xsd"), Types);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static async Task<ReadFile> ReadAsync(XmlSchemas schemas, string inside) =>
        await ReadFile.OfAsync(new ElmFormat(XmlLimits.Default, schemas), Encoding.UTF8.GetBytes(LoqText.File(LoqText.Qualification("q", inside))));

    static string[] ViolationsOf(ReadFile file) => [.. file.Chunks.SelectMany(c => c.Notes ?? []).Where(n => n.Code == "elm.schema-violation").Select(n => n.Detail!)];

    [Fact]
    public async Task Violations_Always_AreNamedWithTheirPlaceAndWithoutTheValue()
    {
        ReadFile file = await ReadAsync(new XmlSchemas(_folder), "<title language=\"pt\">A</title>\n<volumeOfLearning>a secret</volumeOfLearning>\n<mode uri=\"http://example.org/two\"/>\n<colour/>");
        string[] violations = ViolationsOf(file);
        Assert.Equal(3, violations.Length);
        Assert.StartsWith("line 5, column ", violations[0], StringComparison.Ordinal);
        Assert.Contains("volumeOfLearning", violations[0], StringComparison.Ordinal);
        Assert.DoesNotContain(violations, v => v.Contains("secret", StringComparison.Ordinal) || v.Contains("two", StringComparison.Ordinal));
        Assert.Equal("a secret", file.Records[0]["workloadHours"]);
    }

    [Fact]
    public async Task ValidFile_Always_HasNoViolation() =>
        Assert.Empty(ViolationsOf(await ReadAsync(new XmlSchemas(_folder), "<title>A</title><volumeOfLearning>PT60H</volumeOfLearning><mode uri=\"http://example.org/one\"/>")));

    [Fact]
    public async Task Schema_ThatLeavesItsFolder_IsNotFollowed()
    {
        string elsewhere = Path.Combine(_folder, "inner");
        Directory.CreateDirectory(elsewhere);
        File.WriteAllText(Path.Combine(elsewhere, "loq.xsd"), Schema.Replace("cv/types.xsd", "../cv/types.xsd", StringComparison.Ordinal));
        await Assert.ThrowsAnyAsync<System.Xml.Schema.XmlSchemaException>(() => ReadAsync(new XmlSchemas(elsewhere), "<title/>"));
        Assert.Throws<FileNotFoundException>(() => new XmlSchemas(Path.Combine(_folder, "cv")));
    }

    [Fact]
    public async Task Published_SchemasAndSample_Agree()
    {
        string? sample = UnitListTests.Published("elm/loq/loq.xml");
        Assert.SkipWhen(sample is null, "The shared data is not beside the repository.");
        ReadFile file = await ReadFile.OfAsync(new ElmFormat(XmlLimits.Default, new XmlSchemas(Path.GetDirectoryName(sample)!)), await File.ReadAllBytesAsync(sample!, TestContext.Current.CancellationToken));
        Assert.Empty(ViolationsOf(file));
        Assert.Equal(4, file.Rows.Count);
    }
}
