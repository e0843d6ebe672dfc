namespace Hub.Submissions.Columns;
public sealed record ColumnMap(string Name);
public sealed class ColumnSynonyms;
public sealed record ColumnMatch(ColumnLayout Layout, IReadOnlyList<Finding> Findings, ColumnMap? Map);
public static class ColumnMatcher { public static Result<ColumnMatch> Match(IReadOnlyList<string> header, IRecordKind kind, ColumnSynonyms synonyms, IReadOnlyList<ColumnMap> maps, string? country, string? defaultLanguage = null) => throw new InvalidOperationException(); }
