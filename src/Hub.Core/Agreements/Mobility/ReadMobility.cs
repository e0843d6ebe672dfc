using Hub.Audit;
using Hub.Learners;
using Hub.Learners.CreditRecords;
using Hub.Learners.CreditRecords.Reading;
using Hub.Recognition.Cases;
using Hub.Recognition.Uses;
using Hub.Records;

namespace Hub.Agreements.Mobility;

/// <summary>
/// Shows the parties of a learning agreement where the mobility stands. The transcript is what the host's achievements in the register say
/// about the agreed outcomes: nothing of it is kept twice. Others than the host see it once the host itself has signed the version they stand in:
/// whoever makes an agreement up learns nothing from it.
/// </summary>
public sealed class ReadMobilityHandler(
    ReadAgreementHandler reading, ReadSigned signed, CoveringAgreements covering, LearnerStore learners, LearnerRecords achievements, AchievementUses uses, CaseStore cases, AuditTrail trail, TimeProvider clock)
{
    public async Task<Result<MobilityCircle>> HandleAsync(Caller caller, string id, CancellationToken cancel)
    {
        Result<SeenAgreement> found = await reading.HandleAsync(caller, id, cancel);
        if (found.Problem is { } problem) return problem;
        (AgreementTerms now, StoredRecord record, LearnerReference? learner) = found.Value;
        if (learner is not { } of) return AgreementProblems.NoMobility();
        SignedVersion current = await signed.CurrentAsync(id, record, learner, cancel);
        SignedVersion? agreed = await signed.AgreedAsync(id, record, learner, version => version.IsSigned, cancel);
        AgreementTerms terms = (agreed ?? current).Terms;
        bool isShown = caller.Organisation.Value == terms.Host || HasHostSigned(agreed ?? current);
        IReadOnlyList<TranscriptLine> transcript = isShown ? await TranscriptAsync(caller, terms, of, cancel) : [.. terms.Outcomes.Select(o => new TranscriptLine(o.Outcome, o.Part, null, null, null, null, null, RecognitionState.NotAsked))];
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        IReadOnlyList<OpenPoint> open = OpenPoints.Of(now, terms, today, await covering.HasMemorandumAsync(terms, cancel), current, transcript, isShown);
        return new MobilityCircle(id, current.Version, agreed?.Version, PhaseOf(now.IsActive, terms, today, transcript), current.Signatures, transcript, open);
    }

    /// <summary>By itself, and not by the word of home, which an evaluation takes: here home would read what is the host's.</summary>
    static bool HasHostSigned(SignedVersion version) =>
        version.Signatures.Any(s => s.Signer == Signer.Host && (s.Source == SignatureSource.Given || version.Terms.Owner != version.Terms.Home));

    static MobilityPhase PhaseOf(bool isActive, AgreementTerms terms, DateOnly today, IReadOnlyList<TranscriptLine> transcript)
    {
        if (!isActive) return MobilityPhase.Terminated;
        if (transcript.Count > 0 && transcript.All(l => l.Recognition == RecognitionState.Recognised)) return MobilityPhase.Completed;
        if (today < terms.From) return MobilityPhase.Before;
        return terms.Until is { } until && today > until ? MobilityPhase.After : MobilityPhase.During;
    }

    async Task<IReadOnlyList<TranscriptLine>> TranscriptAsync(Caller caller, AgreementTerms terms, LearnerReference learner, CancellationToken cancel)
    {
        IReadOnlyList<RecordedAchievement> awarded = await AwardedAsync(terms, learner, cancel);
        if (awarded.Count > 0) await trail.NoteReadingAsync(caller, OrganisationId.Parse(terms.Host!), AuditObjects.Learner(learner), ReadingGrounds.AgreementParty, cancel);
        IReadOnlyList<RecognitionCase> asked = awarded.Count > 0 ? await CasesAsync(learner, cancel) : [];
        return [.. terms.Outcomes.Select(agreed =>
        {
            RecordedAchievement? best = awarded.Where(a => a.EntryId == agreed.Outcome).OrderByDescending(a => a.AwardedOn).FirstOrDefault();
            return new TranscriptLine(agreed.Outcome, agreed.Part, best?.Id, best?.AwardedOn, best?.Grade, best?.CreditSystem, best?.CreditPoints, best is null ? RecognitionState.NotAsked : StateOf(best.Id, agreed.Part, asked));
        })];
    }

    /// <summary>What the host itself awarded the learner since the first day for agreed outcomes; nothing else of the learner is read.</summary>
    async Task<IReadOnlyList<RecordedAchievement>> AwardedAsync(AgreementTerms terms, LearnerReference learner, CancellationToken cancel)
    {
        if (!OrganisationId.TryParse(terms.Host, out OrganisationId host)) return [];
        HashSet<string> agreed = [.. terms.Outcomes.Select(o => o.Outcome)];
        var found = new List<RecordedAchievement>();
        foreach (LearnerReference reference in await PersonAsync(learner, cancel))
        {
            foreach (ListedRecord stored in await achievements.ListAsync(reference, host, cancel))
            {
                RecordedAchievement clear = AchievementReading.Of(stored.Id, stored.Record.Json).Achievement;
                if (clear.IsRevoked || clear.AwardingBody != terms.Host || clear.AwardedOn < terms.From || clear.EntryId is not { } entry || !agreed.Contains(entry)) continue;
                if (await achievements.FindAsync(stored.Id, cancel) is { } opened) found.Add(AchievementReading.Of(stored.Id, opened.Json).Achievement);
            }
        }

        return found;
    }

    async Task<IReadOnlyList<LearnerReference>> PersonAsync(LearnerReference learner, CancellationToken cancel)
    {
        if (await learners.FindAsync(learner, cancel) is not var (row, _)) return [learner];
        if (row.MergedInto is { } into && await learners.FindAsync(new LearnerReference(into), cancel) is var (standing, _)) return standing.AllOf(new LearnerReference(into));
        return row.AllOf(learner);
    }

    async Task<IReadOnlyList<RecognitionCase>> CasesAsync(LearnerReference learner, CancellationToken cancel)
    {
        var all = new List<RecognitionCase>();
        foreach (CaseId id in await uses.CasesOfAsync(learner.Value, cancel))
            if (await cases.FindAsync(id, cancel) is { } of) all.Add(of);
        return all;
    }

    /// <summary>The best that any case with the achievement says: what one has recognised, another refusal takes from nobody.</summary>
    static RecognitionState StateOf(string achievement, string? part, IReadOnlyList<RecognitionCase> asked)
    {
        var state = RecognitionState.NotAsked;
        foreach (RecognitionCase of in asked.Where(c => c.Achievements.Contains(achievement)))
        {
            RecognitionState now = of.Decision is { } decision ? (Gives(of, decision, part) ? RecognitionState.Recognised : RecognitionState.NotRecognised)
                : of.End is CaseEnd.Withdrawn or CaseEnd.ClosedIncomplete ? RecognitionState.NotAsked
                : RecognitionState.Asked;
            if (now == RecognitionState.Recognised) return now;
            if (now == RecognitionState.Asked || state == RecognitionState.NotAsked) state = now;
        }

        return state;
    }

    static bool Gives(RecognitionCase of, CaseDecision decision, string? part) => decision.Content.Outcome switch
    {
        DecisionOutcome.Full => true,
        DecisionOutcome.Partial or DecisionOutcome.Alternative => part is not null && (decision.Content.Parts.Contains(part) || part == decision.Content.AlternativeTarget),
        _ => false,
    };
}
