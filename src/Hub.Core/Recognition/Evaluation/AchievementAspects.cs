using System.Globalization;
using Hub.Organisations.Accreditations;

namespace Hub.Recognition.Evaluation;

/// <summary>What is asked of each achievement by itself, before it is compared with the target.</summary>
static class AchievementAspects
{
    public static void Judge(EvaluationWork work, int index)
    {
        PresentedAchievement achievement = work[index];
        JudgeProof(work, index, achievement);
        JudgeAge(work, index, achievement);
        JudgeUses(work, index, achievement);
        LearningAgreement? agreement = FindAgreement(work.Input.Agreements, achievement);
        work.Agreements[index] = agreement;
        JudgeAgreement(work, index, agreement);
        JudgeAccreditation(work, index, achievement, agreement);
    }

    static void JudgeProof(EvaluationWork work, int index, PresentedAchievement achievement)
    {
        if (achievement.State == AchievementState.Replaced) work.Note(index, EvaluationCodes.Replaced);
        if (achievement.State == AchievementState.Revoked) work.Note(index, EvaluationCodes.Revoked);
        if (achievement.State == AchievementState.Planned) work.Note(index, EvaluationCodes.Planned);
        else if (achievement.Proof.InRegister) work.Note(index, EvaluationCodes.InRegister);
        else work.Note(index, OfSeal(achievement.Proof));
    }

    static EvaluationCode OfSeal(Proof proof) => proof switch
    {
        { ValidWhenSealed: false } => EvaluationCodes.Broken,
        { ValidWhenSealed: true, ValidNow: true } => EvaluationCodes.SealValid,
        { ValidWhenSealed: true } => EvaluationCodes.SealValidThen,
        _ => EvaluationCodes.Unchecked,
    };

    static void JudgeAge(EvaluationWork work, int index, PresentedAchievement achievement)
    {
        if (achievement.State != AchievementState.Planned && achievement.AwardedOn > work.Input.AsOf) work.Note(index, EvaluationCodes.AwardedLater);
        else if (work.Input.Target.Target.MaxAgeYears is not { } years) work.Note(index, EvaluationCodes.AgeNotLimited);
        else if (achievement.AwardedOn.AddYears(years) < work.Input.AsOf) work.Note(index, EvaluationCodes.TooOld, years.ToString(CultureInfo.InvariantCulture));
        else work.Note(index, EvaluationCodes.YoungEnough);
    }

    static void JudgeUses(EvaluationWork work, int index, PresentedAchievement achievement)
    {
        AchievementUse? elsewhere = null;
        for (int i = 0; i < achievement.Uses.Count; i++)
        {
            AchievementUse use = achievement.Uses[i];
            if (use.Target == work.Input.Target.Target.Id)
            {
                work.Note(index, EvaluationCodes.UsedHere, use.Case);
                return;
            }

            elsewhere ??= use;
        }

        if (elsewhere is null) work.Note(index, EvaluationCodes.UsedNowhere);
        else work.Note(index, EvaluationCodes.UsedElsewhere, elsewhere.Case);
    }

    static LearningAgreement? FindAgreement(IReadOnlyList<LearningAgreement> agreements, PresentedAchievement achievement)
    {
        LearningAgreement? first = null;
        for (int i = 0; i < agreements.Count; i++)
        {
            if (agreements[i] is not { IsSigned: true } agreement || agreement.Host != achievement.AwardingBody || agreement.From > achievement.AwardedOn) continue;
            // Of several mobilities at one host the one that the achievement was agreed in.
            if (Names(agreement, achievement)) return agreement;
            first ??= agreement;
        }

        return first;
    }

    static bool Names(LearningAgreement agreement, PresentedAchievement achievement)
    {
        for (int i = 0; i < agreement.Outcomes.Count; i++)
        {
            string agreed = agreement.Outcomes[i].Outcome;
            if (agreed == achievement.Entry) return true;
            for (int o = 0; o < achievement.Outcomes.Count; o++)
                if (achievement.Outcomes[o].Id == agreed) return true;
        }

        return false;
    }

    static void JudgeAgreement(EvaluationWork work, int index, LearningAgreement? agreement)
    {
        if (work.Law.Route.AgreementNeeded is { } rule) work.Rest("agreement", rule);
        if (agreement is not null) work.Note(index, EvaluationCodes.Agreed, agreement.Id);
        else work.Note(index, work.Law.NeedsAgreement ? EvaluationCodes.NoAgreement : EvaluationCodes.AgreementNotNeeded);
    }

    static void JudgeAccreditation(EvaluationWork work, int index, PresentedAchievement achievement, LearningAgreement? agreement)
    {
        if (agreement is { AcceptsQuality: true })
        {
            work.Note(index, EvaluationCodes.QualityAgreed, agreement.Id);
            return;
        }

        var question = new ScopeQuestion(achievement.AwardedOn)
        {
            Fields = achievement.Fields,
            Level = achievement.Level.Eqf?.ToString(CultureInfo.InvariantCulture) ?? "",
            Country = achievement.Country,
            Kind = achievement.Kind,
            Entries = achievement.Entry is { } entry ? [entry] : [],
        };
        IReadOnlyList<AccreditationScope> scopes = work.Input.Accreditations;
        for (int i = 0; i < scopes.Count; i++)
        {
            if (scopes[i].Organisation != achievement.AwardingBody || scopes[i].LimitsFor(question) != ScopeLimits.None) continue;
            work.Note(index, EvaluationCodes.Accredited, scopes[i].Id);
            return;
        }

        work.Note(index, EvaluationCodes.NotAccredited);
    }
}
