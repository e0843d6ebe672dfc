using System.Text;
using Hub.Formats.Elm;
using Hub.Formats.Tests.Csv;
using Hub.Formats.Xml;

namespace Hub.Formats.Tests.Elm;

/// <summary>XML that is broken or meant to harm: each is refused with a code of its own and a place, and costs little.</summary>
public sealed class XmlHostileTests
{
    static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    static async Task<Problem?> ProblemAsync(byte[] body, XmlLimits? limits = null) => await ReadFile.ProblemOfAsync(new ElmFormat(limits ?? XmlLimits.Default), body);

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", "file.xml-dtd-not-allowed")]
    [InlineData("<?xml version=\"1.0\"?>\n\n<!DOCTYPE a [<!ENTITY x \"y\"><!ENTITY z \"&x;&x;\">]><a>&z;</a>", "file.xml-dtd-not-allowed")]
    [InlineData("<!DOCTYPE a SYSTEM \"http://example.org/a.dtd\"><a/>", "file.xml-dtd-not-allowed")]
    [InlineData(LoqText.Start, "file.xml-truncated")]
    [InlineData(LoqText.Start + "<learningOutcomeReferences><learningOutcome id=\"a", "file.xml-truncated")]
    [InlineData(LoqText.Start + "<a></b></Courses>", "file.xml-invalid")]
    [InlineData(LoqText.Start + "</Courses><Courses/>", "file.xml-invalid")]
    [InlineData(LoqText.Start + "&x;</Courses>", "file.xml-invalid")]
    [InlineData(LoqText.Start + "&#0;</Courses>", "file.xml-invalid")]
    [InlineData(LoqText.Start + "\u0001</Courses>", "file.xml-invalid")]
    [InlineData(LoqText.Start + "<x:a/></Courses>", "file.xml-invalid")]
    [InlineData(LoqText.Start + "<a b=\"1\" b=\"2\"/></Courses>", "file.xml-invalid")]
    [InlineData("<Courses/>", "file.xml-unknown-document")]
    [InlineData("<Courses xmlns=\"http://data.europa.eu/snb/model/ap/loq-constraints\"/>", "file.xml-unknown-document")]
    [InlineData("<x:Courses xmlns:x=\"http://example.org/\" xmlns=\"http://data.europa.eu/snb/model/ap/loq-constraints/\"/>", "file.xml-unknown-document")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-7\"?>" + LoqText.Start + "</Courses>", "file.xml-unknown-encoding")]
    [InlineData("<?xml version=\"1.0\" encoding=\"ebcdic-cp-us\"?>" + LoqText.Start + "</Courses>", "file.xml-unknown-encoding")]
    public async Task Body_BrokenOrHostile_IsRefusedWithItsReason(string text, string code) => Assert.Equal(code, (await ProblemAsync(Utf8(text)))?.Code);

    [Fact]
    public async Task Body_WithDocumentType_IsRefusedWithItsPlace()
    {
        Problem problem = (await ProblemAsync(Utf8("<?xml version=\"1.0\"?>\n\n<!DOCTYPE a []><a/>")))!;
        Assert.Contains("Line 3", problem.Detail, StringComparison.Ordinal);
        Problem wrong = (await ProblemAsync(Utf8(LoqText.Start + "\n<a>\n</b>")))!;
        Assert.Contains("Line 3", wrong.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64, null)]
    [InlineData(65, "file.xml-too-deep")]
    [InlineData(1_000_000, "file.xml-too-deep")]
    public async Task Depth_BeyondTheLimit_IsRefused(int depth, string? code)
    {
        int inner = depth - 1;
        string text = LoqText.Start + string.Concat(Enumerable.Repeat("<a>", inner)) + (inner < 1000 ? string.Concat(Enumerable.Repeat("</a>", inner)) + "</Courses>" : "");
        Assert.Equal(code, (await ProblemAsync(Utf8(text)))?.Code);
    }

    [Fact]
    public async Task Sizes_BeyondTheLimits_AreRefused()
    {
        Assert.Equal("file.xml-tag-too-long", (await ProblemAsync(Utf8(LoqText.Start + $"<a b=\"{new string('>', 20_000_000)}\"/></Courses>")))?.Code);
        Assert.Equal("file.xml-tag-too-long", (await ProblemAsync(Utf8(LoqText.Start + $"<{new string('a', 20_000_000)}/></Courses>")))?.Code);
        Assert.Equal("file.xml-text-too-long", (await ProblemAsync(Utf8(LoqText.Start + new string('x', 20_000_000) + "</Courses>")))?.Code);
        Assert.Equal("file.xml-text-too-long", (await ProblemAsync(Utf8(LoqText.Start + "<a><![CDATA[" + new string('<', 20_000_000) + "]]></a></Courses>")))?.Code);
        Assert.Equal("file.xml-too-many-attributes", (await ProblemAsync(Utf8(LoqText.Start + $"<a {string.Join(' ', Enumerable.Range(0, 201).Select(i => $"b{i}=\"\""))}/></Courses>")))?.Code);
        Assert.Equal("file.xml-too-many-names", (await ProblemAsync(Utf8(LoqText.Start + string.Concat(Enumerable.Range(0, 30_000).Select(i => $"<a{i}/>")) + "</Courses>")))?.Code);
    }

    [Fact]
    public async Task Comments_WithQuotesAndBrackets_AreNoTags() =>
        Assert.Null(await ProblemAsync(Utf8(LoqText.File("<!-- don't > \" < -->" + LoqText.Qualification("q", LoqText.Sound)) + "<!-- " + new string('\'', 300_000) + " -->")));

    [Fact]
    public async Task Texts_ReferredToAgainAndAgain_DoNotGrowWithoutBound()
    {
        string outcome = $"<learningOutcome id=\"o1\"><title language=\"pt\">{new string('x', 100_000)}</title></learningOutcome>";
        string text = LoqText.File(string.Concat(Enumerable.Range(0, 5_000).Select(i => LoqText.Specification($"s{i}", "<learningOutcome idref=\"o1\"/>"))), outcomes: outcome);
        Assert.Equal("file.xml-expands-too-much", (await ProblemAsync(Utf8(text)))?.Code);
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("windows-1252", false)]
    [InlineData("iso-8859-1", false)]
    public async Task Encoding_Declared_IsRead(string name, bool withMark)
    {
        Encoding encoding = name == "windows-1252" ? CsvFile.Windows1252 : Encoding.GetEncoding(name);
        string text = LoqText.File(LoqText.Qualification("q", "<title language=\"pt\">Formação</title>")).Replace("UTF-8", name, StringComparison.Ordinal);
        foreach (bool mark in new[] { withMark, name == "utf-8" || withMark })
        {
            ReadFile file = await ReadFile.OfAsync(new ElmFormat(), [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)]);
            Assert.Equal("Formação", file.Records[0]["title@pt"]);
            Assert.Null(file.Plan.Notes);
        }
    }

    [Fact]
    public async Task Encoding_DeclaredWrongly_IsSaidOrRefused()
    {
        string text = LoqText.File(LoqText.Qualification("q", "<title language=\"pt\">Formação</title>"));
        ReadFile file = await ReadFile.OfAsync(new ElmFormat(), Utf8(text.Replace("UTF-8", "utf-16", StringComparison.Ordinal)));
        Assert.Equal("elm.encoding-declared", Assert.Single(file.Plan.Notes!).Code);
        Assert.Equal("Formação", file.Records[0]["title@pt"]);
        Assert.Equal("file.xml-wrong-encoding", (await ProblemAsync(CsvFile.Windows1252.GetBytes(text)))?.Code);
    }

    [Theory]
    [InlineData("xxe_base64.xml")]
    [InlineData("xxe_dos.xml")]
    [InlineData("xxe_entity.xml")]
    [InlineData("xxe_file.xml")]
    [InlineData("xxe_remote.xml")]
    public async Task Published_HostileFiles_AreRefused(string name)
    {
        string? path = UnitListTests.Published($"edci/xxe/{name}");
        Assert.SkipWhen(path is null, "The shared data is not beside the repository.");
        CheckedFile file = await CheckedFile.OfPathAsync(path!);
        Assert.Equal("file.xml-dtd-not-allowed", file.Problem?.Code);
    }
}
