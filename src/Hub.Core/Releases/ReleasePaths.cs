namespace Hub.Releases;

/// <summary>Where releases are published. Fixed: downloads depend on it.</summary>
public static class ReleasePaths
{
    public const string Root = "open/catalogue/";
    public const string Latest = Root + "latest.json";

    /// <summary>The hub's public keys, retired ones included, beside the releases they signed.</summary>
    public const string Keys = "open/jwks.json";

    public static string Of(string release, string file) => $"{Root}{release}/{file}";

    public static string FullName(string dataset) => $"{dataset}.ndjson.gz";

    public static string TableName(string dataset) => $"{dataset}.csv.gz";

    public const string DeltaName = "delta.ndjson.gz";
}
