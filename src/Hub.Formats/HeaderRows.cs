using System.Globalization;
using Hub.Submissions;
using Hub.Submissions.Findings;

namespace Hub.Formats;

/// <summary>
/// Where the header of a table stands: in its first filled row, or, where the hub does not know the names there, in the first of
/// its first rows that it knows. Above it, tables of offices have titles and dates.
/// </summary>
internal static class HeaderRows
{
    /// <summary>Rows looked through.</summary>
    public const int Searched = 20;

    /// <summary>A title is one cell; the names of columns are several.</summary>
    const int FewestNames = 2;

    /// <summary>Whether these names are the header.</summary>
    /// <param name="isFirst">Whether they stand in the first filled row, where a table of one column has its name.</param>
    public static bool IsHeader(IReadOnlyList<string> names, bool isFirst, int maxColumns, Func<IReadOnlyList<string>, bool> isKnown) =>
        (isFirst || names.Count(name => name.Length > 0) >= FewestNames) && FileProblems.OfHeader(names, maxColumns) is null && isKnown(names);

    public static PlanNote Note(int row) => new(FileFindings.HeaderFound.Code, row.ToString(CultureInfo.InvariantCulture));
}
