using Hub.Learners.CreditRecords.Forms;

namespace Hub.Learners.CreditRecords.Sharing;

/// <summary>Leaves of a record what a link shows. Pure.</summary>
public static class SharedRecord
{
    /// <summary>What is computed for a link is computed from the achievements it shows alone, so that no sum tells of others.</summary>
    public static IReadOnlyList<RecordedAchievement> Chosen(IEnumerable<RecordedAchievement> achievements, RecordShare share)
    {
        HashSet<string> chosen = [.. share.Achievements];
        return [.. achievements.Where(a => chosen.Contains(a.Id)).Select(a => Of(a, chosen, share.Parts))];
    }

    /// <summary>Without what was not chosen: grades, outcomes, evidence, and the ids of achievements that are not shown.</summary>
    static RecordedAchievement Of(RecordedAchievement achievement, HashSet<string> chosen, IReadOnlyList<SharedPart> parts)
    {
        bool grades = parts.Contains(SharedPart.Grades);
        return achievement with
        {
            Grade = grades ? achievement.Grade : null,
            GradingScheme = grades ? achievement.GradingScheme : null,
            LearningOutcomes = parts.Contains(SharedPart.Outcomes) ? achievement.LearningOutcomes : new Dictionary<string, IReadOnlyList<string>>(),
            EvidenceUrl = null,
            Replaces = achievement.Replaces is { } replaced && chosen.Contains(replaced) ? replaced : null,
            PartOf = achievement.PartOf is { } whole && chosen.Contains(whole) ? whole : null,
        };
    }

    /// <summary>The document as the link shows it: no identifiers, no guidance, sums and names only where they were chosen.</summary>
    public static CreditRecordDocument Of(CreditRecordDocument document, RecordShare share) => document with
    {
        Record = document.Record with { Credits = share.Parts.Contains(SharedPart.Credits) ? document.Record.Credits : [], Notes = [] },
        Learner = share.Parts.Contains(SharedPart.Person) && document.Learner is { } learner ? learner with { Identifiers = [] } : null,
        Progress = null,
        Guidance = null,
        SharedUntil = share.ExpiresAt,
    };
}
