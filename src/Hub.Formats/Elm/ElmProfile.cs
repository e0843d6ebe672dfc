namespace Hub.Formats.Elm;

/// <summary>An application profile of the European Learning Model.</summary>
/// <param name="Name">Short name, <c>loq</c> or <c>ams</c>.</param>
/// <param name="Root">The root element.</param>
/// <param name="Schema">File name of its XML schema.</param>
/// <param name="Kind">The kind of record it carries.</param>
/// <param name="RowList">The lists whose records become rows.</param>
internal sealed record ElmProfile(string Name, string Namespace, string Root, string Schema, string Kind, IReadOnlyList<ElmList> RowList)
{
    /// <summary>Learning opportunities and qualifications.</summary>
    public static ElmProfile Loq { get; } = new("loq", "http://data.europa.eu/snb/model/ap/loq-constraints/", "Courses", "loq.xsd", "catalogue", [ElmList.Opportunity, ElmList.Specification]);

    /// <summary>Accreditations.</summary>
    public static ElmProfile Ams { get; } = new("ams", "http://data.europa.eu/snb/model/ap/ams-constraints/", "Accreditations", "ams.xsd", "accreditations", [ElmList.Accreditation]);

    public static IReadOnlyList<ElmProfile> All { get; } = [Loq, Ams];

    public static ElmProfile? Of(string root, string namespaceUri) => All.FirstOrDefault(p => p.Root == root && p.Namespace == namespaceUri);
}
