namespace Hub.Rules;

/// <summary>A qualifications framework and its map to the EQF.</summary>
/// <param name="Id">Short name: <c>QNQ</c>.</param>
/// <param name="Names">Name by language (ISO 639-1).</param>
/// <param name="Uri">Its URI in the European vocabulary; null when it has none.</param>
/// <param name="Referenced">Whether it is referenced to the EQF. Where it is not, an EQF level is never derived from it.</param>
public sealed record Framework(string Id, IReadOnlyDictionary<string, string> Names, string? Uri, bool Referenced, IReadOnlyList<FrameworkLevel> Levels, Confidence Confidence, string Source) : IRule
{
    public FrameworkLevel? FindLevel(ReadOnlySpan<char> level)
    {
        foreach (FrameworkLevel candidate in Levels)
            if (level.Equals(candidate.Level, StringComparison.OrdinalIgnoreCase)) return candidate;
        return null;
    }
}

/// <summary>One national level.</summary>
/// <param name="Level">As the country writes it: <c>4</c>, <c>4+</c>, <c>5a</c>, <c>Entry</c>.</param>
/// <param name="Eqf">EQF level 1 to 8; null where the level has none.</param>
/// <param name="OrEqf">A second EQF level some qualifications of the national level have; which of the two stands in their register entry. Null: there is none.</param>
public sealed record FrameworkLevel(string Level, int? Eqf, int? OrEqf, Confidence Confidence, string Source) : IRule
{
    public bool Allows(int eqf) => eqf == Eqf || eqf == OrEqf;
}
