using System.Globalization;
using System.Text.Json;
using Hub.Catalogue;
using Hub.Rules;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Learners.Achievements;

/// <summary>Rules about the credit and workload of an achievement, by the law of the day of the award.</summary>
static class AchievementCredits
{
    static readonly CreditRules Rules = new(AchievementColumns.CreditSystem, AchievementColumns.CreditPoints)
    {
        SystemMissing = AchievementFindings.CreditSystemMissing,
        SystemUnknown = AchievementFindings.CreditSystemUnknown,
        NotPositive = AchievementFindings.CreditsNotPositive,
        Decimals = AchievementFindings.CreditDecimals,
    };

    public static void Judge(Achievement achievement, string? kind, RowReading row, EntryLaw law)
    {
        if (achievement.WorkloadHours <= 0) row.Add(AchievementColumns.WorkloadHours, AchievementFindings.HoursNotPositive);
        (achievement.CreditSystem, Ruleset source) = Rules.Resolve(row, law);
        if (achievement.CreditSystem is not { } system) return;
        if (achievement.CreditPoints is not { } points) return;
        Rules.Amount(points, row, system, source);
        Hours(achievement, points, row, system, source);
        Size(achievement, kind, points, row, system, law.Ruleset);
    }

    public static void WriteSystem(Utf8JsonWriter json, Achievement achievement, RowReading row)
    {
        if (achievement.CreditSystem is { } system) json.WriteStringValue(system.Id);
        else json.WriteStringValue(row.Cell(AchievementColumns.CreditSystem));
    }

    // Points of a component are not a function of hours alone, and an achievement names no component: then the range only warns.
    static void Hours(Achievement achievement, decimal points, RowReading row, CreditSystem system, Ruleset source)
    {
        if (achievement.WorkloadHours is not { } hours || hours <= 0 || points <= 0) return;
        HoursPerCredit? missed = null;
        foreach (HoursPerCredit range in system.HoursPerCredit)
        {
            if (achievement.HoursKind is { } kind && kind.Name != range.HoursKind) continue;
            if (range.Allows(hours, points)) return;
            missed ??= range;
        }

        if (missed is null) return;
        bool isSure = achievement.HoursKind is not null && system.Components.Count == 0;
        row.Add(AchievementColumns.CreditPoints, AchievementFindings.CreditsPerHour, missed, source, isSure ? missed.Effect : RuleEffect.Warn, CreditRules.Words(hours, points, missed));
    }

    static void Size(Achievement achievement, string? kind, decimal points, RowReading row, CreditSystem system, Ruleset ruleset)
    {
        // What an entry says of itself was judged when the entry came.
        if (kind is null || achievement.EntryId is not null) return;
        foreach (EntrySize size in ruleset.Sizes)
        {
            if (!size.Concerns(kind, system.Id, achievement.NqfFramework) || size.Allows(points)) continue;
            RuleEffect effect = size.MayBeException(points) ? RuleEffect.Hold : size.Effect;
            row.Add(AchievementColumns.CreditPoints, AchievementFindings.Size, size, ruleset, effect, EntryCredits.Words(size));
        }
    }
}
