using Hub.Submissions.Cells;
using Hub.Submissions.Findings;

namespace Hub.Design;

/// <param name="Number">Row as a spreadsheet counts: the header is row 1.</param>
public sealed record DesignRow(int Number, IReadOnlyList<string> Cells);

/// <summary>Units or parts as somebody has them in a table. Names of columns in any case and order; what is not known is not read.</summary>
public sealed record DesignTable(IReadOnlyList<string> Header, IReadOnlyList<DesignRow> Rows)
{
    static readonly string[] Id = ["id", "localId"], Weight = ["weight", "relativeWeight"], Points = ["points", "creditPoints"], Credits = ["credits", "creditPoints"], Minimum = ["minimum"];
    static readonly string[] Contact = ["contactHours"], SelfStudy = ["selfStudyHours"], WorkBased = ["workBasedHours"], Assessment = ["assessmentHours"], Weeks = ["weeks"];

    static readonly NumberLimits Numbers = new(6, 1_000_000);

    /// <summary>Whether a header is that of a design: it names units or parts, and something of them.</summary>
    public static bool IsKnown(IReadOnlyList<string> header) => Find(header, Id) >= 0 && header.Count(IsColumn) > 1;

    /// <summary>Columns that are not read.</summary>
    public IEnumerable<string> Unknown => Header.Where(name => !IsColumn(name));

    public Result<IReadOnlyList<WeightedUnit>> ToUnits() => Find(Header, Weight) < 0
        ? DesignProblems.NoColumn(Weight[0])
        : Read((id, row) => new WeightedUnit(id, row(Weight) ?? 0, row(Minimum), row(Points)));

    public Result<IReadOnlyList<WorkloadPart>> ToParts() =>
        Read((id, row) => new WorkloadPart(id, row(Contact), row(SelfStudy), row(WorkBased), row(Assessment), row(Weeks), row(Credits)));

    Result<IReadOnlyList<T>> Read<T>(Func<string, Func<string[], decimal?>, T> make)
    {
        int id = Find(Header, Id);
        if (id < 0) return DesignProblems.NoColumn(Id[0]);
        var all = new List<T>(Rows.Count);
        foreach (DesignRow row in Rows)
        {
            Problem? wrong = null;
            all.Add(make(CellOf(row, id), names =>
            {
                (decimal? value, Problem? problem) = NumberIn(row, names);
                wrong ??= problem;
                return value;
            }));
            if (wrong is not null) return wrong;
        }

        return Result.Of<IReadOnlyList<T>>(all);
    }

    (decimal? Value, Problem? Problem) NumberIn(DesignRow row, string[] names)
    {
        int column = Find(Header, names);
        string cell = column < 0 ? "" : CellOf(row, column);
        if (cell.Length == 0) return (null, null);
        decimal? value = CellNumber.Read(cell, Numbers, out FindingCode? fault);
        // A comma as decimal point is understood, as in a file.
        if (value is not null) return (value, null);
        string message = new Finding(row.Number, Header[column], fault!, fault!.Severity, CellNumber.Detail(fault, Numbers)).Message;
        return (null, DesignProblems.CellInvalid(row.Number, Header[column], message));
    }

    static string CellOf(DesignRow row, int column) => column < row.Cells.Count ? row.Cells[column].Trim() : "";

    static int Find(IReadOnlyList<string> header, string[] names)
    {
        for (int i = 0; i < header.Count; i++)
            if (names.Contains(header[i].Trim(), StringComparer.OrdinalIgnoreCase)) return i;
        return -1;
    }

    static bool IsColumn(string name) => new[] { Id, Weight, Points, Credits, Minimum, Contact, SelfStudy, WorkBased, Assessment, Weeks }.Any(names => names.Contains(name.Trim(), StringComparer.OrdinalIgnoreCase));
}
