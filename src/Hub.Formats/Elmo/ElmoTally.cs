using System.Globalization;
using Hub.Formats.Xml;
using Hub.Submissions.Findings;

namespace Hub.Formats.Elmo;

/// <summary>Counts what is left out of a file, to be said once with the place of the first.</summary>
internal sealed class ElmoTally
{
    readonly Dictionary<string, (FindingCode Code, int Count, string First)> _counts = new(StringComparer.Ordinal);

    public void Add(FindingCode code, string path) =>
        _counts[code.Code] = _counts.TryGetValue(code.Code, out (FindingCode, int Count, string First) known) ? (code, known.Count + 1, known.First) : (code, 1, path);

    public void Say(XmlNotes notes)
    {
        foreach ((FindingCode code, int count, string first) in _counts.Values) notes.Add(code, count.ToString(CultureInfo.InvariantCulture), first);
    }
}
