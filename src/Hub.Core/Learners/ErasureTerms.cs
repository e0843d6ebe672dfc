using Hub.Organisations;
using Hub.Rules;
using Hub.Rules.Adoptions;

namespace Hub.Learners;

/// <summary>What the law of the countries concerned says about erasing a learner.</summary>
/// <param name="Answer">The strictest of them; null where one does not say.</param>
/// <param name="Source">The legal basis of that answer; the countries where none says.</param>
public sealed record ErasureTerms(ErasureAnswer? Answer, string Source)
{
    /// <summary>Asks the ruleset in force of each organisation that sent achievements: a refusal outweighs a restriction, and that an erasure.</summary>
    public static async Task<ErasureTerms> OfAsync(IEnumerable<OrganisationId> senders, OrganisationRegister organisations, RulesInForce rules, DateOnly today, CancellationToken cancel)
    {
        IRulesets rulesets = await rules.NowAsync(cancel);
        var concerned = new List<Ruleset>();
        foreach (OrganisationId sender in senders.Distinct()) concerned.Add(rulesets.For(await organisations.CountryOfAsync(sender.Value, cancel), today));
        return Of(concerned);
    }

    /// <summary>What these rulesets say together.</summary>
    public static ErasureTerms Of(IEnumerable<Ruleset> concerned)
    {
        var answers = new List<(ErasureAnswer Answer, string Source)>();
        foreach (Ruleset ruleset in concerned)
        {
            if (ruleset.Privacy.Erasure is not { } rule || (rule.Confidence == Confidence.Unverified && ruleset.Adoption is null)) return new ErasureTerms(null, ruleset.Country);
            answers.Add((rule.Value, rule.Source));
        }

        // Nothing of anybody's law holds on to a learner without achievements.
        if (answers.Count == 0) return new ErasureTerms(ErasureAnswer.Applies, "");
        (ErasureAnswer answer, string source) = answers.MinBy(a => a.Answer switch { ErasureAnswer.Refused => 0, ErasureAnswer.Applies => 2, _ => 1 });
        return new ErasureTerms(answer, source);
    }
}
