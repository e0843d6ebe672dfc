using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Releases.Descriptions;

/// <summary>A table of a release with the columns its CSV has.</summary>
/// <param name="Name">Name of the dataset: <c>entries</c>, <c>organisations</c> ...</param>
/// <param name="PlainFile">File it is published as, where that is not compressed.</param>
/// <param name="Key">Columns that tell rows apart; null: the id.</param>
public sealed record ReleaseTable(string Name, IReadOnlyList<ReleaseColumn> Columns, string? PlainFile = null, IReadOnlyList<string>? Key = null)
{
    public string File => PlainFile ?? ReleasePaths.TableName(Name);

    internal JsonNode KeyNode => Key is null ? "id" : new JsonArray([.. Key.Select(k => JsonValue.Create(k))]);
}

/// <summary>What a description tells of: the release with the files of data it consists of.</summary>
public sealed record DescribedRelease(ReleaseManifest Manifest, IReadOnlyList<ReleaseTable> Tables, ReleaseProfile Profile);

/// <summary>A file that tells programs of others what the release holds.</summary>
public sealed record ReleaseDescription(string Name, string MediaType, byte[] Bytes);

/// <summary>
/// Descriptions of a release in the words of three standards. They follow from the manifest and the columns alone, and name
/// files relative to themselves: a copy of the folder is described as well as the original.
/// </summary>
public static class ReleaseDescriptions
{
    /// <summary>Indented: people read it. Escapes only what JSON demands; nobody puts it into HTML.</summary>
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<ReleaseDescription> Of(DescribedRelease release) =>
    [
        new("datapackage.json", "application/json", Bytes(DataPackage.Of(release))),
        .. release.Tables.Select(table => new ReleaseDescription($"{table.Name}.csv-metadata.json", "application/csvm+json", Bytes(TableMetadata.Of(release, table)))),
        new("dcat.jsonld", "application/ld+json", Bytes(CatalogueDescription.Of(release))),
    ];

    static byte[] Bytes(JsonObject json) => JsonSerializer.SerializeToUtf8Bytes(json, Indented);
}
