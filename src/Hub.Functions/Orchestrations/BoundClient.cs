using Microsoft.DurableTask.Client;

namespace Hub.Functions.Orchestrations;

/// <summary>
/// The client of the durable host. It comes as a binding of a function and not from the services, while the use cases are singletons:
/// a function leaves it here, for what runs inside that call and nothing else.
/// </summary>
public sealed class BoundClient
{
    readonly AsyncLocal<DurableTaskClient?> _bound = new();

    /// <exception cref="InvalidOperationException">The function that runs has no binding: a bug.</exception>
    public DurableTaskClient Current => _bound.Value ?? throw new InvalidOperationException("No client of the durable host is bound: the function needs a [DurableClient].");

    public void Bind(DurableTaskClient client) => _bound.Value = client;
}
