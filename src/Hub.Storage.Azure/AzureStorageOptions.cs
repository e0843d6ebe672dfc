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
}
