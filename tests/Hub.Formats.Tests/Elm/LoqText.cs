using System.Text;

namespace Hub.Formats.Tests.Elm;

/// <summary>Small files of the profile LOQ.</summary>
static class LoqText
{
    public const string Start = """<Courses xmlns="http://data.europa.eu/snb/model/ap/loq-constraints/" xmlns:skos="http://www.w3.org/2004/02/skos/core#">""";

    public const string Outcome = """<learningOutcome id="o1"><title language="pt">Solda</title><title language="en">Welds</title><type uri="http://data.europa.eu/snb/skill-type/skill"/></learningOutcome>""";

    /// <summary>What a qualification needs so that nothing is missing.</summary>
    public const string Sound = """
        <title language="pt">Soldadura</title><ISCEDFCode uri="http://data.europa.eu/snb/isced-f/0715"/><language uri="http://publications.europa.eu/resource/authority/language/POR"/><learningOutcome idref="o1"/>
        """;

    public const string Levels = """<EQFLevel uri="http://data.europa.eu/snb/eqf/4"/><NQFLevel uri="http://data.europa.eu/snb/qdr/c_7d534b92"/>""";

    public static string Qualification(string id, string inside) => $"""<qualification id="{id}">{inside}</qualification>""";

    public static string Specification(string id, string inside) => $"""<learningAchievementSpecification id="{id}">{inside}</learningAchievementSpecification>""";

    public static string Offer(string id, string of, string inside) => $"""
        <learningOpportunity id="{id}"><title language="pt">Oferta {id}</title><homepage><contentUrl>https://example.org/{id}</contentUrl></homepage><providedBy idref="PT-ESCOLA"/>{inside}<learningAchievementSpecification idref="{of}"/></learningOpportunity>
        """;

    /// <param name="others">Further reference lists.</param>
    public static string File(string specifications, string offers = "", string outcomes = Outcome, string others = "") => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        {Start}
        <learningOpportunityReferences>{offers}</learningOpportunityReferences>
        <learningAchievementSpecificationReferences>{specifications}</learningAchievementSpecificationReferences>
        <learningOutcomeReferences>{outcomes}</learningOutcomeReferences>
        <agentReferences><organisation id="PT-ESCOLA"><legalName language="pt">Escola</legalName></organisation></agentReferences>
        {others}
        </Courses>
        """;

    /// <summary>A file with a little of everything, to be damaged.</summary>
    public static byte[] Small(Encoding encoding)
    {
        string text = File(
            Qualification("q1", Sound + Levels + "<creditPoint><framework uri=\"x\"/><point>3</point></creditPoint><hasPart idref=\"s1\"/>") + Specification("s1", Sound + "<volumeOfLearning>PT60H</volumeOfLearning>"),
            Offer("p1", "q1", "<duration>P3M</duration>") + Offer("p2", "s1", "") + Offer("p3", "s1", "<isPartOf idref=\"p2\"/>"),
            Outcome + "<learningOutcome id=\"o2\"><title language=\"en\"><![CDATA[a & b]]></title></learningOutcome>",
            "<!-- note --><locationReferences><location id=\"l1\"><geographicName language=\"pt\">Aveiro</geographicName></location></locationReferences>");
        return encoding.GetBytes(encoding == Encoding.UTF8 ? text : text.Replace("UTF-8", "UTF-16", StringComparison.Ordinal));
    }
}
