using Hub.Catalogue;
using Hub.Submissions.Layout;

namespace Hub.Learners.Achievements;

/// <summary>The level of an achievement, by the law of the day of the award.</summary>
static class AchievementLevels
{
    static readonly LevelRules Rules = new(AchievementColumns.NqfFramework, AchievementColumns.NqfLevel, AchievementColumns.EqfLevel)
    {
        FrameworkMissing = AchievementFindings.FrameworkMissing,
        FrameworkUnknown = AchievementFindings.FrameworkUnknown,
        LevelUnknown = AchievementFindings.LevelUnknown,
        LevelNotReferenced = AchievementFindings.LevelNotReferenced,
        LevelContradiction = AchievementFindings.LevelContradiction,
    };

    public static void Judge(Achievement achievement, RowReading row, EntryLaw law) =>
        (achievement.NqfFramework, achievement.NqfLevel, _) = Rules.Judge(row, law, achievement.EqfLevel);
}
