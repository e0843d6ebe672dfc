using Hub.Formats.Xml;

namespace Hub.Formats.Elmo;

/// <summary>Reads what a learner achieved in a learning opportunity.</summary>
internal sealed class ElmoInstanceReader(ElmoElements elements, XmlBody body)
{
    int _credits;
    int _levels;

    public void Read(ElmoNode node)
    {
        string path = $"{node.Path}/specifies/{ElmoNames.Instance}";
        (_credits, _levels) = (0, 0);
        elements.Each(() => ReadChild(node, path));
    }

    void ReadChild(ElmoNode node, string path)
    {
        switch (elements.Name)
        {
            case "identifier":
                node.Keep(node.InstanceIdentifiers, elements.Typed(path, node.InstanceIdentifiers.Count + 1));
                break;
            case "date":
                node.Date = node.Counted(elements.Value("", path + "/date"));
                break;
            case "academicTerm":
                ReadTerm(node, path + "/academicTerm");
                break;
            case "status":
                node.Status = node.Counted(elements.Value("", path + "/status"));
                break;
            case "gradingSchemeLocalId":
                node.GradingScheme = node.Counted(elements.Value("", path + "/gradingSchemeLocalId"));
                break;
            case "resultLabel":
                node.Grade = node.Counted(elements.Value("", path + "/resultLabel"));
                break;
            case "credit":
                ReadPair(node, node.Credits, "scheme", "credit", $"{path}/{XmlPaths.Below("credit", ++_credits)}");
                break;
            case "level":
                ReadPair(node, node.Levels, "type", "level", $"{path}/{XmlPaths.Below("level", ++_levels)}");
                break;
            case "languageOfInstruction":
                node.Language = node.Counted(elements.Value("", path + "/languageOfInstruction"));
                break;
            case "engagementHours":
                node.EngagementHours = node.Counted(elements.Value("", path + "/engagementHours"));
                break;
            case "extension":
                elements.Each(() => ReadExtension(node, path + "/extension"));
                break;
            default:
                elements.NotRead(ElmoNames.Instance);
                break;
        }
    }

    void ReadTerm(ElmoNode node, string path) => elements.Each(() =>
    {
        if (elements.Name == "end") node.TermEnd = node.Counted(elements.Value("", path + "/end"));
        else if (elements.Name is "title" or "start") body.Skip();        // they name the term, which an achievement does not keep
        else elements.NotRead("academicTerm");
    });

    /// <summary>An amount with its scheme, or a level with its type; what has no value says nothing.</summary>
    void ReadPair(ElmoNode node, List<ElmoValue> list, string name, string element, string path)
    {
        string kind = "";
        ElmoValue? value = null;
        elements.Each(() =>
        {
            if (elements.Name == name) kind = elements.Token();
            else if (elements.Name == "value") value = elements.Value("", path + "/value");
            else elements.NotRead(element);
        });
        if (value is { Text.Length: > 0 }) node.Keep(list, value with { Name = kind });
    }

    void ReadExtension(ElmoNode node, string path)
    {
        if (body.Xml.NamespaceURI != ElmoNames.Extension || body.Xml.LocalName != ElmoNames.ExtensionRoot)
        {
            elements.NotRead("extension");
            return;
        }

        elements.Each(() =>
        {
            string column = body.Xml.LocalName;
            if (body.Xml.NamespaceURI != ElmoNames.Extension || !ElmoColumns.IsExtended(column))
            {
                elements.NotRead(ElmoNames.ExtensionRoot);
                return;
            }

            if (ElmoColumns.HasLanguage(column) && TextLanguages.Of(body.Xml.GetAttribute("lang", ElmoNames.XmlNamespace)) is { } language) column = $"{column}@{language}";
            node.Keep(node.Extension, elements.Value(column, $"{path}/{ElmoNames.ExtensionRoot}/{body.Xml.LocalName}"));
        });
    }
}
