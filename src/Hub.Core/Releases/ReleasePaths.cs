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

    /// <summary>All entries that the European Learning Model takes, of every country.</summary>
    public const string LoqName = "loq.xml.gz";

    /// <summary>The entries it does not take, with what is missing.</summary>
    public const string LoqOmittedName = "loq-omitted.csv";

    /// <summary>Names the files of a release that are no longer published, and why; absent while all are.</summary>
    public const string GoneName = "gone.json";

    public const string SearchName = "search.json.gz";

    /// <summary>Where the newest documents of the European Learning Model stand, by country.</summary>
    public const string StableLoqRoot = "open/loq/";

    /// <summary>The entries of one country; only where a release has entries of several.</summary>
    public static string LoqNameOf(string country) => $"loq-{country}.xml.gz";

    /// <summary>The address that always has the newest document of a country.</summary>
    public static string StableLoq(string country) => $"{StableLoqRoot}{country}.xml.gz";
}
