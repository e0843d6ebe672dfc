using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace Hub.Http.Pages.Assets;

/// <summary>Style, script and icon of the pages. Their addresses hold their hashes, so they are kept for a year and never stale.</summary>
public static class PageAssets
{
    const string Prefix = "Assets.";

    static readonly FrozenDictionary<string, PageAsset> Files = Load().ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);

    public static IEnumerable<PageAsset> All => Files.Values;

    public static PageAsset? Find(string name) => Files.GetValueOrDefault(name);

    public static string Href(string name) => Files[name].Href;

    static IEnumerable<PageAsset> Load()
    {
        Assembly here = typeof(PageAssets).Assembly;
        foreach (string resource in here.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using Stream stream = here.GetManifestResourceStream(resource)!;
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            string name = resource[Prefix.Length..], hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
            yield return new PageAsset(name, $"/assets/{hash}/{name}", MediaTypeOf(name), hash, bytes);
        }
    }

    static string MediaTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => throw new InvalidOperationException($"{name} has no media type."),
    };
}

public sealed record PageAsset(string Name, string Href, string MediaType, string Hash, ReadOnlyMemory<byte> Bytes);
