namespace Hub;

/// <summary>One page of a listing. <paramref name="Next"/> is the cursor for <c>?after=</c>, null on the last page.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
