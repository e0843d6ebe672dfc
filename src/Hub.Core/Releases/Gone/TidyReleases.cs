using Hub.Ports;

namespace Hub.Releases.Gone;

/// <summary>After a cut: withdraws what is older than files are kept, and removes the bytes of all that is no longer published.</summary>
public sealed class TidyReleases(IBlobs blobs, ReleaseStore releases, GoneFileStore gone, ReleaseKeeping keeping, TimeProvider clock)
{
    public async Task HandleAsync(CancellationToken cancel)
    {
        if (!keeping.KeepsAll) await RetireAsync(cancel);
        string? newest = (await releases.NewestAsync(cancel))?.Release.Id;
        var over = new List<GoneFiles>();
        await foreach (GoneFiles files in gone.ListAsync(cancel))
            if (!files.Cleared && files.Release != newest) over.Add(files);
        foreach (GoneFiles files in over) await gone.ClearAsync(files, cancel);
    }

    async Task RetireAsync(CancellationToken cancel)
    {
        List<ReleaseSummary> all = await releases.AllAsync(cancel);
        var retired = new HashSet<string>(StringComparer.Ordinal);
        await foreach (GoneFiles files in gone.ListAsync(cancel))
            if (files.Files.Any(f => f.Reason == GoneReason.Retired)) retired.Add(files.Release);
        DateTimeOffset now = clock.GetUtcNow();
        for (int i = 0; i < all.Count; i++)
        {
            if (keeping.Keeps(all.Count - 1 - i, all[i].CreatedAt, now) || retired.Contains(all[i].Id)) continue;
            await gone.AddAsync(all[i].Id, await OverAsync(all[i].Id, now, cancel), cancel);
        }
    }

    async Task<GoneFile[]> OverAsync(string release, DateTimeOffset now, CancellationToken cancel) =>
        await ReleaseManifest.FindAsync(blobs, release, cancel) is { } manifest
            ? [.. manifest.Files.Where(ReleaseKeeping.Goes).Select(f => new GoneFile(f.Name, GoneReason.Retired, "Whole releases are kept for a limited time; the manifest, its signature and the delta stay.", now))]
            : [];
}
