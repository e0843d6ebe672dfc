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
        var fields = new RecordFields();
        SearchColumn[] columns = Columns(fields);
        var buffer = new ArrayBufferWriter<byte>(2 * FlushBytes);
        using var json = new Utf8JsonWriter(buffer, HubJson.WriterOptions);
        Begin(buffer, json, columns);
        await using var reader = new LineReader(lines);
        var row = new SearchRow(buffer);
        long rows = 0;
        while (await reader.ReadAsync(cancel) is { } line)
        {
            buffer.Write(rows++ == 0 ? "\n"u8 : ",\n"u8);
            fields.Read(line);
            row.Write(columns);
            if (buffer.WrittenCount < FlushBytes) continue;
            await destination.WriteAsync(buffer.WrittenMemory, cancel);
            buffer.ResetWrittenCount();
        }

        End(buffer, json, columns);
        await destination.WriteAsync(buffer.WrittenMemory, cancel);
        return rows;
    }

    SearchColumn[] Columns(RecordFields fields)
    {
        RecordField id = fields["id"], body = fields["awardingBody"];
        var countries = new SearchCountries(register);
        return
        [
            SearchColumn.Plain("id", id),
            SearchColumn.Plain("title", fields["title"]),
            SearchColumn.One(new SearchFacet("kind"), fields["kind"]),
            SearchColumn.One(new SearchFacet("level"), fields["eqfLevel"]),
            SearchColumn.Plain("credits", fields["creditPoints"]),
            SearchColumn.One(new SearchFacet("creditSystem"), fields["creditSystem"]),
            SearchColumn.Many(new SearchFacet("field", SearchFacet.Labels(vocabularies.IscedF)), fields["iscedF"]),
            SearchColumn.Many(new SearchFacet("language", SearchFacet.Labels(vocabularies.Languages)), fields["languages"]),
            SearchColumn.Many(new SearchFacet("mode", SearchFacet.Labels(vocabularies.Modes)), fields["modes"]),
            SearchColumn.One(new SearchFacet("country", SearchFacet.Labels(vocabularies.Countries)), () => countries.Of(body.IsThere ? body.Utf8Text : OwnerOf(id))),
            SearchColumn.Many(new SearchFacet("provider", provider => register.Find(provider)?.LegalName), fields["providers"], () => OwnerOf(id)),
            SearchColumn.Plain("price", fields["priceAmount"]),
            SearchColumn.One(new SearchFacet("currency"), fields["priceCurrency"]),
            SearchColumn.Plain("start", fields["startDate"]),
        ];
    }

    /// <summary>Who owns an entry provides and awards it where it names nobody.</summary>
    static ReadOnlySpan<byte> OwnerOf(RecordField id)
    {
        ReadOnlySpan<byte> text = id.Utf8Text;
        return text[..Math.Max(0, text.IndexOf((byte)'~'))];
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
