using Hub.Learners;
using Hub.Organisations;
using Hub.Records;
using Hub.Rules.Governance;

namespace Hub.Recognition.Requests;

/// <summary>Whose a request's achievements are and who decides about it: the same for who requests and for who asks what would be.</summary>
public sealed class RequestParties(ReadAchievementsHandler learners, LearnerRecords achievements, OrganisationRegister organisations, RecordTable records)
{
    /// <summary>An achievement of somebody else is no achievement of this learner, and neither is one that does not exist.</summary>
    internal async Task<Problem?> UnknownAsync(LearnerReference learner, IReadOnlyList<string> named, HashSet<string> sent, CancellationToken cancel)
    {
        HashSet<string>? references = null;
        for (int i = 0; i < named.Count; i++)
        {
            string id = named[i];
            if (sent.Contains(id)) continue;
            references ??= await learners.ReferencesAsync(learner, cancel);
            if (!RecordId.TryParse(id, out _) || await achievements.LearnerOfAsync(id, cancel) is not { } of || !references.Contains(of.Value)) return RecognitionProblems.AchievementUnknown(i);
        }

        return null;
    }

    /// <summary>The institution that awards the target decides, or a body that the rules of its country name.</summary>
    internal async Task<Result<(OrganisationId Body, string Country)>> InstitutionAsync(string institution, ComparedEntry target, CancellationToken cancel)
    {
        if (!OrganisationId.TryParse(institution, out OrganisationId id)) return RecognitionProblems.InstitutionUnknown();
        if (await organisations.CountryOfAsync(institution, cancel) is not { } country) return RecognitionProblems.InstitutionUnknown();
        if (institution == target.AwardingBody || (await RegisteredBody.FindAsync(records, institution, cancel)).Bodies.Count > 0) return (id, country);
        return RecognitionProblems.InstitutionNotCompetent(target.AwardingBody);
    }
}
