using System.IO.Compression;
using System.Text.Json;
using Hub.Crash.Tests.Play;
using Hub.Crash.Tests.Served;

namespace Hub.Crash.Tests.Checks;

/// <summary>Every release is sound, and the newest one is the catalogue.</summary>
sealed class ReleaseChecks(Stage stage)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        JsonElement newest = (await stage.Registrar.PostAsync("/v1/releases?wait=true", null, null, null, cancel)).Json;
        List<JsonElement> releases = await stage.Registrar.ListAsync("/v1/releases?limit=1000", cancel);
        Assert.Equal(newest.GetProperty("id").GetString(), releases[^1].GetProperty("id").GetString());
        // A release for each state, at most: none is cut when nothing has changed.
        Assert.Equal(releases.Count, releases.Select(r => r.GetProperty("sequence").GetInt64()).Distinct().Count());
        foreach (JsonElement release in releases) await VerifyAsync(release.GetProperty("id").GetString()!, cancel);

        await SameAsync(newest, "entries", "/v1/catalogue?limit=1000", cancel);
        await SameAsync(newest, "organisations", "/v1/organisations?limit=1000", cancel);
    }

    async Task VerifyAsync(string release, CancellationToken cancel)
    {
        (int exitCode, string line, string errors) = await Executable.RunAsync(["verify", FolderOf(release), "--json"], cancel);
        Assert.True(exitCode == 0, $"Release {release}: {line} {errors}");
        Assert.True(JsonElement.Parse(line).GetProperty("ok").GetBoolean());
    }

    async Task SameAsync(JsonElement release, string dataset, string list, CancellationToken cancel)
    {
        string[] listed = [.. (await stage.Registrar.ListAsync(list, cancel)).Select(e => e.GetRawText()).Order(StringComparer.Ordinal)];
        await using var file = new GZipStream(File.OpenRead(Path.Combine(FolderOf(release.GetProperty("id").GetString()!), $"{dataset}.ndjson.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(file);
        string[] released = [.. (await reader.ReadToEndAsync(cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
        Assert.Equal(listed, released);
    }

    string FolderOf(string release) => Path.Combine(stage.Hub.Data, "blobs", "open", "catalogue", release);
}
