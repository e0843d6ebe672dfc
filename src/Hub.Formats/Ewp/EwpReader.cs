using System.Globalization;
using System.Xml;
using Hub.Formats.Xml;

namespace Hub.Formats.Ewp;

/// <summary>Reads learning agreements one by one. Each is held in memory; nothing of it, being of a person, goes to a temporary file in clear.</summary>
internal sealed class EwpReader(XmlBody body, XmlNotes notes, XmlLimits limits, XmlSchemas? schemas, CancellationToken cancel)
{
    readonly XmlElements _elements = new(body, notes, limits.RecordBytes, EwpNames.Namespace);

    XmlReader Xml => body.Xml;

    /// <summary>All agreements; the body stands before its root.</summary>
    public IEnumerable<EwpAgreement> Agreements()
    {
        int number = 0;
        while (body.Next())
        {
            if (Xml.NodeType != XmlNodeType.Element || _elements.Name != EwpNames.Root) continue;
            if (Xml.Depth == 0 && (schemas?.Has(EwpNames.Namespace) ?? false)) body.CheckBy(schemas, notes.Violation);
            if (Xml.IsEmptyElement) continue;
            for (int depth = Xml.Depth; body.Next() && Xml.Depth > depth;)
            {
                if (Xml.NodeType != XmlNodeType.Element) continue;
                cancel.ThrowIfCancellationRequested();
                if (_elements.Name == EwpNames.Agreement) yield return Read(string.Create(CultureInfo.InvariantCulture, $"/{EwpNames.Root}/{EwpNames.Agreement}[{++number}]"));
                else _elements.NotRead(EwpNames.Root);
            }
        }
    }

    EwpAgreement Read(string path)
    {
        var agreement = new EwpAgreement { Path = path };
        _elements.Each(() =>
        {
            switch (_elements.Name)
            {
                case "omobility-id":
                    string id = Keep(agreement, "localId", "omobility-id");
                    if (id.Length > 0) agreement.Cells["identifiers"] = ($"{EwpNames.MobilityScheme}:{id}", "omobility-id");
                    break;
                case "sending-hei":
                    ReadInstitution(agreement, "home", "sending-hei");
                    break;
                case "receiving-hei":
                    ReadInstitution(agreement, "host", "receiving-hei");
                    break;
                case "student":
                    ReadStudent(agreement);
                    break;
                case "start-date" or "start-year-month":
                    ReadDay(agreement, "validFrom", isEnd: false);
                    break;
                case "end-date" or "end-year-month":
                    ReadDay(agreement, "validUntil", isEnd: true);
                    break;
                case "isced-f-code":
                    Keep(agreement, "fields", "isced-f-code");
                    break;
                case "learning-outcomes-url":
                    Keep(agreement, "document", "learning-outcomes-url");
                    break;
                case EwpNames.FirstVersion:
                    agreement.First = ReadVersion(agreement, EwpNames.FirstVersion);
                    break;
                case EwpNames.ApprovedChanges:
                    agreement.Changes = ReadVersion(agreement, EwpNames.ApprovedChanges);
                    break;
                case EwpNames.ChangesProposal:
                    agreement.Proposal = ReadVersion(agreement, EwpNames.ChangesProposal);
                    break;
                default:
                    _elements.NotRead(EwpNames.Agreement);
                    break;
            }
        });
        return agreement;
    }

    void ReadInstitution(EwpAgreement agreement, string column, string element) => _elements.Each(() =>
    {
        if (_elements.Name != "hei-id") _elements.NotRead(element);
        else if (Counted(agreement, _elements.Token()) is { Length: > 0 } id) agreement.Cells[column] = ($"{EwpNames.InstitutionScheme}:{id}", element + "/hei-id");
    });

