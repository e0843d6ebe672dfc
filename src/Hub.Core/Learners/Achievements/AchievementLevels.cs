using Hub.Catalogue;
using Hub.Rules;
using Hub.Submissions.Layout;

namespace Hub.Learners.Achievements;

/// <summary>Rules about the level of an achievement: the national level exists, and a stated EQF level agrees with the map. An EQF level is never derived.</summary>
static class AchievementLevels
{
    static readonly Rule<string> EuropeanVocabulary = new("nqf-levels", Confidence.Verified, "European vocabulary of NQF levels (ELM application profiles)");

    public static void Judge(Achievement achievement, RowReading row, EntryLaw law)
    {
        if (!row.Has(AchievementColumns.NqfLevel) && !row.Has(AchievementColumns.NqfFramework)) return;
        ReadOnlySpan<char> level = row.Cell(AchievementColumns.NqfLevel);
        if (level.StartsWith("http", StringComparison.OrdinalIgnoreCase))
        {
            if (row.Scope.Vocabularies.FindNqfLevel(level.ToString()) is not { } known)
            {
                row.Add(AchievementColumns.NqfLevel, AchievementFindings.FrameworkUnknown);
                return;
            }

            achievement.NqfFramework = known.Framework;
            level = known.Level;
        }

        achievement.NqfFramework ??= FrameworkOf(row, law);
        if (achievement.NqfFramework is not { } name || level.IsEmpty) return;
        if (law.Ruleset.FindFramework(name) is { } framework) National(level, framework, achievement, row, law.Ruleset);
        else Listed(level, name, achievement, row, law.Ruleset);
    }

    static string? FrameworkOf(RowReading row, EntryLaw law)
    {
        if (!row.Has(AchievementColumns.NqfFramework))
        {
            if (law.Ruleset.Frameworks.Count == 1) return law.Ruleset.Frameworks[0].Id;
            row.Add(AchievementColumns.NqfFramework, AchievementFindings.FrameworkMissing);
            return null;
        }

        ReadOnlySpan<char> cell = row.Cell(AchievementColumns.NqfFramework);
        string? name = law.Ruleset.FindFramework(cell)?.Id ?? row.Scope.Vocabularies.NqfFrameworks.Find(cell)?.Name;
        if (name is null) row.Add(AchievementColumns.NqfFramework, AchievementFindings.FrameworkUnknown);
        return name;
    }

    static void National(ReadOnlySpan<char> level, Framework framework, Achievement achievement, RowReading row, Ruleset ruleset)
    {
        if (framework.FindLevel(level) is not { } found)
        {
            row.Add(AchievementColumns.NqfLevel, AchievementFindings.LevelUnknown, framework, ruleset, detail: framework.Id);
            achievement.NqfLevel = level.ToString();
            return;
        }

        achievement.NqfLevel = found.Level;
        if (achievement.EqfLevel is not { } eqf) return;
        if (found.Eqf is not { } expected) row.Add(AchievementColumns.EqfLevel, AchievementFindings.LevelNotReferenced, found, ruleset, detail: framework.Id);
        else if (eqf.Name.Length != 1 || !found.Allows(eqf.Name[0] - '0'))
            row.Add(AchievementColumns.EqfLevel, AchievementFindings.LevelContradiction, found, ruleset, detail: found.OrEqf is { } other ? $"EQF {expected} or {other}" : $"EQF {expected}");
    }

    // A framework of another country: the European list knows its levels, not its map.
    static void Listed(ReadOnlySpan<char> level, string framework, Achievement achievement, RowReading row, Ruleset ruleset)
    {
        NqfLevel? found = row.Scope.Vocabularies.FindNqfLevel(framework, level.ToString());
        if (found is null) row.Add(AchievementColumns.NqfLevel, AchievementFindings.LevelUnknown, EuropeanVocabulary, ruleset, detail: framework);
        achievement.NqfLevel = found?.Level ?? level.ToString();
    }
}
