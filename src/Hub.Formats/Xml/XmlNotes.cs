using System.Globalization;
using Hub.Submissions;
using Hub.Submissions.Findings;

namespace Hub.Formats.Xml;

/// <summary>What is to be said of a file that belongs to none of its rows, up to a number of each kind.</summary>
/// <param name="wholeNames">Elements whose children are named with their paths; of the others they are named shortly.</param>
internal sealed class XmlNotes(int most, XmlFindings findings, IReadOnlyList<string> wholeNames)
{
    readonly List<PlanNote> _notes = [];
    readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    readonly List<(string Of, string Name, int Count)> _notRead = [];
    readonly Dictionary<(string Of, string Name), int> _notReadAt = [];

    public void Add(FindingCode code, string? detail = null, string? path = null)
    {
        int count = _counts[code.Code] = _counts.GetValueOrDefault(code.Code) + 1;
        if (count <= most) _notes.Add(new PlanNote(code.Code, detail, path));
    }

    /// <summary>What an XML schema says at a place of the file.</summary>
    public void Violation(int line, int column, string message) => Add(findings.SchemaViolation, string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}: {message}"));

    /// <summary>An element that was passed over.</summary>
    /// <param name="of">The kind of record it stands in, or the root.</param>
    public void NotRead(string of, string name)
    {
        if (_notReadAt.TryGetValue((of, name), out int at)) _notRead[at] = _notRead[at] with { Count = _notRead[at].Count + 1 };
        else if (_notRead.Count < 10 * most)
        {
            _notReadAt[(of, name)] = _notRead.Count;
            _notRead.Add((of, name, 1));
        }
    }

    public IReadOnlyList<PlanNote> All()
    {
        ILookup<bool, IGrouping<string, (string Of, string Name, int Count)>> kinds = _notRead.GroupBy(n => n.Of).ToLookup(g => wholeNames.Contains(g.Key));
        IEnumerable<string> notRead = kinds[true].Select(g => $"{g.Key}: {string.Join(", ", g.Take(most).Select(Counted))}{(g.Count() > most ? ", ..." : "")}");
        string rest = string.Join("; ", kinds[false].Take(most).Select(g => $"{g.Key}: {string.Join(", ", g.Select(n => n.Name.Split('/')[0]).Distinct().Take(most))}"));
        IEnumerable<PlanNote> more = _counts.Where(c => c.Value > most).Select(c => new PlanNote(findings.MoreOfThese.Code, Text(c.Value - most) + " (" + c.Key + ")"));
        return [.. _notes, .. more, .. notRead.Concat(rest.Length > 0 ? [rest] : []).Select(names => new PlanNote(findings.NotRead.Code, names))];
    }

    static string Counted((string Of, string Name, int Count) element) => element.Count == 1 ? element.Name : $"{element.Name} ({Text(element.Count)})";

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
