using Hub.Submissions.Layout;

namespace Hub.Submissions.Columns;

/// <summary>How the files of one sender name their columns. Data of the hub, an operator or an organisation.</summary>
/// <param name="Kind">Submission kind the map is for.</param>
/// <param name="When">Columns that must all be there for the map to be chosen.</param>
/// <param name="Columns">The sender's name to the canonical one, with language where it carries texts: <c>title@pt</c>.</param>
/// <param name="Country">Country of the submitting organisation the map is for (ISO 3166-1 alpha-2); null for any.</param>
/// <param name="Constants">Canonical name to the value every row gets, where the file has no such column.</param>
/// <param name="Ignore">Columns that are known and say nothing the hub keeps.</param>
public sealed record ColumnMap(
    string Name,
    string Kind,
    IReadOnlyList<string> When,
    IReadOnlyDictionary<string, string> Columns,
    string? Country = null,
    IReadOnlyDictionary<string, string>? Constants = null,
    IReadOnlyList<string>? Ignore = null)
{
    /// <summary>Whether this map is meant for such a file.</summary>
    internal bool Fits(HashSet<string> foldedHeader, string kind, string? country) =>
        Kind == kind && (Country is null || Country == country) && When.All(name => foldedHeader.Contains(ColumnName.Fold(name)));

    /// <summary>What is wrong with the map when it is held against the columns of its kind: path and reason; null when nothing is.</summary>
    public (string Path, string Reason)? WrongFor(IRecordKind kind)
    {
        foreach ((string source, string target) in Columns)
            if (ColumnName.Canonical(target, kind, source) is null) return ($"$.columns.{source}", $"'{target}' is no column of {kind.Name}; texts need a language, as in title@pt.");
        foreach (string target in Constants?.Keys ?? [])
            if (ColumnName.Canonical(target, kind, target) is null) return ($"$.constants.{target}", $"'{target}' is no column of {kind.Name}.");
        return null;
    }
}
