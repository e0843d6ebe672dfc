using Hub.Recognition.Deadlines;
using Hub.Rules;

namespace Hub.Recognition.Cases;

/// <summary>Dates of the stages of a case, from the law pinned to it.</summary>
static class CaseDateRules
{
    /// <summary>Days before the end of a term on which those are reminded who let it run.</summary>
    static readonly int[] ReminderDays = [14, 3];

    public static CaseDates Of(RecognitionCase of, CaseLaw law)
    {
        (TermName[] names, DateTimeOffset? since, IReadOnlyList<Suspension> suspensions) = of.Stage switch
        {
            CaseStage.Completeness => ([TermName.Completion, TermName.Inactivity], SinceStop(of), []),
            CaseStage.Review => ([TermName.Decision], Start(of, law.Route), of.Suspensions),
            CaseStage.AppealWindow => ([TermName.Appeal, TermName.Complaint], of.NotifiedAt, []),
            CaseStage.Appeal => ([TermName.AppealDecision, TermName.ComplaintDecision], of.AppealedAt, SuspensionsSince(of, law)),
            _ => ((TermName[])[], (DateTimeOffset?)null, (IReadOnlyList<Suspension>)[]),
        };
        RouteTerm? term = names.Select(law.Route.FindTerm).FirstOrDefault(t => t is not null);
        if (term is null || since is null) return new CaseDates(of.Turn, [], null, IsEstablished: false, term is null && names.Length > 0 ? "case.no-term" : null);
        Result<Deadline> end = law.Calculator.Calculate(term, law.Calculator.DayOf(since.Value), suspensions);
        if (end.Problem is { } problem) return new CaseDates(of.Turn, [], null, IsEstablished: false, problem.Code);
        if (end.Value.EndsAt is not { } due) return new CaseDates(of.Turn, [], null, IsEstablished: false, null);
        return new CaseDates(of.Turn, [.. ReminderDays.Select(days => due.AddDays(-days)).Where(at => at > since)], due, end.Value.IsEstablished, null);
    }

    static DateTimeOffset? Start(RecognitionCase of, RecognitionRoute route) => route.ClockStarts == ClockStart.RequestEntered ? of.EnteredAt : of.CompleteAt;

    static DateTimeOffset? SinceStop(RecognitionCase of) =>
        of.Suspensions.LastOrDefault(s => s.Last is null) is { } open ? new DateTimeOffset(open.First.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero) : of.EnteredAt;

    static List<Suspension> SuspensionsSince(RecognitionCase of, CaseLaw law) =>
        of.AppealedAt is { } at ? [.. of.Suspensions.Where(s => s.Last is null || s.Last >= law.Calculator.DayOf(at))] : [];
}
