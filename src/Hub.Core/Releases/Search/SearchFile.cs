using System.Buffers;
using System.Text.Json;
using Hub.Rules;

namespace Hub.Releases.Search;

/// <summary>
/// <c>search.json</c>: what a program in a browser needs to search the catalogue, and no more. Rows come first, a line each, and
/// the values that are named by number after them, because they are known only then. Nothing in it depends on when it is written.
/// </summary>
/// <param name="sequence">Place in the feed.</param>
public sealed class SearchFile(Vocabularies vocabularies, ReleaseRegister register, long sequence)
{
    public const string Format = "hub-search/1";

    const int FlushBytes = 128 * 1024;

    /// <summary>Writes the entries, one JSON object a line, as rows; gives their number.</summary>
    public async Task<long> WriteAsync(Stream lines, Stream destination, CancellationToken cancel)
    {
        SearchColumn[] columns = Columns();
        var buffer = new ArrayBufferWriter<byte>(2 * FlushBytes);
        using var json = new Utf8JsonWriter(buffer, HubJson.WriterOptions);
        Begin(buffer, json, columns);
        await using var reader = new LineReader(lines);
        var row = new SearchRow(json);
        long rows = 0;
        while (await reader.ReadAsync(cancel) is { } line)
        {
            buffer.Write(rows++ == 0 ? "\n"u8 : ",\n"u8);
            WriteRow(row, columns, line);
            if (buffer.WrittenCount < FlushBytes) continue;
            await destination.WriteAsync(buffer.WrittenMemory, cancel);
            buffer.ResetWrittenCount();
        }

        End(buffer, json, columns);
        await destination.WriteAsync(buffer.WrittenMemory, cancel);
        return rows;
    }

    SearchColumn[] Columns() =>
    [
        SearchColumn.Plain("id", "id"),
        SearchColumn.Plain("title", "title"),
        SearchColumn.One(new SearchFacet("kind"), e => SearchColumn.TextOf(e, "kind")),
        SearchColumn.One(new SearchFacet("level"), e => SearchColumn.TextOf(e, "eqfLevel")),
        SearchColumn.Plain("credits", "creditPoints"),
        SearchColumn.One(new SearchFacet("creditSystem"), e => SearchColumn.TextOf(e, "creditSystem")),
        SearchColumn.Many(new SearchFacet("field", SearchFacet.Labels(vocabularies.IscedF)), e => SearchColumn.TextsOf(e, "iscedF")),
        SearchColumn.Many(new SearchFacet("language", SearchFacet.Labels(vocabularies.Languages)), e => SearchColumn.TextsOf(e, "languages")),
        SearchColumn.Many(new SearchFacet("mode", SearchFacet.Labels(vocabularies.Modes)), e => SearchColumn.TextsOf(e, "modes")),
        SearchColumn.One(new SearchFacet("country", SearchFacet.Labels(vocabularies.Countries)), e => register.Find(SearchColumn.TextOf(e, "awardingBody") ?? OwnerOf(e))?.Country),
        SearchColumn.Many(new SearchFacet("provider", id => register.Find(id)?.LegalName), ProvidersOf),
        SearchColumn.Plain("price", "priceAmount"),
        SearchColumn.One(new SearchFacet("currency"), e => SearchColumn.TextOf(e, "priceCurrency")),
        SearchColumn.Plain("start", "startDate"),
    ];

    /// <summary>Who owns an entry provides it where it names nobody.</summary>
    static IEnumerable<string> ProvidersOf(JsonElement entry) => entry.TryGetProperty("providers"u8, out _) ? SearchColumn.TextsOf(entry, "providers") : [OwnerOf(entry)];

    static string OwnerOf(JsonElement entry)
    {
        string id = entry.GetProperty("id"u8).GetString()!;
        return id[..Math.Max(0, id.IndexOf('~', StringComparison.Ordinal))];
    }

    void Begin(ArrayBufferWriter<byte> buffer, Utf8JsonWriter json, SearchColumn[] columns)
    {
        json.WriteStartObject();
        json.WriteString("format"u8, Format);
        json.WriteNumber("sequence"u8, sequence);
        json.WriteStartArray("columns"u8);
        foreach (SearchColumn column in columns) json.WriteStringValue(column.Name);
        json.WriteEndArray();
        json.Flush();
        json.Reset();
        buffer.Write(",\n\"entries\":["u8);
    }

    static void WriteRow(SearchRow row, SearchColumn[] columns, ReadOnlyMemory<byte> line)
    {
        using JsonDocument entry = JsonDocument.Parse(line);
        row.Write(columns, entry.RootElement);
    }

    static void End(ArrayBufferWriter<byte> buffer, Utf8JsonWriter json, SearchColumn[] columns)
    {
        buffer.Write("\n],\n\"facets\":"u8);
        json.WriteStartObject();
        foreach (SearchColumn column in columns) column.Facet?.Write(json);
        json.WriteEndObject();
        json.Flush();
        buffer.Write("}\n"u8);
    }
}
