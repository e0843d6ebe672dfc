using Hub.Ports;

namespace Hub.Releases;

/// <summary>Writes the pages that go with a release: files beside its data that need no hub to be looked at.</summary>
public interface IReleaseSite
{
    /// <summary>Safe to repeat: the same release gives the same files.</summary>
    Task WriteAsync(ReleaseManifest release, IBlobs blobs, CancellationToken cancel);
}
