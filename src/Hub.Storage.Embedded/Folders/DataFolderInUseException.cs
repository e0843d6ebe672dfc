namespace Hub.Storage.Embedded.Folders;

/// <summary>Another process writes this data folder.</summary>
/// <param name="processId">Of the process, when it is known.</param>
/// <param name="address">Where that process serves, such as <c>http://localhost:5000</c>; null when it serves nothing (yet).</param>
public sealed class DataFolderInUseException(string folder, int? processId, string? address)
    : Exception($"Data folder '{folder}' is in use by process {processId?.ToString(null, null) ?? "?"}{(address is null ? "" : $", which serves at {address}")}.")
{
    public string Folder { get; } = folder;

    public int? ProcessId { get; } = processId;

    public string? Address { get; } = address;
}
