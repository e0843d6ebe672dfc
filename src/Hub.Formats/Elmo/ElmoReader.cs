using System.Globalization;
using System.Xml;
using Hub.Formats.Xml;
using Hub.Submissions.Findings;

namespace Hub.Formats.Elmo;

/// <summary>
/// Reads ELMO report by report. A report is held in memory, because what its trees refer to (day of issue, grading schemes) stands
/// behind them; no part of it, being of a person, goes to a temporary file in clear.
/// </summary>
internal sealed class ElmoReader(XmlBody body, XmlNotes notes, XmlLimits limits, XmlSchemas? schemas, CancellationToken cancel)
{
    readonly ElmoElements _elements = new(body, notes, limits.RecordBytes);

    XmlReader Xml => body.Xml;

    /// <summary>All reports with their learners; the body stands before its root.</summary>
    public IEnumerable<(ElmoLearner? Learner, ElmoReport Report)> Reports()
    {
        var way = new ElmoWay();
        while (body.Next())
        {
            if (Xml.NodeType != XmlNodeType.Element) continue;
            string path = way.Enter(Xml.Depth, Xml.LocalName);
            if (_elements.Name != ElmoNames.Root) continue;
            // Inside another document it is checked by whoever made that one.
            if (Xml.Depth == 0 && (schemas?.Has(ElmoNames.Namespace) ?? false)) body.CheckBy(schemas, notes.Violation);
            foreach ((ElmoLearner?, ElmoReport) report in ReportsOf(path)) yield return report;
        }
    }

    IEnumerable<(ElmoLearner?, ElmoReport)> ReportsOf(string path)
    {
        if (Xml.IsEmptyElement) yield break;
        int depth = Xml.Depth, reports = 0;
        ElmoLearner? learner = null;
        while (body.Next() && Xml.Depth > depth)
        {
            if (Xml.NodeType != XmlNodeType.Element) continue;
            cancel.ThrowIfCancellationRequested();
            if (_elements.Name == ElmoNames.Report) yield return (learner, ReadReport(string.Create(CultureInfo.InvariantCulture, $"{path}/{ElmoNames.Report}[{++reports}]")));
            else if (_elements.Name == "learner") learner = ReadLearner($"{path}/learner");
            else if (Xml.NamespaceURI == ElmoNames.SignatureNamespace) Signature(path);
            else if (_elements.Name == "generatedDate") body.Skip();
            else _elements.NotRead(ElmoNames.Root);
        }
    }

    void Signature(string path)
    {
        notes.Add(ElmoFindings.SignatureNotChecked, null, path + "/Signature");
        body.Skip();
    }

    ElmoLearner ReadLearner(string path)
    {
        var identifiers = new List<ElmoValue>();
        var person = new List<ElmoValue>();
        _elements.Each(() =>
        {
            switch (_elements.Name)
            {
                case "identifier":
                    identifiers.Add(_elements.Typed(path, identifiers.Count + 1));
                    break;
                case "givenNames":
                    person.Add(_elements.Value("learnerGivenNames", $"{path}/givenNames"));
                    break;
                case "familyName":
                    person.Add(_elements.Value("learnerFamilyName", $"{path}/familyName"));
                    break;
                case "bday":
                    person.Add(_elements.Value("learnerBirthDate", $"{path}/bday"));
                    break;
                default:
                    _elements.NotRead("learner");
                    break;
            }
        });
        return new ElmoLearner(path, [.. identifiers.Where(i => i.Text.Length > 0)], person);
    }

    ElmoReport ReadReport(string path)
    {
        var report = new ElmoReport { Path = path };
        int trees = 0;
        _elements.Each(() =>
        {
            switch (_elements.Name)
            {
                case "issuer":
                    ReadIssuer(report);
                    break;
                case ElmoNames.Specification:
                    ReadNode(report, null, string.Create(CultureInfo.InvariantCulture, $"{path}/{ElmoNames.Specification}[{++trees}]"));
                    break;
                case "issueDate":
                    report.IssuedOn = _elements.Value("", $"{path}/issueDate");
                    break;
                case "gradingScheme":
                    ReadGradingScheme(report);
                    break;
                default:
                    _elements.NotRead(ElmoNames.Report);
                    break;
            }
        });
        return report;
    }

    void ReadIssuer(ElmoReport report)
    {
        report.IssuerPath = report.Path + "/issuer";
        _elements.Each(() =>
        {
            if (_elements.Name == "identifier") report.Identifiers.Add(_elements.Typed(report.IssuerPath, report.Identifiers.Count + 1));
            else if (_elements.Name == "title") report.Titles.Add(_elements.InLanguage("title", report.IssuerPath, report.Titles.Count + 1));
            else _elements.NotRead("issuer");
        });
    }

    /// <summary>In English where it is described so, else as it is described first.</summary>
    void ReadGradingScheme(ElmoReport report)
    {
        string id = Xml.GetAttribute("localId")?.Trim() ?? "";
        string? kept = null;
        bool isEnglish = false;
        _elements.Each(() =>
        {
            if (_elements.Name != "description")
            {
                _elements.NotRead("gradingScheme");
                return;
            }

            string? language = TextLanguages.Of(Xml.GetAttribute("lang", ElmoNames.XmlNamespace));
            string description = body.ReadText(limits.RecordBytes);        // may have several lines, which are kept
            if (description.Length == 0 || isEnglish) return;
            isEnglish = language == "en";
            if (kept is null || isEnglish) kept = description;
        });
        if (id.Length > 0 && kept is not null) report.GradingSchemes.TryAdd(id, kept);
    }

    void ReadNode(ElmoReport report, ElmoNode? whole, string path)
    {
        var node = new ElmoNode { Path = path, Whole = whole };
        report.Nodes.Add(node);
        int parts = 0;
        _elements.Each(() =>
        {
            switch (_elements.Name)
            {
                case "identifier":
                    node.Keep(node.Identifiers, _elements.Typed(path, node.Identifiers.Count + 1));
                    break;
                case "title":
                    node.Keep(node.Titles, _elements.InLanguage("title", path, node.Titles.Count + 1));
                    break;
                case "type":
                    node.Type = _elements.Token();
                    break;
                case "specifies":
                    ReadInstances(node);
                    break;
                case "hasPart":
                    ReadParts(report, node, string.Create(CultureInfo.InvariantCulture, $"{path}/hasPart[{++parts}]"));
                    break;
                default:
                    _elements.NotRead(ElmoNames.Specification);
                    break;
            }
        });
        report.Length += node.Length;
        if (report.Length > limits.PartChars) throw new XmlRefused((line, column) => XmlProblems.PartTooLong(limits.PartChars, line, column));
    }

    void ReadParts(ElmoReport report, ElmoNode node, string path) => _elements.Each(() =>
    {
        if (_elements.Name == ElmoNames.Specification) ReadNode(report, node, $"{path}/{ElmoNames.Specification}");
        else _elements.NotRead("hasPart");
    });

    void ReadInstances(ElmoNode node)
    {
        var reader = new ElmoInstanceReader(_elements, body);
        _elements.Each(() =>
        {
            if (_elements.Name == ElmoNames.Instance) reader.Read(node);
            else _elements.NotRead("specifies");
        });
    }
}
