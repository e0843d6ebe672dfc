using Hub.Recognition.Cases;
using Hub.Recognition.Evaluation;

namespace Hub.Recognition.Documents;

/// <summary>What a document is written from beside the case and its law.</summary>
/// <param name="Names">What organisations, entries and units are called, by id; what is not in it is not known.</param>
/// <param name="Reasons">The deciders' reasons, opened.</param>
/// <param name="Deciders">The opaque reference of each decider, in their order.</param>
/// <param name="Previous">SHA-256 of the document before.</param>
public sealed record DecisionFacts(string Language, IReadOnlyDictionary<string, string> Names, string? Reasons, IReadOnlyList<string> Deciders, string? Previous);

/// <summary>Writes the document of a case's decision: pure, so the same case gives the same bytes.</summary>
public static class WriteDecision
{
    /// <param name="of">A case with a decision and the moment it was told.</param>
    public static DecisionDocument From(RecognitionCase of, CaseLaw law, DecisionFacts facts)
    {
        CaseDecision decision = of.Decision ?? throw new ArgumentException("The case has no decision.", nameof(of));
        DateTimeOffset notifiedAt = of.NotifiedAt ?? throw new ArgumentException("The decision was not told.", nameof(of));
        StoredEvaluation evaluation = of.Evaluation ?? throw new ArgumentException("The decision rests on no evaluation.", nameof(of));
        DecisionPhrases phrases = DecisionPhrases.Default;
        DecisionDraft content = decision.Content;
        Named Name(string id) => new(id, facts.Names.GetValueOrDefault(id));
        Said[] SayAll(string group, IReadOnlyList<string> codes) => [.. codes.Select(code => phrases.Say(group, code, facts.Language))];

        return new DecisionDocument(
            DecisionDocument.DecisionForm, of.Id, of.Earlier.Count + 1, Name(of.Body), Name(of.Provider), of.Learner, of.Country, of.Route, facts.Language,
            Name(of.Target), content.Outcome, phrases.Say("outcome", HubJson.NameOf(content.Outcome), facts.Language).Text, content.AlternativeTarget is { } other ? Name(other) : null,
            [.. DecisionCredits.Mapping(decision, evaluation).Select(m => new MappedPart(m.From is { } from ? Name(from) : null, Name(m.To), m.Found?.Extent, m.Found?.How, Why(m.Found, evaluation, facts.Language)))],
            DecisionCredits.Of(decision, evaluation),
            content.Ground is { } ground ? phrases.Say(DecisionPhrases.Ground, ground, facts.Language) : null, facts.Reasons,
            SayAll(DecisionPhrases.Condition, content.Conditions), SayAll(DecisionPhrases.Remedy, content.Remedies), DecisionAppeals.Of(decision, law, notifiedAt, facts.Language),
            new DecisionLaw(law.Ruleset.Country, law.Ruleset.EffectiveFrom, decision.RulesetVersion, law.Route.Source, law.Ruleset.Adoption), decision.Trace,
            [.. facts.Deciders.Select(reference => DeciderOf(decision, of, reference, facts.Language))], decision.ByMachine, decision.OnAppeal,
            law.Calculator.DayOf(decision.At), decision.At, notifiedAt, facts.Previous);
    }

    /// <summary>Why a part counts, in words; null where the hub found nothing, or another version of it did.</summary>
    static string? Why(StoredPart? found, StoredEvaluation evaluation, string language) =>
        found?.How is { } how ? EvaluationCodes.Find(how)?.Say(evaluation.Findings.FirstOrDefault(f => f.Part == found.Part && f.Code == how)?.Detail, language) : null;

    static Decider DeciderOf(CaseDecision decision, RecognitionCase of, string reference, string language)
    {
        string role = decision.ByMachine ? "machine" : "person";
        return new Decider(role, DecisionPhrases.Default.Text($"decider.{role}", language), of.Body, reference);
    }
}
