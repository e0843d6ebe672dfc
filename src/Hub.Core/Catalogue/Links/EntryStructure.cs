namespace Hub.Catalogue.Links;

/// <summary>An entry among others: its parts, what it stacks into, what it is derived from and what is derived from it.</summary>
/// <param name="Parts">Public entries that say they are part of this one; at most 200.</param>
/// <param name="Totals">Of the parts shown.</param>
/// <param name="MoreParts">Where the other parts are; null when these are all.</param>
/// <param name="StacksInto">Larger awards it leads to, the nearest first; at most 200 and 10 steps.</param>
/// <param name="IsWholePath">Whether that is all it leads to.</param>
/// <param name="DerivedFrom">Public entries it is derived from.</param>
/// <param name="Derived">Public entries derived from it; at most 100.</param>
/// <param name="MoreDerived">Where the others are; null when these are all.</param>
/// <param name="Problems">What does not fit together.</param>
public sealed record EntryStructure(
    EntrySummary Entry, IReadOnlyList<EntrySummary> Parts, StructureTotals Totals, string? MoreParts,
    IReadOnlyList<StackingStep> StacksInto, bool IsWholePath,
    IReadOnlyList<EntrySummary> DerivedFrom, IReadOnlyList<EntrySummary> Derived, string? MoreDerived, IReadOnlyList<StructureProblem> Problems);

/// <param name="RelativeWeight">Sum of the parts' weights in per cent; null when no part has one.</param>
/// <param name="Credits">Sum of the parts' points by credit system.</param>
/// <param name="WorkloadHours">Sum of the parts' hours; null when no part has any.</param>
public sealed record StructureTotals(int Parts, decimal? RelativeWeight, IReadOnlyList<CreditTotal> Credits, decimal? WorkloadHours);

public sealed record CreditTotal(string CreditSystem, decimal CreditPoints, int Parts);

/// <summary>A larger award on the way up.</summary>
/// <param name="Depth">Steps from the entry asked about: 1 for what it is part of itself.</param>
/// <param name="Through">Entries one step nearer that are part of it.</param>
public sealed record StackingStep(int Depth, EntrySummary Entry, IReadOnlyList<string> Through);

/// <summary>Something in a structure that can not be right. It warns: the entries belong to different bodies, and each may be right by itself.</summary>
/// <param name="Code">Stable code <c>structure.what-is-wrong</c>.</param>
/// <param name="Entries">Ids of the entries it is about.</param>
public sealed record StructureProblem(string Code, string Message, IReadOnlyList<string> Entries);
