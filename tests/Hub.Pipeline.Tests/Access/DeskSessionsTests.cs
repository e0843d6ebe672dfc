using System.Text;
using Hub.Access;
using Hub.Pipeline.Tests.Support;
using Hub.Ports;
using Hub.Work;

namespace Hub.Pipeline.Tests.Access;

/// <summary>Sessions at the reviewers' desk: worth no more than the key they were begun with.</summary>
public sealed class DeskSessionsTests : IAsyncLifetime
{
    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;
    DeskSessions _sessions = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await TestHub.OpenWithSchoolAsync(_folder);
        _sessions = new DeskSessions(_hub.Tables, _hub.Keys, _hub.Clock);
    }

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task<string> KeyAsync(DateTimeOffset? expiresAt = null, params Role[] roles) => (await _hub.Keys.AddAsync(TestHub.School, roles, expiresAt, TestHub.Cancel)).Secret;

    async Task<string> BeginAsync(string key) => (await _sessions.BeginAsync(key, TestHub.Cancel)).Value.Secret;

    async Task<List<TableRow>> RowsAsync()
    {
        var rows = new List<TableRow>();
        for (int partition = 0; partition < Hub.Records.RecordKeys.PartitionCount; partition++)
            rows.AddRange(await _hub.Tables.ScanAsync(DeskSessions.Table, Hub.Records.RecordKeys.Partition(partition), "", null, 100, TestHub.Cancel));
        return rows;
    }

    [Fact]
    public async Task Begin_WithTheKeyOfAReviewer_IsThatReviewerAndNothingElse()
    {
        string key = await KeyAsync(null, Role.Provider, Role.Reviewer), secret = await BeginAsync(key);
        Caller caller = (await _sessions.FindAsync(secret, TestHub.Cancel))!.Caller;
        Assert.Equal(TestHub.School, caller.Organisation);
        Assert.Equal(Role.Reviewer, Assert.Single(caller.Roles));
        Assert.Equal((await _hub.Keys.FindAsync(key, TestHub.Cancel))!.Id, caller.KeyId);
        string stored = string.Concat((await RowsAsync()).Select(r => r.Row + Encoding.UTF8.GetString(r.Body.Span)));
        Assert.DoesNotContain(key, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Begin_WithAnyOtherKey_IsRefused()
    {
        foreach (string key in (string[])[await KeyAsync(null, Role.Provider, Role.Registrar), "hub_unknown", ""])
            Assert.Equal("desk.key-unusable", (await _sessions.BeginAsync(key, TestHub.Cancel)).Problem?.Code);
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task Find_AfterItsTimeOrThatOfItsKey_FindsNobody()
    {
        string longer = await BeginAsync(await KeyAsync(null, Role.Reviewer)), shorter = await BeginAsync(await KeyAsync(_hub.Clock.GetUtcNow().AddHours(1), Role.Reviewer));
        _hub.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(await _sessions.FindAsync(shorter, TestHub.Cancel));
        Assert.NotNull(await _sessions.FindAsync(longer, TestHub.Cancel));
        _hub.Clock.Advance(DeskSessions.Length - TimeSpan.FromHours(1));
        Assert.Null(await _sessions.FindAsync(longer, TestHub.Cancel));
    }

    [Fact]
    public async Task Find_AfterItsKeyWasRevoked_FindsNobody()
    {
        string key = await KeyAsync(null, Role.Reviewer), secret = await BeginAsync(key), partition = (await _hub.Keys.FindAsync(key, TestHub.Cancel))!.Id[..2];
        TableRow row = (await _hub.Tables.ScanAsync(ApiKeys.Table, partition, "0", "g", 100, TestHub.Cancel)).Single(r => r.Row.StartsWith(partition, StringComparison.Ordinal) && r.Row.Length == 64);
        string revoked = Encoding.UTF8.GetString(row.Body.Span).Replace("\"revoked\":false", "\"revoked\":true", StringComparison.Ordinal);
        Assert.True((await _hub.Tables.CommitAsync(ApiKeys.Table, partition, [RowChange.Replace(row.Row, Encoding.UTF8.GetBytes(revoked), row.ETag)], TestHub.Cancel)).IsDone);
        Assert.Null(await _sessions.FindAsync(secret, TestHub.Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("dsk_")]
    [InlineData("dsk_00AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("dsk_~~AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Find_WhatIsNoSecret_FindsNobody(string secret) => Assert.Null(await _sessions.FindAsync(secret, TestHub.Cancel));

    [Fact]
    public async Task Sweep_AfterTheirTime_LeavesThoseThatRun()
    {
        string key = await KeyAsync(null, Role.Reviewer), ended = await BeginAsync(key);
        await BeginAsync(key);
        await _sessions.EndAsync(ended, TestHub.Cancel);
        await _sessions.EndAsync(ended, TestHub.Cancel);
        _hub.Clock.Advance(DeskSessions.Length);
        string runs = await BeginAsync(key);
        await _hub.Checkpoint.HandleAsync(TestHub.Cancel);
        await _hub.Router.HandleAsync(Queues.Sweep, "", TestHub.Cancel);
        Assert.Single(await RowsAsync());
        Assert.NotNull(await _sessions.FindAsync(runs, TestHub.Cancel));
    }
}
