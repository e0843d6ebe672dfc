using Hub.Rules;

namespace Hub.Design;

/// <summary>The credit system a design is measured by, and the document it stands in.</summary>
sealed record DesignLaw(CreditSystem System, Ruleset Ruleset)
{
    /// <summary>The system as the country knows it on the day, else as the European baseline does; null when neither knows it.</summary>
    public static DesignLaw? Find(IRulesets rulesets, string system, string? country, DateOnly on)
    {
        Ruleset national = rulesets.For(country, on), baseline = rulesets.For(null, on);
        return national.FindCreditSystem(system) is { } own ? new DesignLaw(own, national)
            : baseline.FindCreditSystem(system) is { } european ? new DesignLaw(european, baseline)
            : null;
    }
}
