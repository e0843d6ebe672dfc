using System.Text.Json;
using Hub.Learners.Achievements;

namespace Hub.Learners.CreditRecords.Reading;

/// <summary>Reads achievements out of their canonical JSON.</summary>
public static class AchievementReading
{
    /// <param name="id">Public id.</param>
    /// <param name="countryOf">Country of an organisation.</param>
    public static RecordedAchievement Of(string id, ReadOnlyMemory<byte> json, Func<string, string?> countryOf)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        var a = new JsonMembers(document.RootElement);
        string body = BodyOf(id, a), status = a.Text("status") ?? AchievementStatus.Awarded;
        return new RecordedAchievement(id, a.Texts("title"), body, countryOf(body))
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

    /// <summary>The organisation that awards.</summary>
    public static string BodyOf(string id, ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return BodyOf(id, new JsonMembers(document.RootElement));
    }

    static string BodyOf(string id, JsonMembers achievement) => achievement.Text("awardingBody") ?? id[..id.IndexOf('~', StringComparison.Ordinal)];

    /// <summary>Who the learner is, as one achievement has it.</summary>
    public static Forms.LearnerOnPaper LearnerOf(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        var a = new JsonMembers(document.RootElement);
        return new Forms.LearnerOnPaper(a.Text("learnerId") is { } id ? [new Forms.LearnerIdentifier(a.Text("learnerScheme") ?? "", id)] : [], a.Text("learnerGivenNames"), a.Text("learnerFamilyName"), a.Day("learnerBirthDate"));
    }

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
