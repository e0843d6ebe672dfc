using System.Text;
using Hub.Submissions;
using Hub.Submissions.Findings;

namespace Hub.Formats.Xml;

/// <summary>A finding of a row, as the working copy keeps it.</summary>
internal readonly record struct XmlFault(string? Column, FindingCode Code, string? Detail, string? Path, Severity Severity);

/// <summary>One row while it is put together: its cells by canonical name, where they come from, and what was found on the way.</summary>
/// <param name="path">XPath of the record it stands for.</param>
internal sealed class XmlRow(string path)
{
    const char Divider = '|';

    readonly Dictionary<string, Cell> _cells = new(StringComparer.Ordinal);
    readonly HashSet<(string Column, string Value)> _added = [];
    readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);
    readonly List<XmlFault> _faults = [];

    public string Path { get; } = path;

    /// <summary>Characters in all cells.</summary>
    public int Length { get; private set; }

    public IEnumerable<string> Columns => _cells.Keys;

    public IEnumerable<(string Column, string Text)> Cells => _cells.Select(c => (c.Key, c.Value.Text));

    /// <summary>Where columns come from, below the record or, with a stroke before it, anywhere.</summary>
    public IReadOnlyDictionary<string, string> Paths => _paths;

    public IReadOnlyList<XmlFault> Faults => _faults;

    /// <summary>Whether warnings are left out: those of a specification stand in its own row, not again in each offer's.</summary>
    public bool IsQuiet { get; set; }

    public bool Has(string column) => _cells.ContainsKey(column);

    public string? this[string column] => _cells.TryGetValue(column, out Cell? cell) ? cell.Text : null;

    /// <param name="from">Where it comes from: below the record, or a whole path.</param>
    public void Set(string column, string? text, string from)
    {
        if (string.IsNullOrEmpty(text)) return;
        _cells[column] = new Cell(text);
        _paths[column] = from;
        Length += text.Length;
    }

    /// <summary>Takes a value away again.</summary>
    public void Clear(string column)
    {
        _cells.Remove(column);
        _paths.Remove(column);
    }

    /// <summary>Adds a value to a list, also an empty one.</summary>
    public void Add(string column, string value, string from)
    {
        if (value.Contains(Divider))
        {
            Fault(column, ElmFindings.DividerInValue, null, from);
            return;
        }

        if (_cells.TryGetValue(column, out Cell? cell)) cell.Append(value);
        else
        {
            _cells[column] = new Cell(value);
            _paths[column] = from;
        }

        Length += value.Length + 1;
    }

    /// <summary>Adds a value to a list that does not have it yet.</summary>
    public void AddOnce(string column, string value, string from)
    {
        if (_added.Add((column, value))) Add(column, value, from);
    }

    /// <param name="column">Null: the whole row.</param>
    /// <param name="from">Null: the record itself.</param>
    public void Fault(string? column, FindingCode code, string? detail, string? from, Severity? severity = null)
    {
        if (IsQuiet && (severity ?? code.Severity) == Severity.Warn) return;
        if (_faults.Count < MostFaults) _faults.Add(new XmlFault(column, code, detail, from is null ? Path : Whole(from), severity ?? code.Severity));
    }

    public string Whole(string from) => from.StartsWith('/') ? from : $"{Path}/{from}";

    /// <summary>Findings of one row at most: a record may refer to nothing a thousand times.</summary>
    const int MostFaults = 100;

    /// <summary>Text of a cell; lists are put together only when they are asked for.</summary>
    sealed class Cell(string text)
    {
        StringBuilder? _list;
        string? _text = text;

        public string Text => _text ??= _list!.ToString();

        public void Append(string value)
        {
            _list = (_list ?? new StringBuilder(_text)).Append(Divider).Append(value);
            _text = null;
        }
    }
}
