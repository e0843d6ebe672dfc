using System.Text.Json;
using Hub.Recognition.Evaluation;

namespace Hub.Recognition.Equivalences;

/// <summary>How much of an entry another one stands for. Names are public contract.</summary>
public enum EquivalenceExtent
{
    Whole,
    Part,
}

/// <summary>Which way an equivalence holds. Names are public contract.</summary>
public enum EquivalenceDirection
{
    /// <summary>The source counts as the target, not the other way round.</summary>
    OneWay,
    BothWays,
}

/// <summary>Learning outcomes that stand for each other, by their places in the lists of the two entries.</summary>
/// <param name="Source">From 1.</param>
/// <param name="Target">From 1.</param>
public sealed record OutcomePair(int Source, int Target);

/// <summary>That somebody competent has declared one unit, or other entry, to stand for another. Credits are no part of it: whoever has the target by it has the target's own.</summary>
/// <param name="Source">Public id of the entry that was achieved.</param>
/// <param name="Target">Public id of the entry it counts as.</param>
/// <param name="Extent">How much of the target it stands for.</param>
/// <param name="ExtentBack">How much of the source the target stands for, where it holds both ways; null: it does not.</param>
/// <param name="Outcomes">Which outcome stands for which; empty: the entries as such.</param>
/// <param name="Basis">Act, agreement or decision it rests on.</param>
/// <param name="DeclaredBy">Id of the organisation that declares it.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidUntil">Last day; null: no end is set.</param>
/// <param name="IsWithdrawn">It should not have been there.</param>
public sealed record Equivalence(
    string Source, string Target, EquivalenceExtent Extent, EquivalenceDirection Direction, EquivalenceExtent? ExtentBack, IReadOnlyList<OutcomePair> Outcomes,
    string Basis, string DeclaredBy, DateOnly ValidFrom, DateOnly? ValidUntil, bool? IsWithdrawn = null)
{
    public bool HoldsOn(DateOnly day) => day >= ValidFrom && (ValidUntil is not { } until || day <= until);

    /// <summary>As an evaluation sees it, whose target has this part; null where it says nothing of the part.</summary>
    /// <param name="id">Public id of the equivalence.</param>
    public DeclaredEquivalence? For(string id, string part)
    {
        if (Target == part) return new DeclaredEquivalence(id, Source, Target, Extent == EquivalenceExtent.Whole, DeclaredBy, Basis, ValidFrom, ValidUntil);
        return Source == part && ExtentBack is { } back ? new DeclaredEquivalence(id, Target, Source, back == EquivalenceExtent.Whole, DeclaredBy, Basis, ValidFrom, ValidUntil) : null;
    }

    public static Equivalence Read(ReadOnlyMemory<byte> json) => JsonSerializer.Deserialize<Equivalence>(json.Span, HubJson.Options)!;

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, HubJson.Options);
}
