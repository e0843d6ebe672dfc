using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Submissions.Columns;

/// <summary>One header being understood, column by column.</summary>
sealed class ColumnMatching(IReadOnlyList<string> header, IRecordKind kind, ColumnMap? map)
{
    readonly ColumnUse?[] _uses = new ColumnUse?[header.Count];
    readonly bool[] _settled = new bool[header.Count];
    readonly List<(int Column, FindingCode Code, string? Detail)> _found = [];
    readonly HashSet<(int Ordinal, string? Language)> _certain = [];
    readonly HashSet<(int Ordinal, string? Language)> _taken = [];
    readonly bool _isPublished = header.Contains(ColumnMatcher.Key) && header.Count(HubColumns.IsPublished) == 2;
    readonly Dictionary<string, Column> _canonical = kind.Columns.ToDictionary(column => ColumnName.Fold(column.Name), StringComparer.Ordinal);

    /// <summary>Columns the map names, the hub's own, and canonical names in any spelling.</summary>
    public void TakeCertain(int column)
    {
        string name = header[column].Trim();
        _settled[column] = name.Length == 0 || HubColumns.IsOwn(name) || (_isPublished && HubColumns.IsPublished(name)) || (map?.Ignore?.Any(ignored => Same(ignored, name)) ?? false);
        if (_settled[column]) return;
        if (OfMap(name) is { } mapped) Take(column, mapped, certain: true);
        else if (_canonical.TryGetValue(ColumnName.Fold(name), out Column? whole) && !whole.HasLanguage) Take(column, new ColumnUse(whole, null, name), certain: true);
        else if (ColumnName.SplitLanguage(name) is var (text, language) && _canonical.TryGetValue(ColumnName.Fold(text), out Column? texts) && texts.HasLanguage)
            Take(column, new ColumnUse(texts, language, name), certain: true);
    }

    ColumnUse? OfMap(string name)
    {
        foreach ((string source, string target) in map?.Columns ?? new Dictionary<string, string>())
            if (Same(source, name)) return ColumnName.Canonical(target, kind, name);
        return null;
    }

    static bool Same(string one, string other) => ColumnName.Fold(one).Equals(ColumnName.Fold(other), StringComparison.Ordinal);

    public void TakeSynonym(int column, ColumnSynonyms synonyms, string? defaultLanguage)
    {
        if (_settled[column]) return;
        string name = header[column].Trim();
        if (Known(name, synonyms) is { } whole)
        {
            if (!whole.HasLanguage) Take(column, new ColumnUse(whole, null, name), certain: false);
            else if (defaultLanguage is null) Note(column, ColumnFindings.LanguageMissing, whole.Name);
            else if (Take(column, new ColumnUse(whole, defaultLanguage, name), certain: false)) Note(column, ColumnFindings.LanguageAssumed, $"{whole.Name}@{defaultLanguage}");
        }
        else if (ColumnName.SplitLanguage(name) is var (text, language) && Known(text, synonyms) is { HasLanguage: true } texts)
        {
            Take(column, new ColumnUse(texts, language, name), certain: false);
        }
        else
        {
            Note(column, ColumnFindings.Unknown, null);
        }
    }

    Column? Known(string name, ColumnSynonyms synonyms) => _canonical.GetValueOrDefault(ColumnName.Fold(name)) ?? synonyms.Find(name, kind);

    bool Take(int column, ColumnUse use, bool certain)
    {
        (int, string?) place = (use.Column.Ordinal, use.Language);
        _settled[column] = true;
        if (_taken.Add(place))
        {
            _uses[column] = use;
            if (certain) _certain.Add(place);
            return true;
        }

        // A column that only might be meant gives way to one that certainly is; two equals cannot be told apart.
        bool givesWay = !certain && _certain.Contains(place);
        Note(column, givesWay ? ColumnFindings.Unknown : ColumnFindings.Twice, givesWay ? null : $"{(use.Language is null ? use.Column.Name : $"{use.Column.Name}@{use.Language}")}: {TakenBy(place)}");
        return false;
    }

    string TakenBy((int, string?) place) => Array.Find(_uses, use => use is not null && (use.Column.Ordinal, use.Language) == place)!.SourceName;

    void Note(int column, FindingCode code, string? detail) => _found.Add((column, code, detail));

    public ColumnLayout Layout()
    {
        var constants = new List<(ColumnUse, string)>();
        foreach ((string target, string value) in map?.Constants ?? new Dictionary<string, string>())
            if (ColumnName.Canonical(target, kind, target) is { } use && !_taken.Contains((use.Column.Ordinal, use.Language))) constants.Add((use, value));
        return new ColumnLayout(_uses, constants);
    }

    public IReadOnlyList<Finding> Findings(int row) =>
        [.. _found.OrderBy(found => found.Column).Select(found => new Finding(row, header[found.Column].Trim(), found.Code, found.Code.Severity, found.Detail))];
}
