using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Submissions.Columns;

/// <summary>How a header was understood.</summary>
/// <param name="Findings">On the row of the header. One that rejects means that nothing of the file may be applied.</param>
/// <param name="Map">The column map that was used, or null.</param>
public sealed record ColumnMatch(ColumnLayout Layout, IReadOnlyList<Finding> Findings, ColumnMap? Map);

/// <summary>
/// Understands a header. Certain names go first: those of a column map and the canonical ones; a synonym only takes a column that
/// none of them took.
/// </summary>
public static class ColumnMatcher
{
    /// <summary>Column every kind names its records by.</summary>
    public const string Key = "localId";

    /// <param name="country">Country of the submitting organisation, for choosing a map; null when not known.</param>
    /// <param name="defaultLanguage">ISO 639-1 code that columns of texts without a language are read as, with a warning; null: they are not read.</param>
    /// <param name="headerRow">Row the findings stand on.</param>
    public static Result<ColumnMatch> Match(
        IReadOnlyList<string> header, IRecordKind kind, ColumnSynonyms synonyms, IReadOnlyList<ColumnMap> maps, string? country, string? defaultLanguage = null, int headerRow = 1)
    {
        ColumnMap? map = Choose(header, kind, maps, country);
        var matching = new ColumnMatching(header, kind, map);
        for (int column = 0; column < header.Count; column++)
            matching.TakeCertain(column);
        for (int column = 0; column < header.Count; column++)
            matching.TakeSynonym(column, synonyms, defaultLanguage);
        ColumnLayout layout = matching.Layout();
        if (!layout.Columns.Any(use => use is not null)) return NoKnownColumns(kind);
        bool keyed = layout.Columns.Any(use => use?.Column.Name == Key) || layout.Constants.Any(constant => constant.Use.Column.Name == Key);
        if (!keyed && kind.Columns.Any(column => column.Name == Key)) return NoLocalId(kind);
        return new ColumnMatch(layout, matching.Findings(headerRow), map);
    }

    static ColumnMap? Choose(IReadOnlyList<string> header, IRecordKind kind, IReadOnlyList<ColumnMap> maps, string? country)
    {
        var folded = header.Select(ColumnName.Fold).ToHashSet(StringComparer.Ordinal);
        ColumnMap? best = null;
        foreach (ColumnMap map in maps)
            if (map.Fits(folded, kind.Name, country) && (best is null || map.When.Count > best.When.Count)) best = map;
        return best;
    }

    static Problem NoKnownColumns(IRecordKind kind) =>
        new(ProblemKind.Invalid, "file.no-known-columns", "The file has no column the hub knows.", $"See `hub template {kind.Name}` for the names, or describe yours in a column map.");

    static Problem NoLocalId(IRecordKind kind) =>
        new(ProblemKind.Invalid, "file.no-local-id", "The file has no column that identifies its records.", $"Name one column {Key}: your own code for the record, unique among your {kind.Name}.");
}
