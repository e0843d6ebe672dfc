namespace Hub.Client;

/// <summary>Releases, for publishers.</summary>
public sealed class HubReleases
{
    readonly HubConnection _hub;

    internal HubReleases(HubConnection hub) => _hub = hub;

    /// <summary>Cuts a release and waits until it is there; gives the newest one when nothing has changed since.</summary>
    public Task<HubRelease> CutAsync(CancellationToken cancel = default) => _hub.ReadAsync<HubRelease>(HubRoute.CutRelease, HubRoute.CutRelease.At(null, ("wait", "true")), cancel);
}
