using System.Globalization;
using Hub.Organisations.Accreditations;
using Hub.Submissions;

namespace Hub.Formats.Deqar;

/// <summary>What is to be said of a body of reports as a whole.</summary>
internal sealed class DeqarNotes
{
    /// <summary>Names of elements in a message at most.</summary>
    const int MostNamed = 20;

    readonly SortedSet<string> _notRead = new(StringComparer.Ordinal);
    int _reports;
    int _rows;
    int _withoutEnd;

    public void Add(DeqarItem item)
    {
        if (item.Report is not { } report) return;
        _reports++;
        _rows += Math.Max(1, report.Institutions.Count) * Math.Max(1, report.Programmes.Count);
        if (report.ValidFrom is not null && report.ValidTo is null) _withoutEnd++;
        if (_notRead.Count <= MostNamed) _notRead.UnionWith(report.NotRead);
    }

    public IReadOnlyList<PlanNote> All()
    {
        var notes = new List<PlanNote>();
        if (_rows != _reports) notes.Add(new PlanNote(DeqarFindings.SeveralRows.Code, string.Create(CultureInfo.InvariantCulture, $"{_reports} reports, {_rows} rows")));
        if (_withoutEnd > 0) notes.Add(new PlanNote(DeqarFindings.EndAssumed.Code, _withoutEnd.ToString(CultureInfo.InvariantCulture)));
        if (_notRead.Count > 0) notes.Add(new PlanNote(DeqarFindings.NotRead.Code, string.Join(", ", _notRead.Take(MostNamed).Select(Shortened))));
        return notes;
    }

    // Names come from the file: long ones are none of DEQAR's.
    static string Shortened(string name) => name.Length <= 60 ? name : name[..60];
}
