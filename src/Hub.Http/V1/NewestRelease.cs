using Hub.Ports;
using Hub.Releases;

namespace Hub.Http.V1;

/// <summary>The manifest of the newest release. A release never changes, so what was read once is kept.</summary>
sealed class NewestRelease(ReleaseStore releases, IBlobs blobs)
{
    ReleaseManifest? _last;

    /// <summary>Null before the first release.</summary>
    public async Task<ReleaseManifest?> FindAsync(CancellationToken cancel)
    {
        if (await releases.NewestAsync(cancel) is not var (newest, _)) return null;
        if (_last is { } last && last.Release == newest.Id) return last;

        await using Stream? stream = await blobs.OpenReadAsync(ReleasePaths.Of(newest.Id, ReleaseManifest.FileName), 0, null, cancel);
        if (stream is null) return null;
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancel);
        return _last = ReleaseManifest.Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}
