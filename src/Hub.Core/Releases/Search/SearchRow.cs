using System.Text.Json;

namespace Hub.Releases.Search;

/// <summary>A row while it is written. Empty places are written only when a value comes after them, so a row ends with its last one.</summary>
sealed class SearchRow(Utf8JsonWriter json)
{
    int _empty;

    public void Write(SearchColumn[] columns, JsonElement entry)
    {
        _empty = 0;
        json.WriteStartArray();
        foreach (SearchColumn column in columns)
        {
            _empty++;
            column.Write(entry, this);
        }

        json.WriteEndArray();
        json.Flush();
        json.Reset();
    }

    /// <summary>Where the value of the column that is being written goes.</summary>
    public Utf8JsonWriter Next()
    {
        for (; _empty > 1; _empty--) json.WriteNullValue();
        _empty = 0;
        return json;
    }
}