    void ReadStudent(EwpAgreement agreement) => _elements.Each(() =>
    {
        switch (_elements.Name)
        {
            case "global-id":
                if (Keep(agreement, "learnerId", "student/global-id").Length > 0) agreement.Cells["learnerScheme"] = (EwpNames.LearnerScheme, "student/global-id");
                break;
            case "given-names":
                Keep(agreement, "learnerGivenNames", "student/given-names");
                break;
            case "family-name":
                Keep(agreement, "learnerFamilyName", "student/family-name");
                break;
            case "birth-date":
                Keep(agreement, "learnerBirthDate", "student/birth-date");
                break;
            default:
                _elements.NotRead("student");
                break;
        }
    });

    /// <summary>Of a month its first day, or its last.</summary>
    void ReadDay(EwpAgreement agreement, string column, bool isEnd)
    {
        string from = Xml.LocalName, text = Keep(agreement, column, from);
        if (!from.EndsWith("-year-month", StringComparison.Ordinal) || !DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly month)) return;
        DateOnly day = isEnd ? month.AddMonths(1).AddDays(-1) : month;
        agreement.Cells[column] = (day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), from);
        agreement.MonthsOnly.Add(column);
    }

    EwpVersion ReadVersion(EwpAgreement agreement, string element)
    {
        var version = new EwpVersion(element, Counted(agreement, Xml.GetAttribute("id")?.Trim() ?? ""));
        _elements.Each(() =>
        {
            switch (_elements.Name)
            {
                case "components-studied" or "virtual-components" or "blended-mobility-components" or "short-term-doctoral-components":
                    ReadComponents(agreement, version.Studied);
                    break;
                case "components-recognized":
                    ReadComponents(agreement, version.Recognised);
                    break;
                case "student-signature":
                    ReadSignature(agreement, version, "learner");
                    break;
                case "sending-hei-signature":
                    ReadSignature(agreement, version, "home");
                    break;
                case "receiving-hei-signature":
                    ReadSignature(agreement, version, "host");
                    break;
                default:
                    _elements.NotRead(element);
                    break;
            }
        });
        return version;
    }

    void ReadComponents(EwpAgreement agreement, List<EwpComponent> list) => _elements.Each(() =>
    {
        if (_elements.Name != EwpNames.Component)
        {
            _elements.NotRead("components");
            return;
        }

        bool isDeleted = Xml.GetAttribute("status") == "deleted";
        string id = "", code = "", title = "";
        var credits = new List<string>();
        _elements.Each(() =>
        {
            if (_elements.Name == "los-id") id = Counted(agreement, _elements.Token());
            else if (_elements.Name == "los-code") code = Counted(agreement, _elements.Token());
            else if (_elements.Name == "title") title = Counted(agreement, _elements.Token());
            else if (_elements.Name == "credit") credits.Add(ReadCredit(agreement));
            else _elements.NotRead(EwpNames.Component);
        });
        list.Add(new EwpComponent(id, code, title, string.Join(" + ", credits.Where(c => c.Length > 0)), isDeleted));
    });

    string ReadCredit(EwpAgreement agreement)
    {
        string scheme = "", value = "";
        _elements.Each(() =>
        {
            if (_elements.Name == "scheme") scheme = Counted(agreement, _elements.Token());
            else if (_elements.Name == "value") value = Counted(agreement, _elements.Token());
            else _elements.NotRead("credit");
        });
        return $"{value} {scheme}".Trim();
    }

    void ReadSignature(EwpAgreement agreement, EwpVersion version, string signer) => _elements.Each(() =>
    {
        if (_elements.Name == "timestamp") version.Signatures.Add((signer, Counted(agreement, _elements.Token())));
        else _elements.NotRead("signature");
    });

    string Keep(EwpAgreement agreement, string column, string from)
    {
        string text = Counted(agreement, _elements.Token());
        if (text.Length > 0) agreement.Cells[column] = (text, from);
        return text;
    }

    string Counted(EwpAgreement agreement, string text)
    {
        agreement.Length += text.Length + 16;
        if (agreement.Length > limits.PartChars) throw new XmlRefused((line, column) => XmlProblems.PartTooLong(limits.PartChars, line, column));
        return text;
    }
}
