namespace Hub.Formats.Tests.Elmo;

/// <summary>Small ELMO files of our own.</summary>
static class ElmoText
{
    public const string Namespace = "https://github.com/emrex-eu/elmo-schemas/tree/v1";

    public const string Learner = "<learner><identifier type=\"esi\">urn:schac:esi:1</identifier><identifier type=\"nationalIdentifier\">123 secret</identifier><givenNames>Ana Secret</givenNames><familyName>Secret</familyName><bday>1990-01-02</bday></learner>";

    public const string Issuer = "<issuer><country>PT</country><identifier type=\"schac\">escola.pt</identifier><identifier type=\"pic\">999</identifier><title xml:lang=\"pt\">Escola</title><url>http://escola.pt</url></issuer>";

    public const string End = "<issueDate>2025-09-01T10:00:00+01:00</issueDate><gradingScheme localId=\"g\"><description xml:lang=\"pt\">De 0 a 20</description><description xml:lang=\"en\">0 to 20</description></gradingScheme>";

    public static string File(string trees, string learner = Learner, string issuer = Issuer, string end = End, string after = "") => Elmo($"{learner}<report>{issuer}{trees}{end}</report>{after}");

    public static string Elmo(string inside) => $"<elmo xmlns=\"{Namespace}\"><generatedDate>2025-09-01T12:00:00Z</generatedDate>{inside}</elmo>";

    public static string Course(string id, string inside = "<date>2025-06-30</date><status>passed</status>", string parts = "", string type = "Course", string title = "<title xml:lang=\"pt\">Soldadura</title>") =>
        $"<learningOpportunitySpecification>{(id.Length > 0 ? $"<identifier type=\"local\">{id}</identifier>" : "")}{title}<type>{type}</type><specifies><learningOpportunityInstance>{inside}</learningOpportunityInstance></specifies>{parts}</learningOpportunitySpecification>";

    public static string Part(string course) => $"<hasPart>{course}</hasPart>";

    public const string Full = """
        <identifier type="own">x</identifier><start>2025-02-01</start><date>2025-06-30+01:00</date>
        <academicTerm><title>S2</title><start>2025-02-01</start><end>2025-07-31</end></academicTerm><status>passed</status><gradingSchemeLocalId>g</gradingSchemeLocalId><resultLabel>17</resultLabel>
        <credit><scheme>PONTO</scheme><value>4.5</value></credit><credit><scheme>ects</scheme><level>Bachelor</level><value>6.0</value></credit>
        <level><type>EQF</type><value>5</value></level><level><type>QNQ</type><description>Q</description><value>5</value></level>
        <languageOfInstruction>pt</languageOfInstruction><engagementHours>30</engagementHours>
        """;

    /// <summary>A bit of everything, for damage.</summary>
    public static string Small { get; } = File(
        Course("A", Full, Part(Course("B", "<status>passed</status><date>2025-01-01</date>", Part(Course("", "", type: "Class")))), "Degree Programme") + Course("C", "<status>failed</status>"),
        after: "<report><issuer/><issueDate>x</issueDate></report><Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><a/></Signature>");
}
