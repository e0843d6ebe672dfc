using System.Xml;

namespace Hub.Formats.Xml;

/// <summary>What reading any element of one namespace has in common.</summary>
/// <param name="mostChars">Of the text of one element.</param>
internal sealed class XmlElements(XmlBody body, XmlNotes notes, int mostChars, string namespaceUri)
{
    const int LongestName = 64;

    XmlReader Xml => body.Xml;

    /// <summary>Local name of the element the reader is at; empty where it is of another namespace.</summary>
    public string Name => string.Equals(Xml.NamespaceURI, namespaceUri, StringComparison.Ordinal) ? Xml.LocalName : "";

    /// <summary>Goes through the children of the element the reader is at; each is read to its end.</summary>
    public void Each(Action read)
    {
        if (Xml.IsEmptyElement) return;
        for (int depth = Xml.Depth; body.Next() && Xml.Depth > depth;)
            if (Xml.NodeType == XmlNodeType.Element) read();
    }

    /// <summary>Passes over an element and says so.</summary>
    /// <param name="of">The element it stands in.</param>
    public void NotRead(string of)
    {
        notes.NotRead(of, Xml.LocalName.Length <= LongestName ? Xml.LocalName : "...");
        body.Skip();
    }

    /// <summary>The text of the element as xs:token: with single spaces in it and none around it.</summary>
    public string Token()
    {
        string text = body.ReadText(mostChars);
        return text.AsSpan().ContainsAny('\n', '\r', '\t') || text.Contains("  ", StringComparison.Ordinal) ? string.Join(' ', text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries)) : text;
    }
}
