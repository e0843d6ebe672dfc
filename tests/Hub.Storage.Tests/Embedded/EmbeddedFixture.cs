using Hub.Ports;
using Hub.Storage.Contracts;
using Hub.Storage.Embedded.Folders;

namespace Hub.Storage.Tests.Embedded;

/// <summary>A data folder of its own, with a clock that the test sets.</summary>
public sealed class EmbeddedFixture : IStorageFixture
{
    readonly TemporaryFolder temporary = new();
    DataFolder? folder;

    public string? NotConfigured => null;

    public SettableClock Clock { get; } = new();

    public DataFolder Folder => folder ?? throw new InvalidOperationException("Not initialised.");

    public ITables Tables => Folder.Tables;

    public IRemains Remains => Folder.Remains;

    public IBlobs Blobs => Folder.Blobs;

    public IQueue Queue => Folder.Queue;

    public IBacklog Backlog => Folder.Queue;

    public IUploadLinks UploadLinks => Folder.UploadLinks!;

    public ValueTask InitializeAsync()
    {
        folder = DataFolder.Open(temporary.Path, Clock);
        return ValueTask.CompletedTask;
    }

    public Task PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        folder?.Dispose();
        temporary.Dispose();
        return ValueTask.CompletedTask;
    }
}
