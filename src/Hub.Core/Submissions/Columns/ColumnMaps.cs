using Hub.Submissions.Layout;

namespace Hub.Submissions.Columns;

/// <summary>The column maps of a hub: those that come with it and those its operator adds.</summary>
public static class ColumnMaps
{
    /// <param name="extraFolder">Folder with further <c>*.json</c> maps, or null. Its maps win over shipped ones that fit equally well.</param>
    /// <param name="kinds">Kinds the maps are checked against; a map of another kind is left unchecked.</param>
    /// <exception cref="InvalidDataException">A map does not read; the message says file, path and reason.</exception>
    public static IReadOnlyList<ColumnMap> LoadDefault(string? extraFolder, IReadOnlyList<IRecordKind>? kinds = null)
    {
        var maps = new List<ColumnMap>();
        if (extraFolder is not null)
            foreach (string file in Directory.EnumerateFiles(extraFolder, "*.json").Order(StringComparer.Ordinal))
                maps.Add(Parse(file, File.ReadAllBytes(file), kinds));
        foreach ((string name, byte[] json) in ColumnData.Shipped("maps/"))
            maps.Add(Parse(name, json, kinds));
        return maps;
    }

    public static ColumnMap Parse(string file, ReadOnlySpan<byte> json, IReadOnlyList<IRecordKind>? kinds = null)
    {
        ColumnMap map = ColumnData.Parse<ColumnMap>(file, json);
        if (map.When.Count == 0) throw ColumnData.Bad(file, "$.when", "At least one column must tell the file.");
        if (map.Country is { } country && !(country.Length == 2 && country.All(char.IsAsciiLetterUpper))) throw ColumnData.Bad(file, "$.country", $"'{country}' is no country code.");
        if (map.Columns.Keys.GroupBy(ColumnName.Fold).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw ColumnData.Bad(file, "$.columns", $"'{twice.First()}' is there twice.");
        if (kinds?.FirstOrDefault(kind => kind.Name == map.Kind) is { } kind && map.WrongFor(kind) is { } wrong) throw ColumnData.Bad(file, wrong.Path, wrong.Reason);
        return map;
    }
}
