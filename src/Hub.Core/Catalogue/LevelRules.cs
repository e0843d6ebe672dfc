using Hub.Rules;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Catalogue;

/// <summary>A national level as a row states it.</summary>
/// <param name="IsKnown">Whether the framework has the level.</param>
public readonly record struct StatedLevel(string? Framework, string? Level, bool IsKnown = false);

/// <summary>
/// Rules about levels, for every kind of record that states one: the national level exists, and a stated EQF level agrees with the
/// map. An EQF level is never derived.
/// </summary>
sealed class LevelRules(Column framework, Column level, Column eqf)
{
    static readonly Rule<string> EuropeanVocabulary = new("nqf-levels", Confidence.Verified, "European vocabulary of NQF levels (ELM application profiles)");

    public required FindingCode FrameworkMissing { get; init; }

    public required FindingCode FrameworkUnknown { get; init; }

    public required RulesetFinding LevelUnknown { get; init; }

    public required RulesetFinding LevelNotReferenced { get; init; }

    public required RulesetFinding LevelContradiction { get; init; }

    /// <param name="stated">The EQF level of the row; null when it states none.</param>
    public StatedLevel Judge(RowReading row, EntryLaw law, Concept? stated)
    {
        bool hasLevel = row.Has(level), hasFramework = row.Has(framework);
        if (!hasLevel && !hasFramework) return default;
        string? name = null;
        ReadOnlySpan<char> cell = row.Cell(level);
        if (cell.StartsWith("http", StringComparison.OrdinalIgnoreCase)) cell = OfUri(cell, row, ref name);
        if (hasFramework) NameFramework(row, law, ref name);
        if (!hasLevel || cell.IsEmpty) return new StatedLevel(name, null);
        name ??= OnlyFramework(law);
        if (name is not null) return law.Ruleset.FindFramework(name) is { } national ? National(cell, national, row, law.Ruleset, stated) : Listed(cell, name, row, law.Ruleset);
        if (!hasFramework) row.Add(framework, FrameworkMissing);
        return default;
    }

    // The URI of a level says its framework too.
    ReadOnlySpan<char> OfUri(ReadOnlySpan<char> uri, RowReading row, scoped ref string? name)
    {
        if (row.Scope.Vocabularies.FindNqfLevel(uri.ToString()) is not { } found)
        {
            row.Add(level, FrameworkUnknown);
            return default;
        }

        name = found.Framework;
        return found.Level;
    }

    void NameFramework(RowReading row, EntryLaw law, ref string? name)
    {
        ReadOnlySpan<char> cell = row.Cell(framework);
        string? own = law.Ruleset.FindFramework(cell)?.Id ?? row.Scope.Vocabularies.NqfFrameworks.Find(cell)?.Name;
        if (own is null) row.Add(framework, FrameworkUnknown);
        else if (name is not null && name != own) row.Add(level, LevelUnknown, EuropeanVocabulary, law.Ruleset, detail: own);
        else name = own;
    }

    static string? OnlyFramework(EntryLaw law) => law.Ruleset.Frameworks.Count == 1 ? law.Ruleset.Frameworks[0].Id : null;

    StatedLevel National(ReadOnlySpan<char> cell, Framework national, RowReading row, Ruleset ruleset, Concept? stated)
    {
        if (national.FindLevel(cell) is not { } found)
        {
            row.Add(level, LevelUnknown, national, ruleset, detail: national.Id);
            return new StatedLevel(national.Id, cell.ToString());
        }

        if (stated is not null)
        {
            if (found.Eqf is not { } expected) row.Add(eqf, LevelNotReferenced, found, ruleset, detail: national.Id);
            else if (stated.Name.Length != 1 || !found.Allows(stated.Name[0] - '0'))
                row.Add(eqf, LevelContradiction, found, ruleset, detail: found.OrEqf is { } other ? $"EQF {expected} or {other}" : $"EQF {expected}");
        }

        return new StatedLevel(national.Id, found.Level, IsKnown: true);
    }

    // A framework of another country than the one whose law counts: the European list knows its levels, not its map.
    StatedLevel Listed(ReadOnlySpan<char> cell, string name, RowReading row, Ruleset ruleset)
    {
        NqfLevel? found = row.Scope.Vocabularies.FindNqfLevel(name, cell.ToString());
        if (found is null) row.Add(level, LevelUnknown, EuropeanVocabulary, ruleset, detail: name);
        return new StatedLevel(name, found?.Level ?? cell.ToString(), found is not null);
    }
}
