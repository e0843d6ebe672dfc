namespace Hub.Ports;

/// <summary>
/// A ring whose wrapping keys the hub makes and destroys itself, as on one machine. In the cloud they are settings, which an operator
/// changes.
/// </summary>
public interface IOwnedKeyRing : IKeyRing
{
    /// <summary>Ids of the wrapping keys there are; the last one wraps.</summary>
    Task<IReadOnlyList<string>> KeyIdsAsync(CancellationToken cancel);

    /// <summary>Makes a key that wraps from now on; those before it go on opening. It is durable when this returns.</summary>
    Task<WrappingKey> AddAsync(CancellationToken cancel);

    /// <summary>Destroys all wrapping keys but the one that wraps; gives how many there were.</summary>
    Task<int> RetireAsync(CancellationToken cancel);
}
