using System.Globalization;
using Hub.Catalogue;
using Hub.Submissions.Layout;

namespace Hub.Learners.Achievements;

/// <summary>Rules about an achievement as a whole: what must be there, what must not contradict itself, and what its entry gives.</summary>
static class AchievementRules
{
    const string MicroCredential = "micro-credential";

    static readonly ulong Named = 1UL << AchievementColumns.EntryId.Ordinal;

    public static void Judge(Achievement achievement, RowReading row, EntryLaw law)
    {
        if (!row.Has(AchievementColumns.LearnerId)) row.Add(AchievementColumns.LearnerId, AchievementFindings.LearnerMissing);
        if (!row.Has(AchievementColumns.EntryId) && !row.Has(AchievementColumns.Title)) row.Add(AchievementColumns.Title, AchievementFindings.DescriptionMissing);
        Dates(achievement, row);
        Correction(achievement, row);
        Setting(achievement, row);
        EntryFacts? entry = achievement.EntryId is { } id ? row.Scope.Entries?.Of(id) : null;
        // What the file alone knows of the kind: its own word, or that an achievement without an entry is a micro-credential.
        string? kind = achievement.Kind?.Name ?? (row.Has(AchievementColumns.EntryId) ? null : MicroCredential);
        AchievementLevels.Judge(achievement, row, law);
        AchievementCredits.Judge(achievement, kind, row, law);
        Required(achievement, kind, row, law);
        if (entry is not null) Entry(achievement, kind, entry, row, law);
    }

    static void Dates(Achievement achievement, RowReading row)
    {
        if (!row.Has(AchievementColumns.AwardedOn)) row.Add(AchievementColumns.AwardedOn, AchievementFindings.AwardedOnMissing);
        // A day later is no future: it has begun already further east.
        if (achievement.AwardedOn > row.Scope.ReceivedOn.AddDays(1)) row.Add(AchievementColumns.AwardedOn, AchievementFindings.AwardedInFuture);
        if (achievement.IssuedOn < achievement.AwardedOn) row.Add(AchievementColumns.IssuedOn, AchievementFindings.IssuedBeforeAward);
    }

    static void Correction(Achievement achievement, RowReading row)
    {
        if (achievement.Replaces is not { } replaced) return;
        if (replaced == row.Verdict.Id) row.Add(AchievementColumns.Replaces, AchievementFindings.ReplacesItself);
        if (achievement.Status?.Name != AchievementStatus.Corrected) row.Add(AchievementColumns.Replaces, AchievementFindings.ReplacesWithoutCorrection);
    }

    static void Setting(Achievement achievement, RowReading row)
    {
        bool named = row.Has(AchievementColumns.EntryId);
        if (achievement.LearningSetting?.Name == LearningSetting.Formal && !named && !row.Has(AchievementColumns.EqfLevel) && !row.Has(AchievementColumns.NqfLevel))
            row.Add(AchievementColumns.LearningSetting, AchievementFindings.FormalWithoutLevel);
        if (achievement.LearningSetting?.Name != LearningSetting.Informal) return;
        if (!row.Has(AchievementColumns.AssessmentTypes)) row.Add(AchievementColumns.AssessmentTypes, AchievementFindings.ValidationWithoutAssessment);
        if (!named && !row.Has(AchievementColumns.EvidenceUrl)) row.Add(AchievementColumns.EvidenceUrl, AchievementFindings.ValidationWithoutEvidence);
    }

    static void Required(Achievement achievement, string? kind, RowReading row, EntryLaw law)
    {
        if (kind is null) return;
        ulong filled = row.Filled | AchievementColumns.Always;
        foreach (RequiredOfKind required in law.RequiredOf(kind))
            if ((filled & required.Mask) == 0 && required.Concerns(achievement.CreditSystem?.Id)) row.Add(required.First, AchievementFindings.ElementMissing, required.Rule, law.Ruleset, required.Rule.Effect, required.Words);
    }

    static void Entry(Achievement achievement, string? kind, EntryFacts entry, RowReading row, EntryLaw law)
    {
        if (entry.Status == "draft") row.Add(AchievementColumns.EntryId, AchievementFindings.EntryNotPublished);
        if (entry.Status == "withdrawn") row.Add(AchievementColumns.EntryId, AchievementFindings.EntryWithdrawn);
        if (kind is not null && entry.Kind is not null && kind != entry.Kind) row.Add(AchievementColumns.Kind, AchievementFindings.EntryKind, entry.Kind);
        RequiredOfEntry(achievement, entry, kind, row, law);
        if (achievement.CreditPoints is { } points && entry.CreditPoints is { } expected && (points != expected || (achievement.CreditSystem is { } system && system.Id != entry.CreditSystem)))
            row.Add(AchievementColumns.CreditPoints, AchievementFindings.EntryCredits, string.Create(CultureInfo.InvariantCulture, $"{expected} {entry.CreditSystem}"));
        if (achievement.EqfLevel is { } eqf && entry.EqfLevel is { } level && eqf.Name != level) row.Add(AchievementColumns.EqfLevel, AchievementFindings.EntryLevel, $"EQF {level}");
        if (achievement.NqfLevel is { } nqf && entry.NqfLevel is { } national && achievement.NqfFramework == entry.NqfFramework && nqf != national)
            row.Add(AchievementColumns.NqfLevel, AchievementFindings.EntryLevel, $"{entry.NqfFramework} {national}");
    }

    /// <summary>What the row left to its entry must be there.</summary>
    static void RequiredOfEntry(Achievement achievement, EntryFacts entry, string? kind, RowReading row, EntryLaw law)
    {
        if ((kind ?? entry.Kind) is not { } known) return;
        ulong own = (row.Filled & ~Named) | AchievementColumns.Always;
        foreach (RequiredOfKind required in law.RequiredOf(known))
        {
            if (!required.Concerns(achievement.CreditSystem?.Id ?? entry.CreditSystem)) continue;
            if ((own & required.Mask) != 0 || (kind is not null && (required.Mask & Named) == 0)) continue;
            if ((required.Mask & Named) != 0 && (entry.Given & required.Mask) != 0) continue;
            row.Add(required.First, AchievementFindings.EntryElementMissing, required.Rule, law.Ruleset, required.Rule.Effect, required.Words);
        }
    }
}
