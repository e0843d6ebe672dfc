using System.Text;
using System.Xml;

namespace Hub.Formats.Elm.Out;

/// <summary>Writes one record at a time. The root element is begun and thrown away, so that records name no namespaces of their own.</summary>
sealed class LoqXml : IDisposable
{
    /// <summary>Of texts whose language is not known (ISO 639-2).</summary>
    public const string UnknownLanguage = "und";

    /// <summary>What a document begins with.</summary>
    public static readonly string Head = $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Courses xmlns="{ElmProfile.Loq.Namespace}" xmlns:skos="{ElmNode.Skos}" xmlns:dc="{ElmNode.DcTerms}" xsdVersion="3.1.0">

        """;

    readonly MemoryStream _bytes = new();
    readonly XmlWriter _xml;

    public LoqXml()
    {
        _xml = XmlWriter.Create(_bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.Entitize });
        _xml.WriteStartElement("Courses", ElmProfile.Loq.Namespace);
        _xml.WriteAttributeString("xmlns", "skos", null, ElmNode.Skos);
        _xml.WriteAttributeString("xmlns", "dc", null, ElmNode.DcTerms);
        EndRecord();
        Take();
    }

    /// <summary>The bytes of the record just written; valid until the next is begun.</summary>
    public ReadOnlySpan<byte> Take()
    {
        _xml.Flush();
        ReadOnlySpan<byte> record = _bytes.GetBuffer().AsSpan(0, (int)_bytes.Length);
        _bytes.SetLength(0);
        return record;
    }

    public void Start(string element) => _xml.WriteStartElement(element, ElmProfile.Loq.Namespace);

    /// <param name="id">Of the record.</param>
    public void Start(string element, string id)
    {
        Start(element);
        _xml.WriteAttributeString("id", id);
    }

    public void End() => _xml.WriteEndElement();

    public void EndRecord() => _xml.WriteRaw("\n");

    public void Element(string element, string text)
    {
        Start(element);
        _xml.WriteString(Clean(text));
        End();
    }

    public void Reference(string element, string id) => Attribute(element, "idref", id);

    public void Concept(string element, string uri) => Attribute(element, "uri", uri);

    public void Concepts(string element, IEnumerable<string> uris)
    {
        foreach (string uri in uris.Distinct(StringComparer.Ordinal)) Concept(element, uri);
    }

    public void Text(string element, string language, string text)
    {
        Start(element);
        _xml.WriteAttributeString("language", language);
        _xml.WriteString(Clean(text));
        End();
    }

    public void Texts(string element, IEnumerable<KeyValuePair<string, string>> texts)
    {
        foreach ((string language, string text) in texts) Text(element, language, text);
    }

    public void Skosed(string element, string text, string? language = null)
    {
        _xml.WriteStartElement(element, ElmNode.Skos);
        if (language is not null) _xml.WriteAttributeString("language", language);
        _xml.WriteString(Clean(text));
        _xml.WriteEndElement();
    }

    public void Identifier(string scheme, string notation)
    {
        Start("identifier");
        Skosed("notation", notation);
        Element("schemeName", scheme);
        End();
    }

    public void Homepage(string url)
    {
        Start("homepage");
        Element("contentUrl", url);
        End();
    }

    /// <summary>An element with a concept that has a name of its own.</summary>
    public void NamedConcept(string element, string uri, string label)
    {
        Start(element);
        _xml.WriteAttributeString("uri", uri);
        Skosed("prefLabel", label, "en");
        End();
    }

    /// <param name="language">Of the text; null where it is not known, which is said with the code for that (ISO 639-2).</param>
    public void Note(string subject, string? language, string text)
    {
        Start("additionalNote");
        _xml.WriteStartElement("dc", "subject", ElmNode.DcTerms);
        _xml.WriteAttributeString("uri", subject);
        _xml.WriteEndElement();
        Text("noteLiteral", language ?? UnknownLanguage, text);
        End();
    }

    public void Dispose() => _xml.Dispose();

    void Attribute(string element, string name, string value)
    {
        Start(element);
        _xml.WriteAttributeString(name, value);
        End();
    }

    /// <summary>Control characters that XML 1.0 can not hold, escaped or not (section 2.2), are left out.</summary>
    static string Clean(string text)
    {
        for (int i = 0; i < text.Length; i++)
            if (!IsAllowed(text, i)) return string.Concat(text.Where((_, at) => IsAllowed(text, at)));
        return text;
    }

    static bool IsAllowed(string text, int at) => XmlConvert.IsXmlChar(text[at])
        || (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
        || (char.IsLowSurrogate(text[at]) && at > 0 && char.IsHighSurrogate(text[at - 1]));
}
