using Azure.Core;

namespace Hub.Storage.Azure;

/// <summary>
/// Which storage account the hub lives in: by connection string (a developer's machine, the emulator), or by name with the
/// identity of the app, which needs no secret. One account serves one hub, since the names of the work queues are fixed.
/// </summary>
public sealed record AzureStorageOptions
{
    public string? ConnectionString { get; init; }

    /// <summary>Used when there is no connection string.</summary>
    public string? AccountName { get; init; }

    /// <summary>Client id of a user-assigned managed identity; null for the app's own identity or a developer's sign-in.</summary>
    public string? ClientId { get; init; }

    /// <summary>Put before every table's name, for an account that holds other tables too.</summary>
    public string TablePrefix { get; init; } = "";

    public string Container { get; init; } = "hub";

    /// <summary>How long one try at a table or queue may take; a commit of 4 MiB takes a second. The default is 20 s.</summary>
    public TimeSpan TryTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long one try at a blob may take: a block of 4 MiB over a slow line. The default is 100 s.</summary>
    public TimeSpan TransferTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Changes the options of every client; for tests.</summary>
    internal Action<ClientOptions>? Configure { get; init; }
}
