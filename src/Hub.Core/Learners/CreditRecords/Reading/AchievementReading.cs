using System.Text.Json;
using Hub.Learners.Achievements;
using Hub.Learners.CreditRecords.Forms;

namespace Hub.Learners.CreditRecords.Reading;

/// <summary>Reads achievements out of their canonical JSON.</summary>
public static class AchievementReading
{
    /// <summary>An achievement, whose country is still to be looked up, and who the learner is, as it has it.</summary>
    /// <param name="id">Public id.</param>
    public static (RecordedAchievement Achievement, LearnerOnPaper Learner) Of(string id, ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        var members = new JsonMembers(document.RootElement);
        return (AchievementOf(id, members), LearnerOf(members));
    }

    static RecordedAchievement AchievementOf(string id, JsonMembers a)
    {
        string status = a.Text("status") ?? AchievementStatus.Awarded, body = a.Text("awardingBody") ?? id[..id.IndexOf('~', StringComparison.Ordinal)];
        return new RecordedAchievement(id, a.Texts("title"), body, null)
        {
            EntryId = a.Text("entryId"),
            Kind = a.Text("kind"),
            AwardedOn = a.Day("awardedOn"),
            IssuedOn = a.Day("issuedOn"),
            Status = status,
            IsRevoked = status == AchievementStatus.Revoked,
            Replaces = a.Text("replaces"),
            PartOf = a.Text("partOf"),
            LearningSetting = a.Text("learningSetting"),
            CreditSystem = a.Text("creditSystem"),
            CreditPoints = a.Number("creditPoints"),
            WorkloadHours = a.Number("workloadHours"),
            HoursKind = a.Text("hoursKind"),
            EqfLevel = (int?)a.Number("eqfLevel"),
            NqfFramework = a.Text("nqfFramework"),
            NqfLevel = a.Text("nqfLevel"),
            AssessmentTypes = a.List("assessmentTypes"),
            Modes = a.List("modes"),
            Supervision = a.Text("supervision"),
            IdentityVerification = a.Text("identityVerification"),
            Grade = a.Text("grade"),
            GradingScheme = a.Text("gradingScheme"),
            LearningOutcomes = a.TextLists("learningOutcomes"),
            QualityAssurance = a.List("qualityAssurance"),
            EvidenceUrl = a.Text("evidenceUrl"),
            Language = a.Text("language"),
        };
    }

    static LearnerOnPaper LearnerOf(JsonMembers a) =>
        new(a.Text("learnerId") is { } id ? [new LearnerIdentifier(a.Text("learnerScheme") ?? "", id)] : [], a.Text("learnerGivenNames"), a.Text("learnerFamilyName"), a.Day("learnerBirthDate"));

    /// <summary>
    /// The achievement with what its entry says of it: an achievement that names an entry leaves to it what it does not say itself.
    /// </summary>
    public static RecordedAchievement With(this RecordedAchievement achievement, CatalogueNode? entry)
    {
        if (entry is null) return achievement;
        bool saysCredits = achievement.CreditSystem is not null || achievement.CreditPoints is not null;
        return (achievement.Title.Count > 0 ? achievement : achievement with { Title = entry.Title }) with
        {
            CreditSystem = saysCredits ? achievement.CreditSystem : entry.CreditSystem,
            CreditPoints = saysCredits ? achievement.CreditPoints : entry.CreditPoints,
            EqfLevel = achievement.EqfLevel ?? entry.EqfLevel,
        };
    }
}
