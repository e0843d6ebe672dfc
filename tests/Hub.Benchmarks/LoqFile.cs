using System.Globalization;
using System.Text;

namespace Hub.Benchmarks;

/// <summary>
/// Files of the European Learning Model (LOQ 3.1.0) that are the same bytes every time: qualifications with three learning outcomes
/// and one learning opportunity each, laid out as the profile wants it, so that every reference leads to another end of the file.
/// </summary>
public static class LoqFile
{
    /// <summary>Bytes of one entry with all that belongs to it, about.</summary>
    public const int EntryBytes = 7_350;

    const int Organisations = 50;
    const int Locations = 200;
    const int OutcomesOfEntry = 3;

    static readonly string[] Subjects = ["gestão da qualidade alimentar", "instalações elétricas", "programação de sistemas", "atendimento e comunicação", "manutenção de equipamentos"];
    static readonly string[] Fields = ["0413", "0713", "0613", "0416", "0715"];

    const string Head = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Courses xmlns="http://data.europa.eu/snb/model/ap/loq-constraints/" xmlns:skos="http://www.w3.org/2004/02/skos/core#" xmlns:dc="http://purl.org/dc/terms/" xsdVersion="3.1.0">
        """;

    /// <summary>Entries of a file of about that size.</summary>
    public static int EntriesOf(int megabytes) => (int)(megabytes * 1_000_000L / EntryBytes);

    public static void Write(Stream destination, int entries)
    {
        using var text = new StreamWriter(destination, new UTF8Encoding(false), 256 * 1024, leaveOpen: true) { NewLine = "\n" };
        text.WriteLine(Head);
        List(text, "learningOpportunityReferences", entries, Opportunity);
        List(text, "learningAchievementSpecificationReferences", entries, Qualification);
        List(text, "learningOutcomeReferences", entries * OutcomesOfEntry, Outcome);
        List(text, "learningAssessmentSpecificationReferences", 10, Assessment);
        List(text, "agentReferences", Organisations, Organisation);
        List(text, "locationReferences", Locations, Location);
        text.WriteLine("</Courses>");
    }

    static void List(StreamWriter text, string name, int count, Func<int, string> record)
    {
        text.WriteLine($"  <{name}>");
        for (int i = 1; i <= count; i++) text.WriteLine(record(i));
        text.WriteLine($"  </{name}>");
    }

    static string Opportunity(int i) => string.Create(CultureInfo.InvariantCulture, $"""
            <learningOpportunity id="https://data.example.org/offer/{i}">
              <identifier><skos:notation>OFFER-{i}</skos:notation><schemeName>SIGO</schemeName></identifier>
              <title language="pt">Qualificação n.º {i}: {Subjects[i % Subjects.Length]}</title>
              <title language="en">Qualification no. {i}</title>
              <additionalNote><noteLiteral language="pt">{Long(i, "A oferta dirige-se a quem trabalha ou quer trabalhar na área, com sessões ao fim do dia e avaliação contínua. ")}</noteLiteral></additionalNote>
              <type uri="http://data.europa.eu/snb/learning-opportunity/05053c1cbe"/>
              <homepage><title language="pt">Página da oferta</title><language uri="http://publications.europa.eu/resource/authority/language/POR"/><contentUrl>https://www.example.org/ofertas/{i}</contentUrl></homepage>
              <temporal><startDate>2026-10-01T09:00:00Z</startDate><endDate>2027-06-30T18:00:00Z</endDate></temporal>
              <duration>P9M</duration>
              <mode uri="http://data.europa.eu/snb/learning-assessment/e92d221e4d"/>
              <applicationDeadline>2026-09-15T12:00:00Z</applicationDeadline>
              <priceDetail><amount><unit uri="http://publications.europa.eu/resource/authority/currency/EUR"/><value>{100 + i % 900}.00</value></amount></priceDetail>
              <providedBy idref="https://data.example.org/organisation/PT-{i % Organisations + 1}"/>
              <location idref="https://data.example.org/location/{i % Locations + 1}"/>
              <learningAchievementSpecification idref="https://data.example.org/qualification/{i}"/>
              <defaultLanguage uri="http://publications.europa.eu/resource/authority/language/POR"/>
            </learningOpportunity>
        """);

    static string Qualification(int i) => string.Create(CultureInfo.InvariantCulture, $"""
            <qualification id="https://data.example.org/qualification/{i}">
              <identifier><skos:notation>{i:D7}</skos:notation><schemeName>CNQ</schemeName></identifier>
              <title language="pt">Qualificação n.º {i}: {Subjects[i % Subjects.Length]}</title>
              <title language="en">Qualification no. {i}</title>
              <description language="pt">{Long(i, "Os conhecimentos, aptidões e atitudes adquiridos permitem exercer com autonomia as funções descritas no perfil profissional. ")}</description>
              <description language="en">{Long(i, "The knowledge, skills and attitudes acquired allow the holder to work autonomously in the functions of the occupational profile. ")}</description>
              <ISCEDFCode uri="http://data.europa.eu/snb/isced-f/{Fields[i % Fields.Length]}"/>
              <volumeOfLearning>PT{25 * (20 + i % 40)}H</volumeOfLearning>
              <creditPoint><framework uri="http://data.europa.eu/snb/education-credit/6fcec5c5af"/><point>{20 + i % 40}</point></creditPoint>
              <language uri="http://publications.europa.eu/resource/authority/language/POR"/>
              <mode uri="http://data.europa.eu/snb/learning-assessment/e92d221e4d"/>
              <entryRequirement><noteLiteral language="pt">Ensino secundário completo ou equivalente.</noteLiteral></entryRequirement>
              <learningOutcome idref="https://data.example.org/outcome/{OutcomesOfEntry * i - 2}"/>
              <learningOutcome idref="https://data.example.org/outcome/{OutcomesOfEntry * i - 1}"/>
              <learningOutcome idref="https://data.example.org/outcome/{OutcomesOfEntry * i}"/>
              <provenBy idref="https://data.example.org/assessment/{i % 10 + 1}"/>
              <awardingOpportunity><awardingBody idref="https://data.example.org/organisation/PT-{i % Organisations + 1}"/><learningAchievementSpecification idref="https://data.example.org/qualification/{i}"/></awardingOpportunity>
              <EQFLevel uri="http://data.europa.eu/snb/eqf/4"/>
              <NQFLevel uri="http://data.europa.eu/snb/qdr/c_7d534b92"/>
            </qualification>
        """);

    static string Outcome(int i) => string.Create(CultureInfo.InvariantCulture, $"""
            <learningOutcome id="https://data.example.org/outcome/{i}">
              <title language="pt">Resultado {i}: aplica as técnicas de {Subjects[i % Subjects.Length]} segundo as normas em vigor</title>
              <title language="en">Outcome {i}: applies the techniques of the field by the standards in force</title>
              <type uri="http://data.europa.eu/snb/skill-type/{(i % 2 == 0 ? "skill" : "knowledge")}"/>
              <additionalNote><noteLiteral language="pt">{Long(i, "Nota de orientação para a avaliação do resultado. ")}</noteLiteral></additionalNote>
              <relatedESCOSkill uri="http://data.europa.eu/esco/skill/{i:x8}-0000-4000-8000-000000000000"/>
            </learningOutcome>
        """);

    static string Assessment(int i) => string.Create(CultureInfo.InvariantCulture, $"""
            <learningAssessmentSpecification id="https://data.example.org/assessment/{i}"><title language="pt">Avaliação {i}</title><type uri="http://data.europa.eu/snb/assessment/6e6cb2cc78"/></learningAssessmentSpecification>
        """);

    static string Organisation(int i) => string.Create(CultureInfo.InvariantCulture, $"""
            <organisation id="https://data.example.org/organisation/PT-{i}"><legalName language="pt">Escola Profissional n.º {i}</legalName><location idref="https://data.example.org/location/{i}"/></organisation>
        """);

    static string Location(int i) => string.Create(CultureInfo.InvariantCulture, $"""
            <location id="https://data.example.org/location/{i}"><geographicName language="pt">Localidade {i}</geographicName><address><countryCode uri="http://publications.europa.eu/resource/authority/country/PRT"/></address></location>
        """);

    static string Long(int i, string sentence) => string.Concat(Enumerable.Repeat(sentence, 3 + i % 5)).TrimEnd();
}
