namespace Hub.Rules;

/// <summary>A controlled vocabulary: values found by short name or code in any case, or by URI.</summary>
public sealed class Vocabulary
{
    readonly Dictionary<string, Concept> _byKey;
    readonly Dictionary<string, Concept>.AlternateLookup<ReadOnlySpan<char>> _find;
    readonly HashSet<string> _aliases = new(StringComparer.OrdinalIgnoreCase);

    public Vocabulary(string name, IReadOnlyList<Concept> concepts)
    {
        (Name, Concepts) = (name, concepts);
        _byKey = new(concepts.Count * 3, StringComparer.OrdinalIgnoreCase);
        foreach (Concept concept in concepts)
            if (!_byKey.TryAdd(concept.Name, concept)) throw new RulesetException(name, concept.Name, "the name stands twice");
        foreach (Concept concept in concepts)
        {
            if (concept.Code is { } code && !_byKey.TryAdd(code, concept) && _byKey[code] != concept) throw new RulesetException(name, code, "the code stands twice");
            if (concept.Uri is { } uri && !_byKey.TryAdd(uri, concept)) throw new RulesetException(name, uri, "the URI stands twice");
        }
        _find = _byKey.GetAlternateLookup<ReadOnlySpan<char>>();
        Names = string.Join(", ", concepts.Take(MostNamed).Select(c => c.Name)) + (concepts.Count > MostNamed ? ", ..." : "");
    }

    /// <summary>Values named in a message at most.</summary>
    const int MostNamed = 14;

    public string Name { get; }

    public IReadOnlyList<Concept> Concepts { get; }

    /// <summary>The short names for messages; cut off where there are many.</summary>
    public string Names { get; }

    /// <summary>The value with this short name, code, URI or other name; null when there is none.</summary>
    public Concept? Find(ReadOnlySpan<char> text) => _find.TryGetValue(text, out Concept? concept) ? concept : null;

    /// <summary>Whether the text is another name that is understood but not what should be written.</summary>
    public bool IsAlias(ReadOnlySpan<char> text) => _aliases.Count > 0 && _aliases.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text);

    internal void AddAlias(string alias, string name)
    {
        Concept concept = Find(name) ?? throw new RulesetException(Name, alias, $"there is no value {name}");
        if (!_byKey.TryAdd(alias, concept)) throw new RulesetException(Name, alias, "the other name is already a name");
        _aliases.Add(alias);
    }
}
