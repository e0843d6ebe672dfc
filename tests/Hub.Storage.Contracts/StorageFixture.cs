using Hub.Ports;
using Xunit;

namespace Hub.Storage.Contracts;

/// <summary>
/// An adapter set under test. A fixture is made for each test; adapters that share one account are kept apart by the random
/// names that <see cref="PortContract{TFixture}"/> gives out.
/// </summary>
public interface IStorageFixture : IAsyncLifetime
{
    /// <summary>Why the adapter cannot be tested here, such as a missing connection string; null when it can. Its tests then show as skipped.</summary>
    string? NotConfigured { get; }

    ITables Tables { get; }

    IRemains Remains { get; }

    IBlobs Blobs { get; }

    IQueue Queue { get; }

    IBacklog Backlog { get; }

    IUploadLinks UploadLinks { get; }

    /// <summary>Lets time pass for the adapter: by its clock where it takes one, else by waiting.</summary>
    Task PassAsync(TimeSpan time);
}

/// <summary>What all contracts share. An adapter's test class is one line: <c>public sealed class SqliteTablesTests : TablesContract&lt;EmbeddedFixture&gt;;</c></summary>
public abstract class PortContract<TFixture> : IAsyncLifetime
    where TFixture : IStorageFixture, new()
{
    protected TFixture Fixture { get; } = new();

    /// <summary>Letters and digits that no other test has.</summary>
    protected string Unique { get; } = "x" + Guid.NewGuid().ToString("n")[..12];

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Fixture.NotConfigured is not null, Fixture.NotConfigured ?? "");
        await Fixture.InitializeAsync();
        await PrepareAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Fixture.NotConfigured is null) await Fixture.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What a contract wants done before each of its tests.</summary>
    protected virtual ValueTask PrepareAsync() => ValueTask.CompletedTask;

    protected static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    protected static string Text(ReadOnlyMemory<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes.Span);
}
