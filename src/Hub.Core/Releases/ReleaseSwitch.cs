using System.Text;
using System.Text.Json;
using Hub.Ports;
using Hub.Releases.Gone;

namespace Hub.Releases;

/// <summary>
/// Makes a release that is written public: its signature, then what always shows the newest. Every step can be repeated, and
/// <c>latest.json</c> comes last.
/// </summary>
public sealed class ReleaseSwitch(IBlobs blobs, ISigner signer, ReleaseStore releases, GoneFileStore gone)
{
    public async Task SignAsync(ReleaseManifest manifest, CancellationToken cancel)
    {
        byte[] bytes = manifest.ToBytes();
        string jws = await Jws.SignAsync(signer, ReleaseManifest.MediaType, bytes, cancel);
        await PutAsync(ReleasePaths.Of(manifest.Release, ReleaseManifest.FileName), bytes, cancel);
        await PutAsync(ReleasePaths.Of(manifest.Release, ReleaseManifest.SignatureName), Encoding.ASCII.GetBytes(jws), cancel);
        await PublishKeysAsync(cancel);
    }

    /// <summary>Publishes all public keys, retired ones too: what they signed stays checkable.</summary>
    public async Task PublishKeysAsync(CancellationToken cancel) =>
        await PutAsync(ReleasePaths.Keys, JsonSerializer.SerializeToUtf8Bytes(Jwks.Of(await signer.KeysAsync(cancel)), HubJson.Options), cancel);

    /// <summary>Looks again after writing: of two cuts the slower one must not leave what shows the newest at the older release.</summary>
    public async Task PointAtNewestAsync(CancellationToken cancel)
    {
        string? written = null;
        while ((await releases.NewestAsync(cancel))?.Release is { } newest && newest.Id != written)
        {
            await PutLoqAsync(newest.Id, cancel);
            await PutAsync(ReleasePaths.Latest, JsonSerializer.SerializeToUtf8Bytes(new LatestRelease(newest.Id, newest.Sequence, $"{newest.Id}/{ReleaseManifest.FileName}"), HubJson.Options), cancel);
            written = newest.Id;
        }
    }

    /// <summary>
    /// Copies of the newest LOQ documents at addresses that stay, by country. Copies and no redirections, because storage that serves
    /// files by itself knows only files (Decisions/0040).
    /// </summary>
    async Task PutLoqAsync(string release, CancellationToken cancel)
    {
        var present = new HashSet<string>(StringComparer.Ordinal);
        IReadOnlyList<string> countries = (await ReleaseManifest.FindAsync(blobs, release, cancel))?.LoqCountries ?? [];
        GoneFiles? withdrawn = await gone.FindAsync(release, cancel);
        foreach (string country in countries)
        {
            string name = ReleasePaths.StableLoq(country), file = countries.Count > 1 ? ReleasePaths.LoqNameOf(country) : ReleasePaths.LoqName;
            if (withdrawn?.Find(file) is not null) continue;
            present.Add(name);
            await CopyAsync(ReleasePaths.Of(release, file), name, cancel);
        }

        var over = new List<string>();
        await foreach (BlobProperties blob in blobs.ListAsync(ReleasePaths.StableLoqRoot, cancel))
            if (!present.Contains(blob.Name)) over.Add(blob.Name);
        foreach (string name in over) await blobs.DeleteAsync(name, cancel);
    }

    async Task CopyAsync(string from, string to, CancellationToken cancel)
    {
        await using Stream? source = await blobs.OpenReadAsync(from, 0, null, cancel);
        if (source is null) throw new InvalidDataException($"{from} is gone.");
        await blobs.WriteAsync(to, BlobCondition.None, (stream, stop) => source.CopyToAsync(stream, stop), cancel);
    }

    Task<BlobOutcome> PutAsync(string name, byte[] bytes, CancellationToken cancel) =>
        blobs.WriteAsync(name, BlobCondition.None, (stream, stop) => stream.WriteAsync(bytes, stop).AsTask(), cancel);
}
