using System.Net;
using System.Text.Json;
using Hub.Ports;
using Hub.Releases;

namespace Hub.Standalone.Commands;

/// <summary>Finds the release that a folder or an address means: a release itself, or the newest one below it.</summary>
sealed class ReleaseLocation(string release, string root, Func<string, CancellationToken, Task<Stream?>> open, IDisposable? owned) : IAsyncDisposable
{
    public string Release => release;

    public IReleaseSource Source => new OpenSource(root, open);

    /// <summary>The keys published in <c>open/jwks.json</c>, beside <c>open/catalogue/</c>; null when they are not there.</summary>
    public async Task<IReadOnlyList<PublicSigningKey>?> KeysAsync(CancellationToken cancel)
    {
        await using Stream? stream = await open($"{root}/../jwks.json", cancel);
        return stream is null ? null : (await JsonSerializer.DeserializeAsync<Jwks>(stream, HubJson.Options, cancel))?.ToKeys();
    }

    public static async Task<Result<ReleaseLocation>> FindAsync(string target, CancellationToken cancel)
    {
        HttpClient? http = target.StartsWith("http://", StringComparison.Ordinal) || target.StartsWith("https://", StringComparison.Ordinal) ? new HttpClient() : null;
        Func<string, CancellationToken, Task<Stream?>> open = http is null ? OpenFile : (address, stop) => OpenUrlAsync(http, address, stop);
        string start = http is null ? Path.GetFullPath(target) : target.TrimEnd('/');
        if (await ExistsAsync(open, $"{start}/{ReleaseManifest.FileName}", cancel))
            return new ReleaseLocation(start[(start.LastIndexOfAny(['/', '\\']) + 1)..], $"{start}/..", open, http);
        foreach (string root in new[] { start, $"{start}/catalogue", $"{start}/open/catalogue", $"{start}/blobs/open/catalogue" })
        {
            await using Stream? latest = await open($"{root}/latest.json", cancel);
            if (latest is null) continue;
            LatestRelease newest = (await JsonSerializer.DeserializeAsync<LatestRelease>(latest, HubJson.Options, cancel))!;
            return new ReleaseLocation(newest.Release, root, open, http);
        }

        http?.Dispose();
        return new Problem(ProblemKind.NotFound, "release.not-found", "There is no release here.", target);
    }

    public ValueTask DisposeAsync()
    {
        owned?.Dispose();
        return ValueTask.CompletedTask;
    }

    static async Task<bool> ExistsAsync(Func<string, CancellationToken, Task<Stream?>> open, string name, CancellationToken cancel)
    {
        await using Stream? stream = await open(name, cancel);
        return stream is not null;
    }

    static Task<Stream?> OpenFile(string path, CancellationToken cancel) =>
        Task.FromResult<Stream?>(File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024) : null);

    static async Task<Stream?> OpenUrlAsync(HttpClient http, string address, CancellationToken cancel)
    {
        HttpResponseMessage answer = await http.GetAsync(new Uri(address), HttpCompletionOption.ResponseHeadersRead, cancel);
        if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone) return null;
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancel);
    }

    sealed class OpenSource(string root, Func<string, CancellationToken, Task<Stream?>> open) : IReleaseSource
    {
        public Task<Stream?> OpenAsync(string release, string file, CancellationToken cancel) => open($"{root}/{release}/{file}", cancel);
    }
}
