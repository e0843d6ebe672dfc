using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hub.Catalogue.Listing;

/// <summary>A query that was understood. Entries are tried one by one; which of them are tried at all the listing chooses.</summary>
/// <param name="Provider">Sought by the index of who names whom.</param>
/// <param name="AwardingBody">Sought by that index too.</param>
/// <param name="Countries">Countries of the awarding body; the entry does not hold them, so whoever lists looks them up.</param>
/// <param name="After">Only what changed after this number of the feed.</param>
/// <param name="Since">Only what changed at this time or later.</param>
/// <param name="Conditions">Conditions that the canonical JSON meets or does not.</param>
public sealed record CatalogueFilter(
    string? Provider, string? AwardingBody, IReadOnlySet<string>? Countries, long? After, DateTimeOffset? Since, IReadOnlyList<EntryCondition> Conditions)
{
    public bool IsEmpty => this is { Provider: null, AwardingBody: null, Countries: null, After: null, Since: null, Conditions.Count: 0 };

    /// <summary>Whether the entry is what was asked for, but for the country of the body that awards it, which comes out.</summary>
    public bool Matches(string id, ReadOnlyMemory<byte> json, out string awardingBody)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement entry = document.RootElement;
        awardingBody = entry.TryGetProperty("awardingBody"u8, out JsonElement body) ? body.GetString()! : id[..Math.Max(0, id.IndexOf('~', StringComparison.Ordinal))];
        if (AwardingBody is not null && AwardingBody != awardingBody) return false;
        if (Provider is not null && !Links.EntryLinks.IsOwnerOf(id, Provider) && !(entry.TryGetProperty("providers"u8, out JsonElement providers) && Holds(providers, Provider))) return false;
        foreach (EntryCondition condition in Conditions)
            if (!entry.TryGetProperty(condition.Property, out JsonElement value) || !condition.Test(value)) return false;
        return true;
    }

    static bool Holds(JsonElement list, string value)
    {
        foreach (JsonElement item in list.EnumerateArray())
            if (item.ValueEquals(value)) return true;
        return false;
    }
}

/// <summary>A condition on one property of an entry; what does not have the property does not meet it.</summary>
public sealed partial record EntryCondition(string Property, Func<JsonElement, bool> Test)
{
    /// <summary>One of the values, in a single value or among several.</summary>
    public static EntryCondition AnyOf(string property, IReadOnlySet<string> values) => new(property, value => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Any(item => values.Contains(item.GetString()!)),
        JsonValueKind.Number => values.Contains(value.GetRawText()),
        _ => values.Contains(value.GetString()!),
    });

    /// <summary>A code that begins with one of these.</summary>
    public static EntryCondition BeginsWith(string property, IReadOnlyList<string> codes) =>
        new(property, value => value.EnumerateArray().Any(item => codes.Any(code => item.GetString()!.StartsWith(code, StringComparison.Ordinal))));

    public static EntryCondition Between(string property, decimal? min, decimal? max) =>
        new(property, value => value.GetDecimal() is var number && number >= (min ?? decimal.MinValue) && number <= (max ?? decimal.MaxValue));

    /// <summary>Every one of the beginnings begins a word, all of them in the same language.</summary>
    public static EntryCondition Words(string property, IReadOnlyList<string> beginnings) =>
        new(property, value => value.EnumerateObject().Any(text => WordsOf(text.Value.GetString()!) is var words && beginnings.All(b => words.Any(w => w.StartsWith(b, StringComparison.OrdinalIgnoreCase)))));

    /// <summary>Characters of a title that are searched: far more than any has that people read.</summary>
    const int MaxSearched = 500;

    internal static string[] WordsOf(string text) => [.. Word().Matches(text.Length > MaxSearched ? text[..MaxSearched] : text).Select(word => word.Value)];

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+")]
    private static partial Regex Word();
}
