using System.Text;
using System.Text.Json;
using Hub.Http.Pages.Assets;
using Hub.Http.Pages.Language;
using Hub.Http.Pages.Shell;
using Hub.Ports;
using Hub.Releases;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Hub.Http.Pages.Site;

/// <summary>
/// The static edition: one page a language, a style and a script below <c>site/</c> of a release. The script searches
/// <c>search.json.gz</c> beside it in the browser, so a store that serves files is all it needs.
/// </summary>
sealed class StaticSite(IOptions<HubOptions> options, ReleaseProfile? profile = null) : IReleaseSite
{
    const string Folder = "site/";

    public async Task WriteAsync(ReleaseManifest release, IBlobs blobs, CancellationToken cancel)
    {
        foreach ((string name, byte[] bytes) in await FilesAsync(release))
            await blobs.WriteAsync(ReleasePaths.Of(release.Release, Folder + name), BlobCondition.None, (stream, stop) => stream.WriteAsync(bytes, stop).AsTask(), cancel);
    }

    async Task<IReadOnlyList<(string Name, byte[] Bytes)>> FilesAsync(ReleaseManifest release)
    {
        var files = new List<(string, byte[])>();
        foreach (string name in (string[])["site.css", "site.js", "icon.svg"]) files.Add((name, PageAssets.Find(name)!.Bytes.ToArray()));
        foreach (PageLanguage language in PageLanguages.All)
        {
            files.Add(($"words.{language.Code}.json", JsonSerializer.SerializeToUtf8Bytes(SiteWords.Of(language), HubJson.Options)));
            files.Add((PageOf(language), Encoding.UTF8.GetBytes(await RenderAsync(language, release))));
        }

        return files;
    }

    /// <summary>English is where one arrives.</summary>
    internal static string PageOf(PageLanguage language) => language == PageLanguages.Default ? "index.html" : $"index.{language.Code}.html";

    Task<string> RenderAsync(PageLanguage language, ReleaseManifest release)
    {
        string name = profile?.Publisher ?? options.Value.Name;
        var frame = new PageFrame(name, "", [], language, null);
        return PageAnswer.RenderAsync<SiteView, SiteModel>(NoServices.Instance, NullLoggerFactory.Instance, frame, new SiteModel(release, options.Value.PublicUrl?.TrimEnd('/')));
    }

    /// <summary>The page asks for nothing but its model.</summary>
    sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}

/// <param name="HubAddress">Where the hub itself is, to lead from an entry to its page; null: nobody said.</param>
public sealed record SiteModel(ReleaseManifest Release, string? HubAddress);
