using System.Text;
using System.Xml;

namespace Hub.Formats.Elmo;

/// <summary>Writes elements of ELMO and of the hub's extension. Characters that XML does not allow become the sign for an unreadable one.</summary>
internal sealed class ElmoXml(XmlWriter xml)
{
    const string Prefix = "hub";

    public void Start(string name) => xml.WriteStartElement(name, ElmoNames.Namespace);

    public void StartExtension() => xml.WriteStartElement(Prefix, ElmoNames.ExtensionRoot, ElmoNames.Extension);

    public void End() => xml.WriteEndElement();

    public void Text(string name, string text)
    {
        Start(name);
        xml.WriteString(Sound(text));
        End();
    }

    public void Typed(string name, string type, string text)
    {
        Start(name);
        xml.WriteAttributeString("type", Sound(type));
        xml.WriteString(Sound(text));
        End();
    }

    /// <param name="language">Null where it is not known.</param>
    public void InLanguage(string name, string? language, string text)
    {
        Start(name);
        if (language is not null) xml.WriteAttributeString("xml", "lang", ElmoNames.XmlNamespace, language);
        xml.WriteString(Sound(text));
        End();
    }

    public void Attribute(string name, string value) => xml.WriteAttributeString(name, Sound(value));

    /// <summary>A column of the extension.</summary>
    public void Column(string name, string? text, string? language = null)
    {
        xml.WriteStartElement(Prefix, name, ElmoNames.Extension);
        if (language is not null) xml.WriteAttributeString("xml", "lang", ElmoNames.XmlNamespace, language);
        xml.WriteString(Sound(text ?? ""));
        End();
    }

    static string Sound(string text)
    {
        StringBuilder? sound = null;
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (isPair) i++;
            else if (!XmlConvert.IsXmlChar(text[i])) (sound ??= new StringBuilder(text))[i] = '\uFFFD';
        }

        return sound?.ToString() ?? text;
    }
}
