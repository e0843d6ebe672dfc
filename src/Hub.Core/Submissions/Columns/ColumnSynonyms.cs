using Hub.Submissions.Layout;

namespace Hub.Submissions.Columns;

/// <summary>
/// Names that columns go by in registers and spreadsheets. The data lists them by canonical name and language, because it is people
/// of that language who check them; a header may use any of them.
/// </summary>
public sealed class ColumnSynonyms
{
    readonly Dictionary<string, List<string>> _canonicalByFolded = [];

    ColumnSynonyms()
    {
    }

    public static ColumnSynonyms LoadDefault() => Parse("synonyms.json", ColumnData.Shipped("synonyms.json").Single().Json);

    /// <param name="json">Object: canonical name, then language, then list of names.</param>
    public static ColumnSynonyms Parse(string file, ReadOnlySpan<byte> json)
    {
        var synonyms = new ColumnSynonyms();
        foreach ((string canonical, Dictionary<string, string[]> byLanguage) in ColumnData.Parse<Dictionary<string, Dictionary<string, string[]>>>(file, json))
        {
            foreach ((string language, string[] names) in byLanguage)
            {
                if (!LanguageCodes.Has(language)) throw ColumnData.Bad(file, $"$.{canonical}.{language}", "This is no ISO 639-1 code.");
                foreach (string name in names)
                    synonyms.Add(file, $"$.{canonical}.{language}", canonical, name);
            }
        }

        return synonyms;
    }

    void Add(string file, string path, string canonical, string name)
    {
        string folded = ColumnName.Fold(name);
        if (folded.Length == 0) throw ColumnData.Bad(file, path, $"'{name}' has no letters.");
        if (!_canonicalByFolded.TryGetValue(folded, out List<string>? canonicals)) _canonicalByFolded.Add(folded, canonicals = []);
        if (!canonicals.Contains(canonical)) canonicals.Add(canonical);
    }

    /// <summary>The one column of the kind that goes by this name; null when there is none, or several.</summary>
    public Column? Find(string name, IRecordKind kind)
    {
        if (!_canonicalByFolded.TryGetValue(ColumnName.Fold(name), out List<string>? canonicals)) return null;
        Column? found = null;
        foreach (Column column in kind.Columns)
        {
            if (!canonicals.Contains(column.Name)) continue;
            if (found is not null) return null;
            found = column;
        }

        return found;
    }

    /// <summary>Canonical names the data speaks of, so that a test can hold them against the kinds.</summary>
    public IEnumerable<string> Canonicals => _canonicalByFolded.Values.SelectMany(names => names).Distinct(StringComparer.Ordinal);
}
