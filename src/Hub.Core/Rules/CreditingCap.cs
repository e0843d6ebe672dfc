namespace Hub.Rules;

/// <summary>Which credits recognition gives.</summary>
public enum VolumeRule
{
    /// <summary>Those of the target's own units; credits of another system are information and are never converted.</summary>
    OwnCredits,

    /// <summary>The credits originally awarded, converted once by hours where the law gives them.</summary>
    Converted,

    /// <summary>Credits play no part.</summary>
    NotCounted,
}

/// <summary>
/// How much of a target may be recognised from achievements of some sort: <paramref name="Numerator"/> of
/// <paramref name="Denominator"/> of its credits. A fraction, because a third is no decimal.
/// </summary>
/// <param name="Settings">Short names of the vocabulary <c>learning-settings</c> that count against it.</param>
/// <param name="Kinds">Short names of the vocabulary <c>kinds</c> that count against it.</param>
/// <param name="Sectors">Short names of the vocabulary <c>sectors</c>; an achievement counts against the cap when one of the three lists holds it.</param>
public sealed record CreditingCap(string Id, IReadOnlyList<string> Settings, IReadOnlyList<string> Kinds, IReadOnlyList<string> Sectors, int Numerator, int Denominator, Confidence Confidence, string Source) : IRule
{
    /// <summary>Most credits of a target that has <paramref name="targetCredits"/>; not rounded.</summary>
    public decimal Of(decimal targetCredits) => targetCredits * Numerator / Denominator;

    public bool Concerns(string? setting, string? kind, string? sector) => Holds(Settings, setting) || Holds(Kinds, kind) || Holds(Sectors, sector);

    static bool Holds(IReadOnlyList<string> names, string? name)
    {
        if (name is null) return false;
        for (int i = 0; i < names.Count; i++)
            if (names[i] == name) return true;
        return false;
    }
}
