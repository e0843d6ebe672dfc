using Hub.Feed;
using Hub.Pipeline.Tests.Support;

namespace Hub.Pipeline.Tests.Feed;

public sealed class FeedWaitingTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly TestHub _hub;

    public FeedWaitingTests() => _hub = TestHub.Open(_folder);

    public void Dispose()
    {
        _hub.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task WaitAsync_SomethingComes_EndsForAllWhoWaitAndLooksOnceForThem()
    {
        var faults = new Faults();
        var waiting = new FeedWaiting(new FeedReader(new FaultyTables(_hub.Tables, faults)), TimeProvider.System);
        Task[] waits = [.. Enumerable.Range(0, 200).Select(_ => waiting.WaitAsync(0, TimeSpan.FromMinutes(5), TestHub.Cancel))];
        Assert.All(waits, wait => Assert.False(wait.IsCompleted));
        await _hub.Records.WriteAsync(Entries.Write(Entries.Id("a"), "A"));
        await _hub.Sequencer.DrainAsync(Entries.Table, TestHub.Cancel);
        await Task.WhenAll(waits);
        Assert.InRange(faults.Calls, 1, 20);
    }

    [Fact]
    public async Task WaitAsync_NothingComes_EndsWhenTheTimeIsOver()
    {
        var waiting = new FeedWaiting(_hub.Feed, TimeProvider.System);
        await waiting.WaitAsync(0, TimeSpan.FromMilliseconds(10), TestHub.Cancel);
        await waiting.WaitAsync(0, TimeSpan.Zero, TestHub.Cancel);
    }

    [Fact]
    public async Task WaitAsync_OneLeaves_TheOthersGoOn()
    {
        var waiting = new FeedWaiting(_hub.Feed, TimeProvider.System);
        using var leave = new CancellationTokenSource();
        Task stays = waiting.WaitAsync(0, TimeSpan.FromMinutes(5), TestHub.Cancel), leaves = waiting.WaitAsync(0, TimeSpan.FromMinutes(5), leave.Token);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        Assert.False(stays.IsCompleted);
        await _hub.Records.WriteAsync(Entries.Write(Entries.Id("a"), "A"));
        await _hub.Sequencer.DrainAsync(Entries.Table, TestHub.Cancel);
        await stays;
    }
}
