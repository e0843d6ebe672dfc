using Hub.Submissions;
using Hub.Submissions.Findings;

namespace Hub.Formats.Xml;

/// <summary>Codes under which one kind of XML says what can be said of any.</summary>
/// <param name="NotRead">Elements without a place in a record.</param>
/// <param name="SchemaViolation">Something an XML schema does not allow.</param>
/// <param name="MoreOfThese">Findings that are not listed one by one.</param>
/// <param name="EncodingDeclared">A declaration that names another encoding.</param>
internal sealed record XmlFindings(FindingCode NotRead, FindingCode SchemaViolation, FindingCode MoreOfThese, FindingCode EncodingDeclared)
{
    /// <summary>What is to be said of how the body is encoded; null for nothing.</summary>
    public IReadOnlyList<PlanNote>? OfEncoding(XmlEncoding encoding) => encoding.IsAsDeclared ? null : [new PlanNote(EncodingDeclared.Code, encoding.Name)];
}
