using System.Globalization;
using Hub.Submissions;
using Hub.Submissions.Findings;

namespace Hub.Formats.Elm;

/// <summary>What is to be said of a file that belongs to none of its rows, up to a number of each kind.</summary>
internal sealed class ElmNotes(int most)
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
        IEnumerable<PlanNote> notRead = _notRead.GroupBy(n => n.Of).Select(g => new PlanNote(ElmFindings.NotRead.Code, $"{g.Key}: {string.Join(", ", g.Take(most).Select(Counted))}{(g.Count() > most ? ", ..." : "")}"));
        IEnumerable<PlanNote> more = _counts.Where(c => c.Value > most).Select(c => new PlanNote(ElmFindings.MoreOfThese.Code, Text(c.Value - most) + " (" + c.Key + ")"));
        return [.. _notes, .. more, .. notRead];
    }

    static string Counted((string Of, string Name, int Count) element) => element.Count == 1 ? element.Name : $"{element.Name} ({Text(element.Count)})";

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
