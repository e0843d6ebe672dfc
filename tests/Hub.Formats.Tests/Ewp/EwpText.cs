namespace Hub.Formats.Tests.Ewp;

/// <summary>Learning agreements of invented people as Erasmus Without Paper answers them.</summary>
static class EwpText
{
    public const string Namespace = "https://github.com/erasmus-without-paper/ewp-specs-api-omobility-las/blob/stable-v1/endpoints/get-response.xsd";

    public const string Student = "<student><given-names>Ana</given-names><family-name>Secret</family-name><global-id>urn:schac:personalUniqueCode:int:esi:example.org:77</global-id><birth-date>2001-02-03</birth-date><gender>2</gender></student>";

    /// <summary>One of each: agreed, changed, and with a proposal to change it further.</summary>
    public static string Small => File(
        Agreement("m-1", First(Component("Soldar", "CR/S", "6") + Component("Pintar", "", "")
            , Component("Varjenje", "CR/V", "6")) + Changes("<component status=\"deleted\"><title>Pintar</title></component>" + Component("Cortar", "CR/C", "3"))
            + $"<changes-proposal id=\"P9\"><components-studied>{Component("Colar", "CR/L", "2")}</components-studied>{Signature("student")}{Signature("sending-hei")}</changes-proposal>")
        + Agreement("m-2", First(Component("Soldar", "CR/S", "6"), Component("Varjenje", "CR/V", "6")), "<start-date>2025-02-10</start-date><end-date>2025-06-20</end-date>"));

    public static string File(string agreements) => $"<omobility-las-get-response xmlns=\"{Namespace}\">{agreements}</omobility-las-get-response>";

    public static string Agreement(string id, string versions, string period = "<start-year-month>2025-02</start-year-month><end-year-month>2025-06</end-year-month>", string student = Student) =>
        $"<la><omobility-id>{id}</omobility-id>{Institution("sending-hei", "home.example")}{Institution("receiving-hei", "host.example")}<receiving-academic-year-id>2024/2025</receiving-academic-year-id>{student}{period}<eqf-level-studied-at-departure>4</eqf-level-studied-at-departure><isced-f-code>0715</isced-f-code>{versions}</la>";

    public static string First(string studied, string recognised) =>
        $"<first-version><components-studied>{studied}</components-studied><components-recognized>{recognised}</components-recognized>{Signature("student")}{Signature("sending-hei")}{Signature("receiving-hei")}</first-version>";

    public static string Component(string title, string losId, string credits) =>
        $"<component>{(losId.Length > 0 ? $"<los-id>{losId}</los-id><los-code>{losId[3..]}1</los-code>" : "")}<title>{title}</title>{(credits.Length > 0 ? $"<credit><scheme>ects</scheme><value>{credits}</value></credit>" : "")}</component>";

    public static string Signature(string of, string time = "2025-01-20T14:03:23+02:00") => $"<{of}-signature><signer-name>Secret Signer</signer-name><timestamp>{time}</timestamp></{of}-signature>";

    static string Changes(string studied) => $"<approved-changes><components-studied>{studied}</components-studied>{Signature("student", "2025-03-01T10:00:00+01:00")}{Signature("sending-hei", "2025-03-02T10:00:00+01:00")}</approved-changes>";

    static string Institution(string element, string id) => $"<{element}><hei-id>{id}</hei-id><contact-person><given-names>Eva</given-names><family-name>Secret</family-name></contact-person></{element}>";
}
