using Hub.Submissions.Cells;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Learners.Achievements;

/// <summary>Reads the cells that say who the learner is. No finding of theirs carries a detail: it could be the value.</summary>
static class LearnerCells
{
    const int MaxSchemeLength = 32;

    const int MaxIdLength = 128;

    public static void ReadScheme(ReadOnlySpan<char> cell, Achievement achievement, RowReading row)
    {
        if (cell.Length > MaxSchemeLength || cell.ContainsAnyExcept(SchemeCharacters))
        {
            row.Add(AchievementFindings.SchemeInvalid);
            return;
        }

        Span<char> upper = stackalloc char[cell.Length];
        cell.ToUpperInvariant(upper);
        achievement.LearnerScheme = upper.ToString();
    }

    public static void ReadId(ReadOnlySpan<char> cell, Achievement achievement, RowReading row)
    {
        bool isLegible = cell.Length <= MaxIdLength;
        foreach (char c in cell) isLegible &= !char.IsControl(c);
        if (!isLegible) row.Add(AchievementFindings.LearnerIdInvalid);
    }

    public static void ReadBirthDate(ReadOnlySpan<char> cell, Achievement achievement, RowReading row)
    {
        achievement.LearnerBirthDate = CellDate.Read(cell, out FindingCode? fault);
        if (achievement.LearnerBirthDate is null || fault?.Severity == Severity.Reject) row.Add(AchievementFindings.BirthDateUnreadable);
    }

    static readonly System.Buffers.SearchValues<char> SchemeCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");
}
