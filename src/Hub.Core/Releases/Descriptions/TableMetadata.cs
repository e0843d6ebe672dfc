using System.Text.Json.Nodes;
using Hub.Submissions.Layout;

namespace Hub.Releases.Descriptions;

/// <summary>
/// <c>entries.csv-metadata.json</c> and its like: CSV on the Web (W3C, Metadata Vocabulary for Tabular Data). It describes the
/// table without its compression, which that standard does not know.
/// </summary>
static class TableMetadata
{
    public static JsonObject Of(DescribedRelease release, ReleaseTable table) => new()
    {
        ["@context"] = "http://www.w3.org/ns/csvw",
        ["url"] = $"{table.Name}.csv",
        ["dc:title"] = $"{release.Profile.Title}: {table.Name}",
        ["dc:license"] = new JsonObject { ["@id"] = release.Manifest.License },
        ["rdfs:comment"] = table.PlainFile is null ? $"Published as {table.File}: gzip of this table." : "Published as it is described.",
        ["dialect"] = new JsonObject { ["encoding"] = "utf-8", ["delimiter"] = ",", ["header"] = true, ["doubleQuote"] = true },
        ["tableSchema"] = new JsonObject
        {
            ["columns"] = new JsonArray([.. table.Columns.Select(Column)]),
            ["primaryKey"] = table.KeyNode,
        },
    };

    static JsonObject Column(ReleaseColumn column)
    {
        var json = new JsonObject
        {
            // Names are used in URI templates, which know no @ (RFC 6570).
            ["name"] = column.Language is null ? column.Name : $"{column.Name}_{column.Language}",
            ["titles"] = column.Header,
            ["datatype"] = column.Type switch
            {
                ColumnType.Integer => "integer",
                ColumnType.Number => "decimal",
                ColumnType.Date => "date",
                ColumnType.Address => "anyURI",
                _ => "string",
            },
        };
        if (column.Language is { } language) json["lang"] = language;
        if (column.IsList) json["separator"] = "|";
        if (column.Name is "id" or "version") json["required"] = true;
        return json;
    }
}
