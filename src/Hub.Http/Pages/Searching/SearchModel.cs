namespace Hub.Http.Pages.Searching;

/// <summary>The search page.</summary>
/// <param name="Count">Entries found on all pages together.</param>
/// <param name="Partial">The index is still being made: there may be more.</param>
/// <param name="Next">Cursor of the next page; null on the last one.</param>
/// <param name="First">Whether this is the first page.</param>
/// <param name="Api">The listing of the API with the same filters, as far as it has them.</param>
/// <param name="Problem">Code of what was wrong with the request: the answer is that without it.</param>
public sealed record SearchModel(SearchForm Form, IReadOnlyList<FilterGroup> Filters, int Count, bool Partial, IReadOnlyList<EntryCard> Items, string? Next, bool First, string Api, string? Problem);

/// <param name="Name">Name of the field.</param>
public sealed record FilterGroup(string Name, IReadOnlyList<FilterOption> Options);

/// <param name="Count">Entries there would be with it, the other fields as they are.</param>
/// <param name="Texts">What it is called, by language, where the register says so and not a vocabulary.</param>
public sealed record FilterOption(string Value, int Count, bool Chosen, IReadOnlyDictionary<string, string>? Texts = null);
