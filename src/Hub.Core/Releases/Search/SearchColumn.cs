using System.Text.Json;

namespace Hub.Releases.Search;

/// <summary>A column of the list for searching: puts the value of the entry that was read into its row, if there is one.</summary>
/// <param name="facet">The values of a coded column; null for one whose values stand in the rows.</param>
sealed class SearchColumn(string name, Action<SearchRow> write, SearchFacet? facet = null)
{
    public string Name => name;

    public SearchFacet? Facet => facet;

    public void Write(SearchRow row) => write(row);

    /// <summary>A value as it stands in the entry.</summary>
    public static SearchColumn Plain(string name, RecordField field) => new(name, row =>
    {
        if (field.IsThere) row.Put(field.Value);
    });

    /// <summary>One value of a facet.</summary>
    public static SearchColumn One(SearchFacet facet, RecordField field) => One(facet, () => field.Utf8Text);

    /// <param name="read">The value in UTF-8; empty where the entry has none.</param>
    public static SearchColumn One(SearchFacet facet, Utf8Reading read) => new(facet.Name, row =>
    {
        ReadOnlySpan<byte> value = read();
        if (!value.IsEmpty) row.Put(facet.Count(value));
    }, facet);

    /// <summary>Several values of a facet, each once.</summary>
    /// <param name="otherwise">The only value of an entry that does not have the property; null: it has none.</param>
    public static SearchColumn Many(SearchFacet facet, RecordField field, Utf8Reading? otherwise = null)
    {
        var places = new List<int>();
        return new SearchColumn(facet.Name, row =>
        {
            places.Clear();
            if (!field.IsThere && otherwise is not null) facet.Count(otherwise(), places);
            var reader = new Utf8JsonReader(field.Value);
            while (field.IsThere && reader.Read())
                if (reader.TokenType == JsonTokenType.String) facet.Count(RecordField.Utf8TextOf(ref reader), places);
            if (places.Count > 0) row.Put(places);
        }, facet);
    }
}

/// <summary>Gives a value in UTF-8; empty where there is none.</summary>
delegate ReadOnlySpan<byte> Utf8Reading();
