using Hub.Rules;

namespace Hub.Recognition.Evaluation;

/// <summary>The law one route of one ruleset brings to an evaluation. Make it once per ruleset and route.</summary>
public sealed class EvaluationLaw(Ruleset ruleset, RecognitionRoute route, IRulesets rulesets)
{
    public Ruleset Ruleset { get; } = ruleset;

    public RecognitionRoute Route { get; } = route;

    public bool MayGrant { get; } = Established(ruleset, route.AutomaticGrant) && route.AutomaticGrant!.Value;

    /// <summary>Wanted even where the value is unverified: a doubt more costs a look, one less a wrong grant.</summary>
    public bool NeedsAgreement { get; } = route.AgreementNeeded is { Value: true };

    public VolumeRule Volume { get; } = Established(ruleset, route.Volume) ? route.Volume!.Value : VolumeRule.NotCounted;

    /// <summary>The rules of the country where something was awarded, on that day.</summary>
    public Ruleset OfAward(PresentedAchievement achievement) => rulesets.For(achievement.Country, achievement.AwardedOn);

    /// <summary>Whether an achievement counts against one of the receiver's caps.</summary>
    internal bool IsCapped(PresentedAchievement achievement)
    {
        IReadOnlyList<CreditingCap> caps = Route.Caps;
        for (int i = 0; i < caps.Count; i++)
            if (caps[i].Concerns(achievement.Setting, achievement.Kind, achievement.Sector)) return true;
        return false;
    }

    static bool Established(Ruleset ruleset, IRule? rule) => rule is not null && ruleset.Decides(rule);
}

/// <summary>A request with all that is known about it.</summary>
/// <param name="AsOf">The day that counts: on which the file was complete.</param>
/// <param name="Alternatives">Other targets that may be offered where the wanted one is not reached.</param>
public sealed record EvaluationInput(
    PreparedTarget Target,
    IReadOnlyList<PresentedAchievement> Achievements,
    IReadOnlyList<LearningAgreement> Agreements,
    IReadOnlyList<Organisations.Accreditations.AccreditationScope> Accreditations,
    DateOnly AsOf,
    IReadOnlyList<PreparedTarget> Alternatives);
