using System.Globalization;

namespace Hub.Recognition.Evaluation;

/// <summary>Compares what an achievement holds with the parts of the target. More evidence never lowers what is covered.</summary>
static class CoverageAspect
{
    public static void Match(EvaluationWork work, int index, Span<ulong> skills)
    {
        PresentedAchievement achievement = work[index];
        bool isCapped = work.Law.IsCapped(achievement);
        skills.Clear();
        if (achievement.Entry is { } entry) MatchId(work, index, entry, isCapped);
        for (int i = 0; i < achievement.Outcomes.Count; i++)
        {
            AchievedOutcome outcome = achievement.Outcomes[i];
            MatchId(work, index, outcome.Id, isCapped);
            for (int s = 0; s < outcome.Skills.Count; s++)
                foreach (SkillOfPart of in work.Input.Target.PartsWith(outcome.Skills[s])) skills[of.Part] |= of.Bit;
        }

        for (int part = 0; part < skills.Length; part++)
        {
            if (skills[part] == 0) continue;
            bool all = skills[part] == work.Input.Target.AllSkills[part];
            // That skills are the same says neither how well nor at which level: never beyond doubt.
            work.Best[part].Offer(index, all ? Extent.Covered : Extent.Partly, isSound: false, isCapped, all ? EvaluationCodes.SameSkills : EvaluationCodes.SomeSkills, null);
        }
    }

    static void MatchId(EvaluationWork work, int index, string id, bool isCapped)
    {
        PreparedTarget target = work.Input.Target;
        int same = target.PartOf(id);
        if (same >= 0) work.Best[same].Offer(index, Extent.Covered, work.IsSound(index, withLevel: false), isCapped, EvaluationCodes.SameOutcome, null);
        if (work.Agreements[index] is { } agreement) MatchAgreed(work, index, id, isCapped, agreement);
        foreach (DeclaredEquivalence equivalence in target.EquivalencesOf(id))
        {
            if (!equivalence.HoldsOn(work.Input.AsOf)) continue;
            EvaluationCode how = equivalence.IsWhole ? EvaluationCodes.Equivalent : EvaluationCodes.PartlyEquivalent;
            work.Best[target.PartOf(equivalence.To)].Offer(index, equivalence.IsWhole ? Extent.Covered : Extent.Partly, work.IsSound(index, withLevel: true), isCapped, how, equivalence.Id);
        }
    }

    static void MatchAgreed(EvaluationWork work, int index, string id, bool isCapped, LearningAgreement agreement)
    {
        for (int i = 0; i < agreement.Outcomes.Count; i++)
        {
            if (agreement.Outcomes[i].Outcome != id || work.Input.Target.PartOf(agreement.Outcomes[i].Part) is not (>= 0 and var part)) continue;
            work.Best[part].Offer(index, Extent.Covered, work.IsSound(index, withLevel: false), isCapped, EvaluationCodes.AgreedOutcome, agreement.Id);
        }
    }

    public static PartCoverage[] Result(EvaluationWork work)
    {
        IReadOnlyList<TargetPart> parts = work.Input.Target.Target.Parts;
        var result = new PartCoverage[parts.Count];
        int covered = 0;
        for (int i = 0; i < result.Length; i++)
        {
            BestCover best = work.Best[i];
            if (best.How is not { } how)
            {
                result[i] = new PartCoverage(parts[i].Id, Extent.Not, null, null, IsSound: true, parts[i].Credits);
                work.Findings.Add(new EvaluationFinding(EvaluationCodes.NotCovered, null, parts[i].Id));
                continue;
            }

            var finding = new EvaluationFinding(how, work[best.Achievement].Id, parts[i].Id, best.Detail);
            work.Findings.Add(finding);
            work.Used[best.Achievement] = true;
            if (best.Extent == Extent.Covered) covered++;
            result[i] = new PartCoverage(parts[i].Id, best.Extent, work[best.Achievement].Id, finding, best.IsSound, parts[i].Credits);
        }

        work.Findings.Add(result.Length == 0
            ? new EvaluationFinding(EvaluationCodes.NoParts, null)
            : new EvaluationFinding(EvaluationCodes.AllCovered, null, null, string.Create(CultureInfo.InvariantCulture, $"{covered} / {result.Length}")));
        return result;
    }
}
