using System.Globalization;
using System.Text.Json.Nodes;

namespace Hub.Releases.Descriptions;

/// <summary>
/// <c>dcat.jsonld</c>: the release for data portals, after DCAT-AP 3.0.1. A release is a dataset that never changes; all of them
/// are members of one series. What is pointed at in other vocabularies is named here too, so that the description can be checked
/// without the network.
/// </summary>
static class CatalogueDescription
{
    const string Authority = "http://publications.europa.eu/resource/authority/";
    const string MediaTypes = "https://www.iana.org/assignments/media-types/";
    const string CatalogueId = "../#catalogue", SeriesId = "../#series", PublisherId = "../#publisher", ReleaseId = "./";
    const string Theme = Authority + "data-theme/EDUC", Available = Authority + "planned-availability/STABLE", Public = Authority + "access-right/PUBLIC";
    const string Sha256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256";

    public static JsonObject Of(DescribedRelease release) => new()
    {
        ["@context"] = Context(),
        ["@graph"] = new JsonArray(
        [
            Catalogue(release), Series(release), Release(release), .. release.Manifest.Files.Select(file => Distribution(file, release)),
            new JsonObject { ["@id"] = PublisherId, ["@type"] = "foaf:Agent", ["foaf:name"] = Text(release.Profile.Publisher) },
            .. Vocabulary(release),
        ]),
    };

    static JsonObject Context() => new()
    {
        ["dcat"] = "http://www.w3.org/ns/dcat#",
        ["dcatap"] = "http://data.europa.eu/r5r/",
        ["dct"] = "http://purl.org/dc/terms/",
        ["foaf"] = "http://xmlns.com/foaf/0.1/",
        ["skos"] = "http://www.w3.org/2004/02/skos/core#",
        ["spdx"] = "http://spdx.org/rdf/terms#",
        ["xsd"] = "http://www.w3.org/2001/XMLSchema#",
    };

    static JsonObject Catalogue(DescribedRelease release) => new()
    {
        ["@id"] = CatalogueId,
        ["@type"] = "dcat:Catalog",
        ["dct:title"] = Text(release.Profile.Title),
        ["dct:description"] = Text(release.Profile.Description),
        ["dct:publisher"] = Id(PublisherId),
        ["dct:license"] = Id(release.Manifest.License),
        ["dct:modified"] = Time(release.Manifest.CreatedAt),
        ["dcat:dataset"] = Id(ReleaseId),
    };

    static JsonObject Series(DescribedRelease release) => new()
    {
        ["@id"] = SeriesId,
        ["@type"] = "dcat:DatasetSeries",
        ["dct:title"] = Text($"{release.Profile.Title}: all releases"),
        ["dct:description"] = Text("Each release holds the whole catalogue at one moment and never changes."),
        ["dct:publisher"] = Id(PublisherId),
    };

    static JsonObject Release(DescribedRelease release)
    {
        ReleaseManifest manifest = release.Manifest;
        var dataset = new JsonObject
        {
            ["@id"] = ReleaseId,
            ["@type"] = "dcat:Dataset",
            ["dct:identifier"] = manifest.Release,
            ["dct:title"] = Text($"{release.Profile.Title}, release {manifest.Release}"),
            ["dct:description"] = Text(string.Create(CultureInfo.InvariantCulture, $"The catalogue after change {manifest.Sequence}: {string.Join(", ", manifest.Counts.Select(c => $"{c.Value} {c.Key}"))}.")),
            ["dct:publisher"] = Id(PublisherId),
            ["dct:issued"] = Time(manifest.CreatedAt),
            ["dct:accessRights"] = Id(Public),
            ["dcat:version"] = manifest.Release,
            ["dcat:theme"] = Id(Theme),
            ["dcat:keyword"] = new JsonArray(Text("micro-credentials"), Text("qualifications"), Text("vocational education and training")),
            ["dcat:inSeries"] = Id(SeriesId),
            ["dcat:distribution"] = new JsonArray([.. manifest.Files.Select(file => Id(IdOf(file)))]),
        };
        if (manifest.Previous is { } previous) dataset["dcat:prev"] = Id($"../{previous.Release}/");
        return dataset;
    }

    static JsonObject Distribution(ReleaseFile file, DescribedRelease release)
    {
        var distribution = new JsonObject
        {
            ["@id"] = IdOf(file),
            ["@type"] = "dcat:Distribution",
            ["dct:title"] = Text(file.Name),
            ["dct:description"] = Text(string.Create(CultureInfo.InvariantCulture, $"{file.Rows} rows; {file.Uncompressed?.Bytes ?? file.Bytes} bytes uncompressed.")),
            ["dct:issued"] = Time(release.Manifest.CreatedAt),
            ["dct:license"] = Id(release.Manifest.License),
            ["dct:format"] = Id(FormatOf(file)),
            ["dcat:accessURL"] = Id(file.Name),
            ["dcat:downloadURL"] = Id(file.Name),
            ["dcat:mediaType"] = Id(MediaTypes + file.MediaType),
            ["dcat:byteSize"] = Typed(file.Bytes.ToString(CultureInfo.InvariantCulture), "xsd:nonNegativeInteger"),
            ["dcatap:availability"] = Id(Available),
            ["spdx:checksum"] = new JsonObject
            {
                ["@id"] = IdOf(file) + "-checksum",
                ["@type"] = "spdx:Checksum",
                ["spdx:algorithm"] = Id(Sha256),
                ["spdx:checksumValue"] = Typed(file.Sha256, "xsd:hexBinary"),
            },
        };
        if (file.Uncompressed is not null) distribution["dcat:compressFormat"] = Id(MediaTypes + "application/gzip");
        return distribution;
    }

    /// <summary>Concepts of other vocabularies that are pointed at, with class and name.</summary>
    static IEnumerable<JsonObject> Vocabulary(DescribedRelease release) =>
    [
        Named(release.Manifest.License, "dct:LicenseDocument", "Creative Commons Attribution 4.0 International"),
        Concept(Theme, "Education, culture and sport"),
        Concept(Available, "stable"),
        Named(Public, "dct:RightsStatement", "public"),
        Named(Sha256, "spdx:ChecksumAlgorithm", "SHA-256"),
        .. release.Manifest.Files.Select(file => file.MediaType).Append("application/gzip").Distinct().Order(StringComparer.Ordinal).Select(type => Named(MediaTypes + type, "dct:MediaType", type)),
        .. release.Manifest.Files.Select(FormatOf).Distinct().Order(StringComparer.Ordinal).Select(format => Named(format, "dct:MediaTypeOrExtent", format[(format.LastIndexOf('/') + 1)..])),
    ];

    static string FormatOf(ReleaseFile file) => Authority + "file-type/" + (file.MediaType switch { "text/csv" => "CSV", "application/xml" => "XML", _ => "JSON" });

    static string IdOf(ReleaseFile file) => "#" + file.Name;

    static JsonObject Concept(string id, string name) => new() { ["@id"] = id, ["@type"] = "skos:Concept", ["skos:prefLabel"] = Text(name) };

    static JsonObject Named(string id, string type, string name) => new() { ["@id"] = id, ["@type"] = type, ["dct:title"] = Text(name) };

    static JsonObject Id(string id) => new() { ["@id"] = id };

    static JsonObject Text(string text) => new() { ["@value"] = text, ["@language"] = "en" };

    static JsonObject Typed(string value, string type) => new() { ["@value"] = value, ["@type"] = type };

    static JsonObject Time(DateTimeOffset at) => Typed(at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), "xsd:dateTime");
}
