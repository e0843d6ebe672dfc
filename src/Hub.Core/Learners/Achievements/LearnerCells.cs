using Hub.Submissions.Cells;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Learners.Achievements;

/// <summary>Reads the cells that say who the learner is. No finding of theirs carries a detail: it could be the value.</summary>
static class LearnerCells
{
    const int MaxSchemeLength = 32;

    const int MaxIdLength = 128;

    public static void ReadScheme(ReadOnlySpan<char> cell, Achievement achievement, RowReading row) => achievement.LearnerScheme = SchemeOf(cell, row);

    public static void ReadId(ReadOnlySpan<char> cell, Achievement achievement, RowReading row) => CheckId(cell, row);

    public static void ReadBirthDate(ReadOnlySpan<char> cell, Achievement achievement, RowReading row) => achievement.LearnerBirthDate = BirthDateOf(cell, row);

    /// <summary>The scheme in capitals; null when a finding was added.</summary>
    public static string? SchemeOf(ReadOnlySpan<char> cell, RowReading row)
    {
        if (cell.Length > MaxSchemeLength || cell.ContainsAnyExcept(SchemeCharacters))
        {
            row.Add(AchievementFindings.SchemeInvalid);
            return null;
        }

        Span<char> upper = stackalloc char[cell.Length];
        cell.ToUpperInvariant(upper);
        return upper.ToString();
    }

    public static void CheckId(ReadOnlySpan<char> cell, RowReading row)
    {
        bool isLegible = cell.Length <= MaxIdLength;
        foreach (char c in cell) isLegible &= !char.IsControl(c);
        if (!isLegible) row.Add(AchievementFindings.LearnerIdInvalid);
    }

    public static DateOnly? BirthDateOf(ReadOnlySpan<char> cell, RowReading row)
    {
        DateOnly? day = CellDate.Read(cell, out FindingCode? fault);
        if (day is null || fault?.Severity == Severity.Reject) row.Add(AchievementFindings.BirthDateUnreadable);
        return day;
    }

    static readonly System.Buffers.SearchValues<char> SchemeCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");
}
