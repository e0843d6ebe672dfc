using Azure;
using Hub.Ports;
using Hub.Storage.Azure;
using Xunit;

namespace Hub.Azure.Tests;

/// <summary>What the adapters make of a service that is busy, silent or cut off.</summary>
public sealed class FaultTests : IDisposable
{
    readonly FaultyWire _wire = new();
    readonly string _name = "f" + Guid.NewGuid().ToString("n")[..12];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Services => ["tables", "blobs", "queue"];

    AzureStorage Open(TimeSpan? tryTimeout = null)
    {
        var fixture = new AzureFixture();
        Assert.SkipWhen(fixture.NotConfigured is not null, fixture.NotConfigured ?? "");
        var options = new AzureStorageOptions { ConnectionString = Environment.GetEnvironmentVariable("HUB_AZURITE"), Container = "hubtests", Configure = _wire.Under };
        return new AzureStorage(tryTimeout is { } timeout ? options with { TryTimeout = timeout, TransferTimeout = timeout } : options);
    }

    async Task WriteAsync(AzureStorage storage, string service)
    {
        if (service == "tables") Assert.True((await storage.Tables.CommitAsync(_name, "p", [RowChange.Upsert("r", new byte[] { 1 })], Cancel)).IsDone);
        else if (service == "blobs") Assert.Equal(BlobOutcome.Written, await storage.Blobs.WriteAsync(_name, BlobCondition.None, async (to, stop) => await to.WriteAsync(new byte[] { 1 }, stop), Cancel));
        else await storage.Queue.SendAsync(_name, "m", TimeSpan.Zero, Cancel);
    }

    public void Dispose() => _wire.Dispose();

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Write_ServiceIsBusy_IsTriedAgain(string service)
    {
        AzureStorage storage = Open();
        await WriteAsync(storage, service);
        int before = _wire.Requests;
        _wire.Busy = 4;
        await WriteAsync(storage, service);
        Assert.Equal(5, _wire.Requests - before);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Write_ServiceStaysBusy_IsAFaultAfterSevenTries(string service)
    {
        AzureStorage storage = Open();
        await WriteAsync(storage, service);
        int before = _wire.Requests;
        _wire.Busy = int.MaxValue;
        Assert.Equal(503, (await Assert.ThrowsAsync<RequestFailedException>(() => WriteAsync(storage, service))).Status);
        Assert.Equal(7, _wire.Requests - before);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Write_NobodyAnswers_IsGivenUpAndTriedAgain(string service)
    {
        AzureStorage storage = Open(tryTimeout: TimeSpan.FromSeconds(2));
        await WriteAsync(storage, service);
        int before = _wire.Requests;
        _wire.Silent = 1;
        await WriteAsync(storage, service);
        Assert.Equal(2, _wire.Requests - before);
    }

    [Fact]
    public async Task Read_ServiceIsBusy_IsTriedAgainAndNotTakenForAbsence()
    {
        AzureStorage storage = Open();
        foreach (string service in Services.Select(s => s.Data)) await WriteAsync(storage, service);
        _wire.Busy = 3;
        Assert.NotNull(await storage.Tables.FindAsync(_name, "p", "r", Cancel));
        _wire.Busy = 3;
        Assert.Single(await storage.Tables.ScanAsync(_name, "p", "", null, 10, Cancel));
        _wire.Busy = 3;
        Assert.NotNull(await storage.Blobs.FindAsync(_name, Cancel));
        _wire.Busy = 3;
        Assert.Single(await storage.Queue.ReceiveAsync(_name, 1, TimeSpan.FromSeconds(30), Cancel));
        _wire.Busy = int.MaxValue;
        await Assert.ThrowsAsync<RequestFailedException>(() => storage.Tables.FindAsync(_name, "p", "r", Cancel));
        await Assert.ThrowsAsync<RequestFailedException>(() => storage.Blobs.FindAsync(_name, Cancel));
        await Assert.ThrowsAsync<RequestFailedException>(() => storage.Blobs.DeleteAsync(_name, Cancel));
    }

    /// <summary>The client sends a commit again whose answer got lost; it then is in conflict with itself. Whoever looks again finds it done.</summary>
    [Fact]
    public async Task Commit_AnswerGetsLost_IsDoneOnceWhateverTheOutcomeSays()
    {
        AzureStorage storage = Open();
        await WriteAsync(storage, "tables");
        _wire.Lost = 1;
        CommitOutcome outcome = await storage.Tables.CommitAsync(_name, "p", [RowChange.Insert("once", new byte[] { 7 })], Cancel);
        Assert.Equal("once", outcome.ConflictRow);
        Assert.Equal([7], (await storage.Tables.FindAsync(_name, "p", "once", Cancel))!.Body.ToArray());
    }

    [Fact]
    public async Task Send_AnswerGetsLost_MayComeTwiceAndNeverNot()
    {
        AzureStorage storage = Open();
        await WriteAsync(storage, "queue");
        _wire.Lost = 1;
        await storage.Queue.SendAsync(_name, "again", TimeSpan.Zero, Cancel);
        Assert.InRange((await storage.Queue.ReceiveAsync(_name, 10, TimeSpan.FromSeconds(30), Cancel)).Count(m => m.Text == "again"), 1, 2);
    }
}
