using System.Globalization;
using Hub.Recognition.Cases;
using Hub.Recognition.Deadlines;
using Hub.Rules;

namespace Hub.Recognition.Documents;

/// <summary>What a decision says of appeal. A last day that rests on anything unverified is never told as certain.</summary>
static class DecisionAppeals
{
    static readonly TermName[] Remedies = [TermName.Appeal, TermName.Complaint];

    public static DecisionAppeal Of(CaseDecision decision, CaseLaw law, DateTimeOffset notifiedAt, string language)
    {
        DecisionPhrases phrases = DecisionPhrases.Default;
        if (decision.Content.Outcome == DecisionOutcome.Full) return new DecisionAppeal(null, [], phrases.Text("appeal.nothing", language));
        if (decision.OnAppeal) return new DecisionAppeal(decision.Content.AppealRoute, [], phrases.Text("appeal.further", language));
        AppealWay[] ways = [.. Remedies.Select(law.Route.FindTerm).OfType<RouteTerm>().Select(term => WayOf(term, law, notifiedAt, language))];
        return new DecisionAppeal(decision.Content.AppealRoute, ways, ways.Length == 0 ? phrases.Text("appeal.appeal-unknown", language) : null);
    }

    static AppealWay WayOf(RouteTerm term, CaseLaw law, DateTimeOffset notifiedAt, string language)
    {
        string name = HubJson.NameOf(term.Name);
        Result<Deadline> end = law.Calculator.Calculate(term, law.Calculator.DayOf(notifiedAt), []);
        if (end.Problem is { } problem) return Way(null, false, [], problem.Code, $"appeal.{name}-unknown");
        Deadline deadline = end.Value;
        return Way(deadline.LastDay, deadline.IsEstablished, deadline.Doubts, null, $"appeal.{name}-{(deadline.LastDay is null ? "unknown" : deadline.IsEstablished ? "until" : "unsure")}");

        AppealWay Way(DateOnly? last, bool isEstablished, IReadOnlyList<DeadlineDoubt> doubts, string? problem, string text) =>
            new(term.Name, term.Length, term.Unit, last, isEstablished, doubts, problem, term.Source, DecisionPhrases.Default.Text(text, language, last?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
    }
}
