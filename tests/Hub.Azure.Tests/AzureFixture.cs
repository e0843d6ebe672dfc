using Hub.Ports;
using Hub.Storage.Azure;
using Hub.Storage.Contracts;

namespace Hub.Azure.Tests;

/// <summary>
/// A storage account or the emulator, named by <c>HUB_AZURITE</c> (a connection string such as
/// <c>UseDevelopmentStorage=true</c>). Tests keep apart by random names and leave what they made behind.
/// </summary>
public sealed class AzureFixture : IStorageFixture
{
    static readonly string? ConnectionString = Environment.GetEnvironmentVariable("HUB_AZURITE");

    AzureStorage? storage;

    public string? NotConfigured => string.IsNullOrEmpty(ConnectionString)
        ? "HUB_AZURITE is not set: start Azurite and set it to UseDevelopmentStorage=true."
        : null;

    public ITables Tables => Storage.Tables;

    public IRemains Remains => Storage.Remains;

    public IBlobs Blobs => Storage.Blobs;

    public IQueue Queue => Storage.Queue;

    public IBacklog Backlog => Storage.Backlog;

    public IUploadLinks UploadLinks => Storage.UploadLinks;

    AzureStorage Storage => storage ?? throw new InvalidOperationException("Not initialised.");

    /// <summary>Also on an account of its own making for a test that wants one.</summary>
    public static AzureStorage Open(string container = "hubtests", string tablePrefix = "") =>
        new(new AzureStorageOptions { ConnectionString = ConnectionString, Container = container, TablePrefix = tablePrefix });

    public ValueTask InitializeAsync()
    {
        storage = Open();
        return ValueTask.CompletedTask;
    }

    public Task PassAsync(TimeSpan time) => Task.Delay(time);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
