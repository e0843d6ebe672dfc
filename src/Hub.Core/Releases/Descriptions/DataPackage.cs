using System.Text.Json.Nodes;
using Hub.Submissions.Layout;

namespace Hub.Releases.Descriptions;

/// <summary><c>datapackage.json</c>: the release as a Frictionless data package (Data Package and Table Schema, version 1).</summary>
static class DataPackage
{
    public static JsonObject Of(DescribedRelease release) => new()
    {
        ["profile"] = "data-package",
        ["name"] = "catalogue",
        ["id"] = release.Manifest.Release,
        ["title"] = release.Profile.Title,
        ["description"] = release.Profile.Description,
        ["version"] = release.Manifest.Release,
        ["created"] = release.Manifest.CreatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
        ["licenses"] = new JsonArray(new JsonObject { ["name"] = "CC-BY-4.0", ["path"] = release.Manifest.License, ["title"] = "Creative Commons Attribution 4.0 International" }),
        ["contributors"] = new JsonArray(new JsonObject { ["title"] = release.Profile.Publisher, ["role"] = "publisher" }),
        ["resources"] = new JsonArray([.. release.Manifest.Files.Select(file => Resource(file, release.Tables))]),
    };

    static readonly ReleaseTable OmittedFromLoq = new("loq-omitted", [new ReleaseColumn("id"), new ReleaseColumn("missing", IsList: true)]);

    /// <summary>Tables carry their schema; records as lines of JSON are described by the API.</summary>
    static JsonObject Resource(ReleaseFile file, IReadOnlyList<ReleaseTable> tables)
    {
        ReleaseTable? table = tables.FirstOrDefault(t => file.Name == t.File);
        string[] parts = file.Name.Split('.');
        var resource = new JsonObject
        {
            ["name"] = table is null ? $"{parts[0]}-{parts[1]}".ToLowerInvariant() : table.Name,
            ["path"] = file.Name,
            ["format"] = parts[1],
            ["mediatype"] = file.MediaType,
            ["encoding"] = "utf-8",
            ["bytes"] = file.Bytes,
            ["hash"] = $"sha256:{file.Sha256}",
        };
        if (file.Uncompressed is not null) resource["compression"] = "gz";
        if (file.Name == ReleasePaths.LoqOmittedName) table = OmittedFromLoq;
        if (table is null) return resource;
        resource["profile"] = "tabular-data-resource";
        resource["dialect"] = new JsonObject { ["delimiter"] = ",", ["doubleQuote"] = true, ["lineTerminator"] = "\r\n" };
        resource["schema"] = new JsonObject
        {
            ["fields"] = new JsonArray([.. table.Columns.Select(Field)]),
            ["primaryKey"] = table.KeyNode,
            ["missingValues"] = new JsonArray(""),
        };
        return resource;
    }

    static JsonObject Field(ReleaseColumn column)
    {
        (string type, string? format) = TypeOf(column);
        var field = new JsonObject { ["name"] = column.Header, ["type"] = type };
        if (format is not null) field["format"] = format;
        if (column.IsList) field["description"] = "Several values are divided by |.";
        if (column.Name is "id" or "version") field["constraints"] = new JsonObject { ["required"] = true };
        return field;
    }

    static (string Type, string? Format) TypeOf(ReleaseColumn column) => column.IsList ? ("string", null) : column.Type switch
    {
        ColumnType.Integer => ("integer", null),
        ColumnType.Number => ("number", null),
        ColumnType.Date => ("date", null),
        ColumnType.Address => ("string", "uri"),
        _ => ("string", null),
    };
}
