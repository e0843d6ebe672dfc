using System.Globalization;
using Hub.Recognition.Deadlines;
using Hub.Recognition.Evaluation;
using Hub.Rules;

namespace Hub.Recognition.Cases;

/// <summary>How a case goes on: pure, from the case as it is to the case as it shall be. Who may ask for it is in <see cref="ConductRules"/>.</summary>
public static class CaseTurns
{
    /// <summary>Fact that the due time of this turn has passed and the case goes on waiting.</summary>
    public static string Escalated(RecognitionCase of) => string.Create(CultureInfo.InvariantCulture, $"escalated:{of.Turn}");

    public static string Reminded(RecognitionCase of, int reminder) => string.Create(CultureInfo.InvariantCulture, $"reminded:{of.Turn}:{reminder}");

    /// <summary>Dates of the stage; the same case when it has them.</summary>
    public static RecognitionCase Schedule(RecognitionCase of, CaseLaw law) => of.Dates?.Turn == of.Turn ? of : of with { Dates = CaseDateRules.Of(of, law) };

    /// <summary>What passing the due time leads to. Before it, or once something else came first: nothing.</summary>
    public static RecognitionCase Lapse(RecognitionCase of, CaseLaw law, DateTimeOffset now)
    {
        if (of.Dates is not { Due: { } due } dates || dates.Turn != of.Turn || now < due || of.HasFact(Escalated(of))) return of;
        RecognitionCase noted = of.With(Fact(now, Escalated(of)));
        if (of.Stage == CaseStage.AppealWindow && dates.IsEstablished) return noted.To(CaseStage.Final) with { End = CaseEnd.Decided };
        SilenceEffect silence = ConductRules.OfSilence(of, law.Ruleset, law.Route);
        return silence == SilenceEffect.None ? noted : noted.With(Fact(now, $"silence:{HubJson.NameOf(silence)}"));
    }

    /// <summary>Takes an evaluation in: a machine's full grant where it may, otherwise review.</summary>
    /// <param name="seen">Versions of the achievements it looked at.</param>
    /// <param name="isReserved">Whether every achievement is reserved for this case: else another case may count it.</param>
    public static RecognitionCase Evaluated(RecognitionCase of, RequestEvaluation evaluation, IReadOnlyDictionary<string, int> seen, bool isReserved, DateTimeOffset now)
    {
        RecognitionCase with = of with { Evaluation = StoredEvaluation.Of(evaluation) with { Seen = seen } };
        if (!isReserved) with = with.With(Fact(now, "not-reserved"));
        var grant = new DecisionDraft(DecisionOutcome.Full, null, [], null, null, [.. evaluation.Parts.Select(p => p.Part)]);
        return isReserved && ConductRules.OfMachine(with, grant) is null
            ? Decided(with, grant, [Actor.MachineId], byMachine: true, now)
            : with.To(CaseStage.Review).With(Fact(now, "review"));
    }

    public static RecognitionCase Decided(RecognitionCase of, DecisionDraft draft, IReadOnlyList<string> deciders, bool byMachine, DateTimeOffset now)
    {
        var decision = new CaseDecision(draft, deciders, byMachine, of.Stage == CaseStage.Appeal, now, of.RulesetVersion, of.Evaluation!.Trace);
        IReadOnlyList<CaseDecision> earlier = of.Decision is { } before ? [.. of.Earlier, before] : of.Earlier;
        return of.To(CaseStage.Decided).With(new CaseFact(now, deciders[^1], $"decided:{HubJson.NameOf(draft.Outcome)}", draft.Reasons)) with { Decision = decision, Earlier = earlier };
    }

    /// <summary>The applicant has been told.</summary>
    public static RecognitionCase Notified(RecognitionCase of, DateTimeOffset now)
    {
        if (of.Stage != CaseStage.Decided) return of;
        RecognitionCase told = of.With(Fact(now, "notified")) with { NotifiedAt = now };
        bool isOpenToAppeal = of.Decision is { OnAppeal: false, Content.Outcome: not DecisionOutcome.Full };
        if (isOpenToAppeal) return told.To(CaseStage.AppealWindow);
        return told.To(CaseStage.Final) with { End = of.Decision!.Content.Outcome == DecisionOutcome.Full ? CaseEnd.Granted : CaseEnd.Decided };
    }

    /// <summary>The clock stands from the day after <paramref name="today"/>.</summary>
    public static RecognitionCase StopClock(RecognitionCase of, string reason, DateOnly today, IReadOnlyList<string> owed, Actor by, DateTimeOffset now)
    {
        var stop = new Suspension(today.AddDays(1), null, reason);
        RecognitionCase stopped = of.To(owed.Count > 0 ? CaseStage.Completeness : of.Stage).With(new CaseFact(now, by.Id, $"clock-stopped:{reason}"));
        return stopped with { Suspensions = [.. of.Suspensions, stop], Owed = owed, CompleteAt = owed.Count > 0 ? null : of.CompleteAt };
    }

    /// <summary>The clock goes on from the day after <paramref name="today"/>.</summary>
    public static RecognitionCase StartClock(RecognitionCase of, string reason, DateOnly today, string by, DateTimeOffset now)
    {
        Suspension[] all = [.. of.Suspensions.Select(s => s.Last is null && s.Reason == reason ? s with { Last = today } : s).Where(s => s.Last is not { } last || last >= s.First || s.Reason == ConductRules.Hearing)];
        RecognitionCase started = reason == ConductRules.InformationOwed ? of.To(CaseStage.Evaluation) with { Owed = [], CompleteAt = now } : of.To(of.Stage);
        return started.With(new CaseFact(now, by, $"clock-started:{reason}")) with { Suspensions = all };
    }

    /// <summary>Fact that a version of an achievement had the case looked at anew.</summary>
    public static string ReopenedBy(string cause, int version) => string.Create(CultureInfo.InvariantCulture, $"reopened:{cause}:{version}");

    /// <summary>Looks at a case anew because something it rests on has gone. A person decides what becomes of it.</summary>
    public static RecognitionCase Reopened(RecognitionCase of, string cause, int version, DateTimeOffset now)
    {
        int round = of.Stage == CaseStage.Final ? of.Round + 1 : of.Round;
        IReadOnlyList<CaseDecision> earlier = of.Decision is { } before ? [.. of.Earlier, before] : of.Earlier;
        return of.To(of.Owed.Count > 0 ? CaseStage.Completeness : CaseStage.Evaluation).With(Fact(now, ReopenedBy(cause, version))) with
        {
            Round = round,
            Earlier = earlier,
            Decision = null,
            End = null,
            NotifiedAt = null,
            AppealedAt = null,
            Evaluation = null,
        };
    }

    static CaseFact Fact(DateTimeOffset at, string what) => new(at, Actor.MachineId, what);
}
