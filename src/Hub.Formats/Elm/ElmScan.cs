using System.Xml;
using Hub.Formats.Xml;

namespace Hub.Formats.Elm;

/// <summary>
/// The one pass over the XML: every record goes to a temporary file in short form, its id and what refers to it into an index.
/// References may lead anywhere in the file, so rows can be put together only when all of it has been seen.
/// </summary>
internal sealed class ElmScan(XmlNotes notes, XmlLimits limits, CancellationToken cancel) : IDisposable
{
    const int LongestName = 64;

    readonly ElmEntityWriter _writer = new(limits.RecordBytes);
    readonly Dictionary<string, int> _ordinals = new(StringComparer.Ordinal);
    readonly int[] _indexes = new int[64];
    readonly List<(IndexKey About, ElmList List, string Id)> _relations = [];
    XmlBody _body = null!;
    XmlReader _xml = null!;
    string _record = "";
    int _ownNote;

    public ElmProfile Profile { get; private set; } = ElmProfile.Loq;

    /// <summary>Characters of the body.</summary>
    public long Characters { get; private set; }

    public SpilledRecords Records { get; } = new();

    public SpilledIndex Index { get; } = new(limits.KeptKeys);

    /// <summary>Reads all of the body, which stands at its root element.</summary>
    public void Read(XmlBody body, ElmProfile profile, XmlSchemas? schemas)
    {
        if (schemas?.Has(profile.Namespace) ?? false) body.CheckBy(schemas, notes.Violation);
        (_body, _xml, Profile) = (body, body.Xml, profile);
        int depth = _xml.Depth;
        if (!_xml.IsEmptyElement)
            while (body.Next() && _xml.Depth > depth)
                if (_xml.NodeType == XmlNodeType.Element) ReadList();
        while (body.Next())
        {
            // what stands behind the root must be XML too
        }

        Records.Seal();
        Index.Seal();
        Characters = body.Characters;
    }

    void ReadList()
    {
        int list = IsOwn ? ListOf(_xml.LocalName) : -1;
        if (list < 0)
        {
            NotRead(Profile.Root);
            return;
        }

        int depth = _xml.Depth;
        if (_xml.IsEmptyElement) return;
        while (_body.Next() && _xml.Depth > depth)
        {
            if (_xml.NodeType != XmlNodeType.Element) continue;
            int record = IsOwn ? Array.FindIndex(ElmShapes.Lists[list].Records, r => r.Name == _xml.LocalName) : -1;
            if (record < 0) NotRead(ElmShapes.Lists[list].Name);
            else ReadRecord(list, record);
        }
    }

    bool IsOwn => string.Equals(_xml.NamespaceURI, Profile.Namespace, StringComparison.Ordinal);

    static int ListOf(string name)
    {
        for (int i = 0; i < ElmShapes.Lists.Count; i++)
            if (ElmShapes.Lists[i].Name == name) return i;
        return -1;
    }

    void ReadRecord(int list, int record)
    {
        cancel.ThrowIfCancellationRequested();
        ElmListShape shape = ElmShapes.Lists[list];
        _record = shape.Records[record].Name;
        int ordinal = _ordinals[_record] = _ordinals.GetValueOrDefault(_record) + 1;
        string id = _xml.GetAttribute("id")?.Trim() ?? "";
        _writer.Begin(list, record, ordinal, id.Length <= limits.RecordBytes ? id : "");
        _relations.Clear();
        Array.Clear(_indexes);
        _ownNote = 0;
        ReadChildren(shape.Records[record], 0, _record);
        long start = Records.Add(_writer.End());
        if (id.Length > 0) Index.Add(IndexEntry.Of(IndexKey.Record, shape.List, id, start));
        foreach ((IndexKey about, ElmList of, string target) in _relations) Index.Add(IndexEntry.Of(about, of, target, start));
    }

    /// <param name="index">Of the element below the record; 0 at the record itself.</param>
    void ReadChildren(ElmNode node, int index, string path)
    {
        if (_xml.IsEmptyElement) return;
        int depth = _xml.Depth, last = 0;
        while (_body.Next() && _xml.Depth > depth)
        {
            if (_xml.NodeType != XmlNodeType.Element) continue;
            int at = node.IndexOf(_xml.LocalName, _xml.NamespaceURI, Profile.Namespace, last);
            if (at < 0)
            {
                if (node.IsConcept) _body.Skip();
                else NotRead(_record, index == 0 ? "" : path);
                continue;
            }

            last = at;
            ElmNode child = node.Children[at];
            ReadValue(child, index == 0 ? ++_indexes[at] : index, index == 0 ? "" : path + "/");
        }
    }

    /// <param name="above">Path of the elements around it, with a stroke behind it.</param>
    void ReadValue(ElmNode node, int index, string above)
    {
        string? language = node.HasLanguage ? _xml.GetAttribute("language") : node.Field == ElmField.OtherReference ? above + node.Name : null;
        if (node.Attribute is not null && _xml.GetAttribute(node.Attribute)?.Trim() is { Length: > 0 } value) Add(node, index, language, value);
        if (node.Children.Length > 0) ReadChildren(node, index, above + node.Name);
        else if (node.Attribute is not null || node.Field == ElmField.None) _body.Skip();
        else if (_body.ReadText(limits.RecordBytes) is { Length: > 0 } text) Add(node, index, language, text);
    }

    void Add(ElmNode node, int index, string? aside, string text)
    {
        if (node.Field == ElmField.EducationLevel && LoqSpecification.EducationLevelOf(text) is null) notes.NotRead(_record, node.Name);
        if (node.Field is ElmField.NoteSubject or ElmField.NoteText && !IsOwnNote(node.Field, index, text)) return;
        _writer.Add(new ElmValue(node.Field, index, aside, text));
        if (_writer.IsTooLong) return;
        switch (node.Field)
        {
            case ElmField.Specification:
                _relations.Add((IndexKey.OffersOf, ElmList.Specification, text));
                break;
            case ElmField.HasPart:
                _relations.Add((IndexKey.WholesOf, node.Target, text));
                break;
            case ElmField.GeneralisationOf:
                _relations.Add((IndexKey.GeneralOf, node.Target, text));
                break;
        }
    }

    /// <summary>Whether it is of a note that a hub wrote; the text of another one is named as not read.</summary>
    bool IsOwnNote(ElmField field, int index, string text)
    {
        if (field == ElmField.NoteSubject)
        {
            if (!text.StartsWith(LoqNotes.Subject, StringComparison.Ordinal)) return false;
            _ownNote = index;
            return true;
        }

        if (_ownNote != index) notes.NotRead(_record, "additionalNote");
        return _ownNote == index;
    }

    void NotRead(string of, string path = "")
    {
        string name = _xml.LocalName.Length <= LongestName ? _xml.LocalName : "...";
        notes.NotRead(of, path.Length == 0 ? name : $"{path}/{name}");
        _body.Skip();
    }

    public void Dispose()
    {
        _writer.Dispose();
        Records.Dispose();
        Index.Dispose();
    }
}
