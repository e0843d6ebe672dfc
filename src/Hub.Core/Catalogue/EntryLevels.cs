using Hub.Rules;
using Hub.Submissions.Layout;

namespace Hub.Catalogue;

/// <summary>Rules about levels: the national level exists, and a stated EQF level agrees with the map. An EQF level is never derived.</summary>
static class EntryLevels
{
    static readonly Rule<string> EuropeanVocabulary = new("nqf-levels", Confidence.Verified, "European vocabulary of NQF levels (ELM application profiles)");

    public static void Judge(CatalogueEntry entry, RowReading row, EntryLaw law)
    {
        bool hasLevel = row.Has(CatalogueColumns.NqfLevel);
        bool hasFramework = row.Has(CatalogueColumns.NqfFramework);
        if (!hasLevel && !hasFramework) return;
        ReadOnlySpan<char> level = row.Cell(CatalogueColumns.NqfLevel);
        if (level.StartsWith("http", StringComparison.OrdinalIgnoreCase)) level = OfUri(level, entry, row);
        if (hasFramework) NameFramework(entry, row, law);
        if (!hasLevel || level.IsEmpty) return;
        string? name = entry.NqfFramework ?? OnlyFramework(law);
        if (name is null)
        {
            if (!hasFramework) row.Add(CatalogueColumns.NqfFramework, EntryFindings.FrameworkMissing);
            return;
        }
        if (law.Ruleset.FindFramework(name) is { } framework) National(level, framework, entry, row, law.Ruleset);
        else Listed(level, name, entry, row, law.Ruleset);
    }

    // The URI of a level says its framework too.
    static ReadOnlySpan<char> OfUri(ReadOnlySpan<char> uri, CatalogueEntry entry, RowReading row)
    {
        if (row.Scope.Vocabularies.FindNqfLevel(uri.ToString()) is not { } found)
        {
            row.Add(CatalogueColumns.NqfLevel, EntryFindings.FrameworkUnknown);
            return default;
        }
        entry.NqfFramework = found.Framework;
        return found.Level;
    }

    static void NameFramework(CatalogueEntry entry, RowReading row, EntryLaw law)
    {
        ReadOnlySpan<char> cell = row.Cell(CatalogueColumns.NqfFramework);
        string? name = law.Ruleset.FindFramework(cell)?.Id ?? row.Scope.Vocabularies.NqfFrameworks.Find(cell)?.Name;
        if (name is null) row.Add(CatalogueColumns.NqfFramework, EntryFindings.FrameworkUnknown);
        else if (entry.NqfFramework is { } ofUri && ofUri != name) row.Add(CatalogueColumns.NqfLevel, EntryFindings.LevelUnknown, EuropeanVocabulary, law.Ruleset, detail: name);
        else entry.NqfFramework = name;
    }

    static string? OnlyFramework(EntryLaw law) => law.Ruleset.Frameworks.Count == 1 ? law.Ruleset.Frameworks[0].Id : null;

    static void National(ReadOnlySpan<char> level, Framework framework, CatalogueEntry entry, RowReading row, Ruleset ruleset)
    {
        entry.NqfFramework = framework.Id;
        if (framework.FindLevel(level) is not { } found)
        {
            row.Add(CatalogueColumns.NqfLevel, EntryFindings.LevelUnknown, framework, ruleset, detail: framework.Id);
            entry.NqfLevel = level.ToString();
            return;
        }
        (entry.NqfLevel, entry.IsNqfLevelKnown) = (found.Level, true);
        if (entry.EqfLevel is not { } eqf) return;
        if (found.Eqf is not { } expected) row.Add(CatalogueColumns.EqfLevel, EntryFindings.LevelNotReferenced, found, ruleset, detail: framework.Id);
        else if (eqf.Name.Length != 1 || !found.Allows(eqf.Name[0] - '0'))
            row.Add(CatalogueColumns.EqfLevel, EntryFindings.LevelContradiction, found, ruleset, detail: found.OrEqf is { } other ? $"EQF {expected} or {other}" : $"EQF {expected}");
    }

    // A framework of another country than the one whose law counts: the European list knows its levels, not its map.
    static void Listed(ReadOnlySpan<char> level, string framework, CatalogueEntry entry, RowReading row, Ruleset ruleset)
    {
        NqfLevel? found = row.Scope.Vocabularies.FindNqfLevel(framework, level.ToString());
        if (found is null) row.Add(CatalogueColumns.NqfLevel, EntryFindings.LevelUnknown, EuropeanVocabulary, ruleset, detail: framework);
        (entry.NqfLevel, entry.IsNqfLevelKnown) = (found?.Level ?? level.ToString(), found is not null);
    }
}
