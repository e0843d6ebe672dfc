using System.Xml;
using Hub.Formats.Xml;

namespace Hub.Formats.Elmo;

/// <summary>What reading any element of ELMO has in common.</summary>
internal sealed class ElmoElements(XmlBody body, XmlNotes notes, int mostChars)
{
    readonly XmlElements _any = new(body, notes, mostChars, ElmoNames.Namespace);

    XmlReader Xml => body.Xml;

    /// <summary>Local name of the element the reader is at; empty where it is of another namespace.</summary>
    public string Name => _any.Name;

    /// <summary>Goes through the children of the element the reader is at; each is read to its end.</summary>
    public void Each(Action read) => _any.Each(read);

    /// <summary>Passes over an element and says so.</summary>
    /// <param name="of">The element it stands in.</param>
    public void NotRead(string of) => _any.NotRead(of);

    /// <summary>The text of the element as xs:token: with single spaces in it and none around it.</summary>
    public string Token() => _any.Token();

    public ElmoValue Value(string name, string path) => new(name, Token(), path);

    /// <summary>An identifier with its type.</summary>
    public ElmoValue Typed(string path, int number)
    {
        string type = Xml.GetAttribute("type")?.Trim() ?? "";
        return Value(type, $"{path}/{XmlPaths.Below("identifier", number)}");
    }

    /// <summary>A text with its language.</summary>
    public ElmoValue InLanguage(string element, string path, int number)
    {
        string language = Xml.GetAttribute("lang", ElmoNames.XmlNamespace) ?? "";
        return Value(language, $"{path}/{XmlPaths.Below(element, number)}");
    }
}
