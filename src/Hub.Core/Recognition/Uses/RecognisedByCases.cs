using Hub.Catalogue.Links;
using Hub.Learners;
using Hub.Learners.CreditRecords;
using Hub.Learners.CreditRecords.Reading;
using Hub.Ports;
using Hub.Recognition.Cases;
using Hub.Records;

namespace Hub.Recognition.Uses;

/// <summary>What cases have recognised, for the credit record. Read from the cases themselves: a decision that is looked at anew counts no more.</summary>
public sealed class RecognisedByCases(ITables tables, AchievementUses uses, CaseStore cases) : IRecognisedOutcomes
{
    public async Task<IReadOnlyList<RecognisedOutcome>> OfAsync(LearnerReference learner, CancellationToken cancel)
    {
        var decided = new List<RecognitionCase>();
        foreach (CaseId id in await uses.CasesOfAsync(learner.Value, cancel))
            if (await cases.FindAsync(id, cancel) is { } found && DecisionOf(found) is not null) decided.Add(found);
        if (decided.Count == 0) return [];
        Dictionary<string, StoredRecord> entries = await EntryReads.ManyAsync(tables, decided.SelectMany(of => EntriesOf(of, DecisionOf(of)!)).Where(id => RecordId.TryParse(id, out _)), cancel);
        return [.. decided.SelectMany(of => OutcomesOf(of, DecisionOf(of)!, entries))];
    }

    /// <summary>The decision that stood last and gave something; null: none did.</summary>
    static CaseDecision? DecisionOf(RecognitionCase of)
    {
        CaseDecision? last = of.Decision is { } decision && of.Stage == CaseStage.Final ? decision : of.Decision is null && of.Earlier.Count > 0 ? of.Earlier[^1] : null;
        if (last is { Content.Outcome: DecisionOutcome.Conditional } && !of.HasFact(ConductRules.ConditionsMet(of))) return null;
        return last is { Content.Outcome: not DecisionOutcome.Refused } ? last : null;
    }

    /// <summary>Entries a decision gives: the target, another one, or parts of it that are entries of their own.</summary>
    static IEnumerable<string> EntriesOf(RecognitionCase of, CaseDecision decision) => decision.Content.Outcome switch
    {
        DecisionOutcome.Full => [of.Target],
        DecisionOutcome.Alternative => decision.Content.AlternativeTarget is { } other ? [other] : [],
        DecisionOutcome.Conditional when decision.Content.Parts.Count == 0 => [of.Target],
        _ => decision.Content.Parts,
    };

    static IEnumerable<RecognisedOutcome> OutcomesOf(RecognitionCase of, CaseDecision decision, Dictionary<string, StoredRecord> entries)
    {
        foreach (string entry in EntriesOf(of, decision))
        {
            if (!entries.TryGetValue(entry, out StoredRecord? record)) continue;
            CatalogueNode node = CatalogueNodes.NodeOf(entry, record);
            bool isWhole = decision.Content.Outcome == DecisionOutcome.Full;
            decimal? credits = of.Evaluation?.Credits is null ? null : isWhole ? of.Evaluation.Credits : node.CreditPoints;
            yield return new RecognisedOutcome(of.Id, entry, of.Body, of.Country, DateOnly.FromDateTime(decision.At.UtcDateTime), of.Achievements, credits is null ? null : node.CreditSystem, credits)
            {
                IsWithdrawn = of.Decision is null,
                Title = node.Title,
            };
        }
    }
}
