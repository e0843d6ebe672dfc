namespace Hub.Recognition.Evaluation;

/// <summary>
/// Evaluates a request: a pure function, with nothing looked up, stored or decided. The same input and law give the same answer,
/// so that a court can be shown today what was computed years ago.
/// </summary>
public static class EvaluateRequest
{
    public static RequestEvaluation Run(EvaluationInput input, EvaluationLaw law)
    {
        var work = new EvaluationWork(input, law);
        Span<ulong> skills = stackalloc ulong[64];
        skills = work.Best.Length <= skills.Length ? skills[..work.Best.Length] : new ulong[work.Best.Length];
        for (int i = 0; i < input.Achievements.Count; i++)
        {
            if (IsRepeated(work, i)) continue;
            AchievementAspects.Judge(work, i);
            if (work.Counts(i)) CoverageAspect.Match(work, i, skills);
        }

        PartCoverage[] parts = CoverageAspect.Result(work);
        NoteLevels(work);
        EvaluatedVolume volume = VolumeAspect.Judge(work);
        if (law.Route.AutomaticGrant is { } automatic) work.Rest("automatic grant", automatic);
        AspectResult[] aspects = Aspects(work);
        return new RequestEvaluation(parts, aspects, volume, Propose(work, parts, aspects, volume), work.Trace, law.Ruleset.Version, input.AsOf);
    }

    static bool IsRepeated(EvaluationWork work, int index)
    {
        for (int i = 0; i < index; i++)
        {
            if (work[i].Id != work[index].Id) continue;
            work.Findings.Add(new EvaluationFinding(EvaluationCodes.PresentedTwice, work[index].Id));
            return true;
        }

        return false;
    }

    static void NoteLevels(EvaluationWork work)
    {
        for (int i = 0; i < work.Used.Length; i++)
        {
            if (!work.Used[i]) continue;
            if (!IsComparedByLevel(work, i)) work.Findings.Add(new EvaluationFinding(EvaluationCodes.LevelSame, work[i].Id));
            else if (!work.HasLevelJudged(i)) LevelAspect.Judge(work, i);
        }
    }

    /// <summary>Whether it covers something that is not the target's own or was agreed as such.</summary>
    static bool IsComparedByLevel(EvaluationWork work, int achievement)
    {
        foreach (BestCover best in work.Best)
            if (best.How is { } how && best.Achievement == achievement && how != EvaluationCodes.SameOutcome && how != EvaluationCodes.AgreedOutcome) return true;
        return false;
    }

    static AspectResult[] Aspects(EvaluationWork work)
    {
        var results = new AspectResult[(int)Aspect.DoubleCounting + 1];
        for (int aspect = 0; aspect < results.Length; aspect++)
        {
            var found = new List<EvaluationFinding>();
            Standing worst = Standing.Holds;
            foreach (EvaluationFinding finding in work.Findings)
            {
                if ((int)finding.Code.Aspect != aspect) continue;
                found.Add(finding);
                if (finding.Code.Standing > worst && IsOfUse(work, finding)) worst = finding.Code.Standing;
            }

            if (found.Count == 0) found.Add(new EvaluationFinding(EvaluationCodes.WithoutSubject[aspect], null));
            results[aspect] = new AspectResult((Aspect)aspect, worst, found);
        }

        return results;
    }

    /// <summary>What is found about an achievement that covers nothing is told, but takes nothing from those that do.</summary>
    static bool IsOfUse(EvaluationWork work, EvaluationFinding finding)
    {
        if (finding.Achievement is not { } id) return true;
        for (int i = 0; i < work.Used.Length; i++)
            if (work[i].Id == id) return work.Used[i] && (finding.Code.Aspect != Aspect.Level || IsComparedByLevel(work, i));
        return false;
    }

    static Proposal Propose(EvaluationWork work, PartCoverage[] parts, AspectResult[] aspects, EvaluatedVolume volume)
    {
        if (parts.Length == 0) return new Proposal(ProposedOutcome.NeedsPerson, ProposedOutcome.NeedsPerson, MachineMayGrant: false, null);
        ProposedOutcome likely = OfCoverage(parts, volume);
        string? alternative = likely == ProposedOutcome.Full ? null : FindAlternative(work);
        if (alternative is not null) likely = ProposedOutcome.Alternative;
        ProposedOutcome outcome = HasDoubt(parts, aspects) ? ProposedOutcome.NeedsPerson : likely;
        return new Proposal(outcome, likely, outcome == ProposedOutcome.Full && work.Law.MayGrant, alternative);
    }

    static ProposedOutcome OfCoverage(PartCoverage[] parts, EvaluatedVolume volume)
    {
        int covered = 0, partly = 0;
        foreach (PartCoverage part in parts)
        {
            if (part.Extent == Extent.Covered) covered++;
            else if (part.Extent == Extent.Partly) partly++;
        }

        if (covered == parts.Length) return IsCapped(volume) ? ProposedOutcome.Partial : ProposedOutcome.Full;
        if (covered + partly == parts.Length) return ProposedOutcome.Conditional;
        return covered + partly > 0 ? ProposedOutcome.Partial : ProposedOutcome.None;
    }

    static bool IsCapped(EvaluatedVolume volume)
    {
        foreach (CapUse cap in volume.Caps)
            if (cap.IsExceeded) return true;
        return false;
    }

    static bool HasDoubt(PartCoverage[] parts, AspectResult[] aspects)
    {
        foreach (AspectResult aspect in aspects)
            if (aspect.Standing != Standing.Holds) return true;
        foreach (PartCoverage part in parts)
            if (!part.IsSound) return true;
        return false;
    }

    static string? FindAlternative(EvaluationWork work)
    {
        foreach (PreparedTarget other in work.Input.Alternatives)
            if (Run(work.Input with { Target = other, Alternatives = [] }, work.Law).Proposal.IfDoubtsAreSettled == ProposedOutcome.Full) return other.Target.Id;
        return null;
    }
}
