using System.Text;
using Hub.Formats.Elmo;
using Hub.Formats.Xml;

namespace Hub.Formats.Tests.Elmo;

/// <summary>The XML schema of ELMO from a folder of the operator: what it imports from addresses is found beside it.</summary>
public sealed class ElmoSchemaTests : IDisposable
{
    const string Schema = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="https://github.com/emrex-eu/elmo-schemas/tree/v1" targetNamespace="https://github.com/emrex-eu/elmo-schemas/tree/v1" elementFormDefault="qualified" xmlns:c="urn:countries">
          <xs:import namespace="urn:countries" schemaLocation="https://example.org/far/countries.xsd"/>
          <xs:element name="elmo"><xs:complexType><xs:sequence>
            <xs:element name="generatedDate" type="xs:dateTime"/>
            <xs:element name="learner"><xs:complexType><xs:sequence><xs:element name="citizenship" type="c:code"/></xs:sequence></xs:complexType></xs:element>
            <xs:any minOccurs="0" maxOccurs="unbounded" processContents="skip"/>
          </xs:sequence></xs:complexType></xs:element>
        </xs:schema>
        """;

    const string Countries = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:countries"><xs:simpleType name="code"><xs:restriction base="xs:string"><xs:enumeration value="PT"/></xs:restriction></xs:simpleType></xs:schema>
        """;

    readonly string _folder = Directory.CreateTempSubdirectory("hub-elmo-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    async Task<string[]> ViolationsAsync(byte[] body)
    {
        ReadFile file = await ReadFile.OfAsync(new ElmoFormat(XmlLimits.Default, new XmlSchemas(_folder)), body);
        return [.. file.Chunks.SelectMany(c => c.Notes ?? []).Where(n => n.Code == "elmo.schema-violation").Select(n => n.Detail!)];
    }

    [Fact]
    public async Task Violations_Always_AreNamedWithoutTheValue()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "references"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "elmo.xsd"), Schema, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "references", "any-name.xsd"), Countries, TestContext.Current.CancellationToken);
        Assert.Empty(await ViolationsAsync(Encoding.UTF8.GetBytes(ElmoText.File("", "<learner><citizenship>PT</citizenship></learner>"))));
        string violation = Assert.Single(await ViolationsAsync(Encoding.UTF8.GetBytes(ElmoText.File("", "<learner><citizenship>Secret</citizenship></learner>"))));
        Assert.Contains("citizenship", violation, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", violation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Published_SchemaAndExample_AreUsed()
    {
        string? sample = UnitListTests.Published("elmo/elmo-example-v1.xml");
        Assert.SkipWhen(sample is null, "The shared data is not beside the repository.");
        CopySchemas(Path.GetDirectoryName(sample)!, _folder);
        // The extension of the example has a namespace of its own and no schema, which is allowed.
        Assert.Empty(await ViolationsAsync(await File.ReadAllBytesAsync(sample!, TestContext.Current.CancellationToken)));
        string[] violations = await ViolationsAsync(Encoding.UTF8.GetBytes(ElmoText.File(ElmoText.Course("A", "<status>done</status>"))));
        Assert.Contains(violations, v => v.Contains("status", StringComparison.Ordinal));
    }

    /// <summary>The folder as an operator makes it of what is published.</summary>
    internal static void CopySchemas(string published, string folder)
    {
        File.Copy(Path.Combine(published, "elmo-schema-v1.xsd"), Path.Combine(folder, "elmo.xsd"));
        Directory.CreateDirectory(Path.Combine(folder, "references"));
        foreach (string file in Directory.EnumerateFiles(Path.Combine(published, "references"))) File.Copy(file, Path.Combine(folder, "references", Path.GetFileName(file)));
    }
}
