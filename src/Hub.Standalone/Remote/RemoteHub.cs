using Hub.Client;
using Hub.Standalone.Hosting;

namespace Hub.Standalone.Remote;

/// <summary>The hub that --hub names.</summary>
sealed class RemoteHub : IDisposable
{
    RemoteHub(Uri address, HubClient client) => (Address, Client) = (address, client);

    public Uri Address { get; }

    public HubClient Client { get; }

    /// <summary>From --hub, --key and the environment.</summary>
    public static Result<RemoteHub> Open(Terminal terminal, string? url, string? key)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
            return new Problem(ProblemKind.Invalid, "command.hub-invalid", "--hub must be an http or https address.");
        var options = new HubClientOptions { Retrying = (failure, pause) => terminal.Warn($"{failure}; trying again in {pause.TotalSeconds:N1} s") };
        return new RemoteHub(address, new HubClient(address, key ?? Environment.GetEnvironmentVariable("HUB_KEY"), options));
    }

    public void Dispose() => Client.Dispose();
}
