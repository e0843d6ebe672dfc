namespace Hub.Recognition.Cases;

/// <summary>A person decides. Where two have to, the first signature waits for another person's of the same content.</summary>
public sealed class DecideCase(CaseChanges changes)
{
    public Task<Result<RecognitionCase>> HandleAsync(CaseId id, DecisionDraft draft, Actor actor, CancellationToken cancel) =>
        changes.ApplyAsync(id, (of, law, now) => Decide(of, draft, actor, law, now), cancel);

    internal static Result<RecognitionCase> Decide(RecognitionCase of, DecisionDraft draft, Actor actor, CaseLaw law, DateTimeOffset now)
    {
        if (ConductRules.OfPerson(of, draft, actor, law.Ruleset, law.Route) is { } refused) return refused;
        if (!ConductRules.NeedsTwo(law.Ruleset, law.Route)) return CaseTurns.Decided(of, draft, [actor.Id], byMachine: false, now);
        if (of.FirstOfTwo is { } first && first.IsSameAs(draft)) return CaseTurns.Decided(of, draft, [first.By!, actor.Id], byMachine: false, now);
        return of.With(new CaseFact(now, actor.Id, $"signed-first:{HubJson.NameOf(draft.Outcome)}", draft.Reasons)) with { FirstOfTwo = draft with { By = actor.Id } };
    }
}
