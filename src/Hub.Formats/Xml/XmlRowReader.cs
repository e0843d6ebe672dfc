using Hub.Formats.Json;
using Hub.Submissions;
using Hub.Submissions.Findings;

namespace Hub.Formats.Xml;

/// <summary>Reads the rows of one chunk of the working copy: lines of JSON, with where they come from in the XML.</summary>
/// <param name="usual">Where a column mostly comes from; null where there is no usual place.</param>
internal sealed class XmlRowReader(ReadOnlyMemory<byte> chunk, FormatPlan plan, int firstRow, JsonLimits limits, Func<string, string?> usual) : IRowReader
{
    readonly JsonRowReader _lines = new(chunk, plan, firstRow, limits);
    readonly List<CellFault> _faults = [];
    readonly Dictionary<string, int> _columns = plan.Header.Select((name, at) => (name, at)).ToDictionary(c => c.name, c => c.at, StringComparer.Ordinal);
    Dictionary<string, string> _from = [];
    string? _path;

    public int Number => _lines.Number;

    public int Count => _lines.Count;

    public Finding? Fault => _lines.Fault is { } fault ? fault with { Path = _path } : null;

    public IReadOnlyList<CellFault> CellFaults => _faults;

    public ReadOnlyMemory<byte> Raw => _lines.Raw;

    public (int Offset, int Length) RawRange => _lines.RawRange;

    public ReadOnlySpan<char> this[int column] => _lines[column];

    public bool Read()
    {
        _faults.Clear();
        _path = null;
        if (!_lines.Read()) return false;
        _faults.AddRange(_lines.CellFaults);
        if (Raw.Span[0] != '{') return true;
        (_path, _from, List<CellFault> faults) = XmlLine.Own(Raw.Span, column => _columns.GetValueOrDefault(column, -1));
        _faults.AddRange(faults);
        return true;
    }

    public string? PathOf(string? column)
    {
        if (_path is null || column is null) return _path;
        // What is missing stands nowhere: the record is the place to add it.
        if (_columns.TryGetValue(column, out int at) && _lines[at].IsEmpty) return _path;
        string? from = _from.GetValueOrDefault(column) ?? usual(column);
        return from is null or "." ? _path : from.StartsWith('/') ? from : $"{_path}/{from}";
    }

    public void Dispose() => _lines.Dispose();
}
