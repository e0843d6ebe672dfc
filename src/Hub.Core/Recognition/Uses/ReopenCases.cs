using Hub.Learners;
using Hub.Learners.Achievements;
using Hub.Ports;
using Hub.Recognition.Cases;

namespace Hub.Recognition.Uses;

/// <summary>
/// Has decisions looked at anew that rest on an achievement which was revoked or corrected since. What has changed is read from the
/// records, so a message that comes twice, early or for nothing does no harm.
/// </summary>
public sealed class ReopenCases(LearnerRecords achievements, AchievementUses uses, CaseStore cases, ApplicantOfCase applicant)
{
    public async Task HandleAsync(ReopenWork work, CancellationToken cancel)
    {
        foreach (string learner in work.Learners)
        {
            IReadOnlyList<CaseId> own = await uses.CasesOfAsync(learner, cancel);
            if (own.Count == 0) continue;
            IReadOnlyList<ChangedAchievement> changed = await achievements.ChangedAsync(await uses.PersonAsync(learner, cancel), cancel);
            if (changed.Count == 0) continue;
            foreach (CaseId id in own)
                if (await cases.FindAsync(id, cancel) is { } of) await ReopenAsync(id, of, changed, cancel);
        }
    }

    async Task ReopenAsync(CaseId id, RecognitionCase of, IReadOnlyList<ChangedAchievement> changed, CancellationToken cancel)
    {
        foreach (ChangedAchievement cause in changed)
        {
            string achievement = cause.Replaces ?? cause.Id;
            if (of.Achievements.Contains(achievement)) await applicant.ReopenAsync(id, achievement, cause.Id, cause.Version, cancel);
        }
    }
}
