using Hub.Ports;
using Hub.Storage.Embedded.Sqlite;
using Hub.Storage.Embedded.Tables;
using Xunit;

namespace Hub.Storage.Tests.Embedded;

public sealed class GroupCommitTests : IDisposable
{
    readonly TemporaryFolder temporary = new();
    readonly SqliteDatabase database;
    readonly SqliteTables tables;

    public GroupCommitTests()
    {
        Directory.CreateDirectory(temporary.Path);
        database = SqliteDatabase.Open(Path.Combine(temporary.Path, "hub.db"), TimeProvider.System);
        tables = new SqliteTables(database);
    }

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        database.Dispose();
        temporary.Dispose();
    }

    [Fact]
    public async Task Commit_ThousandWaiting_TakeFewTransactions()
    {
        using Gate gate = await CloseGateAsync();
        Task<CommitOutcome>[] commits = [.. Enumerable.Range(0, 1000).Select(InsertAsync)];
        gate.Open();

        Assert.All(await Task.WhenAll(commits), outcome => Assert.True(outcome.IsDone));

        // The gate's own, then 512 and 488.
        Assert.Equal(3, database.Transactions);
        Assert.Equal(1000, (await tables.ScanAsync("entries", "00", "", null, 1000, Cancel)).Count);
    }

    [Fact]
    public async Task Commit_LargeBodiesWaiting_AreSplitBySize()
    {
        using Gate gate = await CloseGateAsync();
        var body = new byte[TableLimits.MaxBodyBytes];
        Task<CommitOutcome>[] commits = [.. Enumerable.Range(0, 52).Select(i => tables.CommitAsync("entries", "00", [RowChange.Insert("k" + i, body)], Cancel))];
        gate.Open();

        await Task.WhenAll(commits);

        // 37 MB in batches of 16 MB: three, after the gate's own.
        Assert.Equal(4, database.Transactions);
    }

    [Fact]
    public async Task Commit_RefusedInABatch_LeavesTheOthersAlone()
    {
        await InsertAsync(5);
        using Gate gate = await CloseGateAsync();
        Task<CommitOutcome>[] commits = [.. Enumerable.Range(0, 10).Select(i => tables.CommitAsync(
            "entries", "00", [RowChange.Insert("extra" + i, "x"u8.ToArray()), RowChange.Insert("k" + i, "x"u8.ToArray())], Cancel))];
        gate.Open();

        CommitOutcome[] outcomes = await Task.WhenAll(commits);

        Assert.Equal("k5", outcomes[5].ConflictRow);
        Assert.Equal(9, outcomes.Count(outcome => outcome.IsDone));
        Assert.Null(await tables.FindAsync("entries", "00", "extra5", Cancel));
        Assert.NotNull(await tables.FindAsync("entries", "00", "extra6", Cancel));
    }

    [Fact]
    public async Task Commit_BehindAWorkThatThrows_IsWrittenAllTheSame()
    {
        using Gate gate = await CloseGateAsync();
        Task<CommitOutcome> before = InsertAsync(1);
        Task<int> broken = database.WriteAsync<int>(0, connection =>
        {
            connection.Table("entries").Of("half").Upsert.BindKey(1, "00", "half").Bind(2, connection.NextNumber()).Bind(3, new byte[1]).Run();
            throw new InvalidDataException("a bug");
        }, Cancel);
        Task<CommitOutcome> after = InsertAsync(2);
        gate.Open();

        await Assert.ThrowsAsync<InvalidDataException>(() => broken);
        Assert.True((await before).IsDone);
        Assert.True((await after).IsDone);
        Assert.Null(await tables.FindAsync("entries", "00", "half", Cancel));
        Assert.Equal(2, (await tables.ScanAsync("entries", "00", "", null, 10, Cancel)).Count);
    }

    [Fact]
    public async Task Commit_DiskFull_FailsWithIOExceptionAndTheWriterGoesOn()
    {
        await InsertAsync(0);
        // The most pages that the file may have: what it has now.
        await database.WriteAsync(0, connection => connection.Prepared("pragma max_page_count = 1").Run(), Cancel);

        await Assert.ThrowsAnyAsync<IOException>(() => tables.CommitAsync("entries", "00", [RowChange.Insert("big", new byte[500_000])], Cancel));
        await database.WriteAsync(0, connection => connection.Prepared("pragma max_page_count = 1000000").Run(), Cancel);

        Assert.Null(await tables.FindAsync("entries", "00", "big", Cancel));
        Assert.True((await tables.CommitAsync("entries", "00", [RowChange.Insert("big", new byte[500_000])], Cancel)).IsDone);
    }

    [Fact]
    public async Task Commit_CancelledWhileWaiting_WritesNothing()
    {
        using Gate gate = await CloseGateAsync();
        using var cancel = new CancellationTokenSource();
        Task<CommitOutcome> waiting = tables.CommitAsync("entries", "00", [RowChange.Insert("a", new byte[1])], cancel.Token);
        await cancel.CancelAsync();
        gate.Open();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Null(await tables.FindAsync("entries", "00", "a", Cancel));
    }

    [Fact]
    public async Task Dispose_CommitsWaiting_FinishesThem()
    {
        using Gate gate = await CloseGateAsync();
        Task<CommitOutcome>[] commits = [.. Enumerable.Range(0, 100).Select(InsertAsync)];
        gate.Open();
        database.Dispose();

        Assert.All(await Task.WhenAll(commits), outcome => Assert.True(outcome.IsDone));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => InsertAsync(101));
    }

    Task<CommitOutcome> InsertAsync(int i) => tables.CommitAsync("entries", "00", [RowChange.Insert("k" + i, "x"u8.ToArray())], Cancel);

    /// <summary>Holds the writer inside a transaction of its own, so that what follows waits together.</summary>
    async Task<Gate> CloseGateAsync()
    {
        var gate = new Gate();
        _ = database.WriteAsync(0, gate.Hold, Cancel);
        await gate.Held;
        return gate;
    }

    sealed class Gate : IDisposable
    {
        readonly TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly ManualResetEventSlim open = new();

        public Task Held => held.Task;

        public void Open() => open.Set();

        public bool Hold(WriteConnection connection)
        {
            held.TrySetResult();
            return open.Wait(TimeSpan.FromSeconds(30));
        }

        public void Dispose() => open.Set();
    }
}
