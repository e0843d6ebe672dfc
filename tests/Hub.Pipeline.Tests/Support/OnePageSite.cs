using Hub.Ports;
using Hub.Releases;

namespace Hub.Pipeline.Tests.Support;

/// <summary>A page beside each release, so that cuts can die while it is written.</summary>
public sealed class OnePageSite : IReleaseSite
{
    public Task WriteAsync(ReleaseManifest release, IBlobs blobs, CancellationToken cancel) =>
        blobs.WriteAsync(ReleasePaths.Of(release.Release, "site/index.html"), BlobCondition.None, (stream, stop) => stream.WriteAsync("<!DOCTYPE html>"u8.ToArray(), stop).AsTask(), cancel);
}
