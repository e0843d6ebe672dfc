using System.Text;
using Hub.Feed;
using Hub.Pipeline.Tests.Support;
using Hub.Ports;
using Hub.Records;

namespace Hub.Pipeline.Tests.Records;

public sealed class RecordTableTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly TestHub _hub;

    public RecordTableTests() => _hub = TestHub.Open(_folder);

    public void Dispose()
    {
        _hub.Dispose();
        _folder.Dispose();
    }

    static string Title(StoredRecord? record) => System.Text.Json.JsonDocument.Parse(record!.Json).RootElement.GetProperty("title").GetProperty("en").GetString()!;

    Task<StoredRecord?> FindAsync(string id) => _hub.Records.FindAsync(Entries.Table, id, TestHub.Cancel);

    [Fact]
    public async Task WriteAsync_NewRecord_IsVersion1()
    {
        string id = Entries.Id("A");
        Assert.Equal([WriteOutcome.Accepted], await _hub.Records.WriteAsync(Entries.Write(id, "one")));
        StoredRecord record = (await FindAsync(id))!;
        Assert.Equal((1, "PT-ESCOLA", 1L, Visibility.Public), (record.Stamp.Version, record.Stamp.Submitter, record.Stamp.Submission, record.Stamp.Visibility));
        Assert.Equal(Entries.Write(id, "one").Hash, record.Stamp.Hash);
    }

    [Fact]
    public async Task WriteAsync_Updates_KeepEverySupersededVersionReadable()
    {
        string id = Entries.Id("A/é ?");
        for (int version = 1; version <= 12; version++) await _hub.Records.WriteAsync(Entries.Write(id, $"v{version}", version % 2 == 0 ? Visibility.Hidden : Visibility.Public));
        for (int version = 1; version <= 12; version++)
        {
            StoredRecord? found = await _hub.Records.FindVersionAsync(Entries.Table, id, version, TestHub.Cancel);
            Assert.Equal((version, $"v{version}", version % 2 == 0 ? Visibility.Hidden : Visibility.Public), (found!.Stamp.Version, Title(found), found.Stamp.Visibility));
        }

        Assert.Null(await _hub.Records.FindVersionAsync(Entries.Table, id, 13, TestHub.Cancel));
        IReadOnlyList<StoredRecord> after = await _hub.Records.SupersededAsync(Entries.Table, id, 9, 100, TestHub.Cancel);
        Assert.Equal([10, 11], after.Select(r => r.Stamp.Version));
    }

    [Fact]
    public async Task WriteAsync_SameContentFromALaterSubmission_CommitsNothing()
    {
        string id = Entries.Id("A");
        await _hub.Records.WriteAsync(Entries.Write(id, "one"));
        string etag = (await FindAsync(id))!.ETag;
        int before = _hub.Faults.Log.Count(c => c.StartsWith("commit", StringComparison.Ordinal));
        WriteOutcome[] outcomes = await _hub.Records.WriteAsync(Entries.Table, [Entries.Write(id, "one")], Entries.Origin(2), TestHub.Cancel);
        Assert.Equal([WriteOutcome.Unchanged], outcomes);
        Assert.Equal(etag, (await FindAsync(id))!.ETag);
        Assert.Equal(before, _hub.Faults.Log.Count(c => c.StartsWith("commit", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task WriteAsync_RepeatedAfterACrash_StillCountsAsAccepted()
    {
        RecordWrite write = Entries.Write(Entries.Id("A"), "one");
        await _hub.Records.WriteAsync(write);
        Assert.Equal([WriteOutcome.Accepted], await _hub.Records.WriteAsync(write));
        Assert.Equal(1, (await FindAsync(write.Id))!.Stamp.Version);
    }

    [Fact]
    public async Task WriteAsync_OnlyVisibilityChanges_IsANewVersion()
    {
        string id = Entries.Id("A");
        await _hub.Records.WriteAsync(Entries.Write(id, "one"));
        await _hub.Records.WriteAsync(Entries.Table, [Entries.Write(id, "one", Visibility.Hidden)], Entries.Origin(2), TestHub.Cancel);
        await _hub.Sequencer.DrainAsync(Entries.Table, TestHub.Cancel);
        Assert.Equal([FeedOperation.Upsert, FeedOperation.Delete], (await _hub.ChangesAsync()).Select(c => c.Operation));
    }

    [Fact]
    public async Task WriteAsync_OlderSubmission_IsSuperseded()
    {
        string id = Entries.Id("A");
        await _hub.Records.WriteAsync(Entries.Table, [Entries.Write(id, "new")], Entries.Origin(7), TestHub.Cancel);
        Assert.Equal([WriteOutcome.Superseded], await _hub.Records.WriteAsync(Entries.Table, [Entries.Write(id, "old")], Entries.Origin(6), TestHub.Cancel));
        Assert.Equal("new", Title(await FindAsync(id)));
        Assert.Equal([WriteOutcome.Accepted], await _hub.Records.WriteAsync(Entries.Table, [Entries.Write(id, "newer")], Entries.Origin(8), TestHub.Cancel));
    }

    [Fact]
    public async Task WriteAsync_OtherSubmittersNumberIsHigher_IsWrittenAllTheSame()
    {
        string id = Entries.Id("A");
        await _hub.Records.WriteAsync(Entries.Table, [Entries.Write(id, "one")], Entries.Origin(7), TestHub.Cancel);
        WriteOrigin registry = Entries.Origin(1) with { Submitter = TestHub.Registry };
        Assert.Equal([WriteOutcome.Accepted], await _hub.Records.WriteAsync(Entries.Table, [Entries.Write(id, "two")], registry, TestHub.Cancel));
    }

    [Theory]
    [InlineData(0, 0, WriteOutcome.Accepted)]
    [InlineData(0, 1, WriteOutcome.VersionDiffers)]
    [InlineData(2, 2, WriteOutcome.Accepted)]
    [InlineData(2, 0, WriteOutcome.VersionDiffers)]
    [InlineData(2, 1, WriteOutcome.VersionDiffers)]
    [InlineData(2, 3, WriteOutcome.VersionDiffers)]
    public async Task WriteAsync_ExpectedVersion_MustBeTheOneThere(int present, int expected, WriteOutcome outcome)
    {
        string id = Entries.Id("A");
        for (int version = 1; version <= present; version++) await _hub.Records.WriteAsync(Entries.Write(id, $"v{version}"));
        Assert.Equal([outcome], await _hub.Records.WriteAsync(Entries.Write(id, "mine", expectedVersion: expected)));
        Assert.Equal(outcome == WriteOutcome.Accepted ? present + 1 : present, (await FindAsync(id))?.Stamp.Version ?? 0);
    }

    [Theory]
    [InlineData(98, 1)]
    [InlineData(99, 2)]
    [InlineData(196, 2)]
    [InlineData(197, 3)]
    public async Task WriteAsync_ManyOfOnePartition_CommitsHold98(int count, int commits)
    {
        RecordWrite[] writes = [.. Entries.InOnePartition().Take(count).Select(id => Entries.Write(id, "x"))];
        Assert.All(await _hub.Records.WriteAsync(writes), outcome => Assert.Equal(WriteOutcome.Accepted, outcome));
        Assert.Equal(commits, _hub.Faults.Log.Count(c => c.StartsWith("commit", StringComparison.Ordinal)));
        Assert.Equal(count, (await _hub.RecordsAsync()).Count);
    }

    [Fact]
    public async Task WriteAsync_ManyUpdatesOfOnePartition_CommitsHold49()
    {
        string[] ids = [.. Entries.InOnePartition().Take(98)];
        await _hub.Records.WriteAsync([.. ids.Select(id => Entries.Write(id, "one"))]);
        await _hub.Records.WriteAsync([.. ids.Select(id => Entries.Write(id, "two"))]);
        Assert.Equal(1 + 2, _hub.Faults.Log.Count(c => c.StartsWith("commit", StringComparison.Ordinal)));
        Assert.All((await _hub.RecordsAsync()).Values, record => Assert.Equal((2, "two"), (record.Stamp.Version, Title(record))));
        foreach (string id in ids) Assert.Equal("one", Title(await _hub.Records.FindVersionAsync(Entries.Table, id, 1, TestHub.Cancel)));
    }

    [Fact]
    public async Task WriteAsync_LargeBodies_SplitsCommits()
    {
        string[] ids = [.. Entries.InOnePartition().Take(7)];
        string Large(int i, char c) => new(c, StoredRecord.MaxJsonBytes - 200 - i);
        foreach (char c in "ab")
        {
            WriteOutcome[] outcomes = await _hub.Records.WriteAsync([.. ids.Select((id, i) => Entries.Write(id, Large(i, c)))]);
            Assert.All(outcomes, outcome => Assert.Equal(WriteOutcome.Accepted, outcome));
        }

        foreach ((int i, string id) in ids.Index())
        {
            Assert.Equal(Large(i, 'b'), Title(await FindAsync(id)));
            Assert.Equal(Large(i, 'a'), Title(await _hub.Records.FindVersionAsync(Entries.Table, id, 1, TestHub.Cancel)));
        }

        await _hub.Sequencer.DrainAsync(Entries.Table, TestHub.Cancel);
        Entries.AssertWhole(await _hub.ChangesAsync());
    }

    [Fact]
    public async Task WriteAsync_LargestRecordAndLongestId_IsStored()
    {
        string id = $"{new string('A', OrganisationId.MaxLength)}~{new string('é', 128)}";
        RecordWrite write = new(id, RecordKeys.PartitionIndexOf(id), new string('h', 43), Encoding.UTF8.GetBytes("{\"a\":\"" + new string('x', StoredRecord.MaxJsonBytes - 8) + "\"}"), Visibility.Hidden);
        Assert.Equal(StoredRecord.MaxJsonBytes, write.Json.Length);
        WriteOrigin origin = new(OrganisationId.Parse(new string('A', OrganisationId.MaxLength)), long.MaxValue, "key", DateTimeOffset.UnixEpoch);
        Assert.Equal([WriteOutcome.Accepted], await _hub.Records.WriteAsync(Entries.Table, [write], origin, TestHub.Cancel));
        Assert.Equal(write.Json.ToArray(), (await FindAsync(id))!.Json.ToArray());
    }

    [Fact]
    public async Task WriteAsync_IdsThatNeedEscaping_AreListedAsTheyWere()
    {
        string[] ids = [.. new[] { "a/b", "a\\b", "#1?", "ç ã", "日本", "~", "~~v00000001", "=41", "%41", "!head", "!out~000000000001" }.Select(Entries.Id)];
        await _hub.Records.WriteAsync([.. ids.Select(id => Entries.Write(id, id))]);
        await _hub.Records.WriteAsync([.. ids.Select(id => Entries.Write(id, id + "2"))]);
        Assert.Equal(ids.Order(StringComparer.Ordinal), (await _hub.RecordsAsync()).Keys);
        await _hub.Sequencer.DrainAsync(Entries.Table, TestHub.Cancel);
        Assert.Equal(ids.ToHashSet(), (await _hub.ChangesAsync()).Select(c => c.Id).ToHashSet());
        Page<ListedRecord> page = (await new RecordListing(_hub.Tables).PageAsync(Entries.Table, null, 100, TestHub.Cancel)).Value;
        Assert.Equal(ids.ToHashSet(), page.Items.Select(r => r.Id).ToHashSet());
    }

    [Fact]
    public async Task WriteAsync_WritersOnOnePartition_LoseNothing()
    {
        string[] ids = [.. Entries.InOnePartition().Take(10)];
        const int writers = 6, rounds = 20;
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (int round = 0; round < rounds; round++)
                Assert.All(await _hub.Records.WriteAsync([.. ids.Select(id => Entries.Write(id, $"{writer} {round}"))]), outcome => Assert.Equal(WriteOutcome.Accepted, outcome));
        })));

        await _hub.Sequencer.DrainAsync(Entries.Table, TestHub.Cancel);
        IReadOnlyList<FeedChange> changes = await _hub.ChangesAsync();
        Entries.AssertWhole(changes);
        foreach (string id in ids)
        {
            int versions = (await FindAsync(id))!.Stamp.Version;
            var titles = new HashSet<string>();
            for (int version = 1; version <= versions; version++) titles.Add(Title(await _hub.Records.FindVersionAsync(Entries.Table, id, version, TestHub.Cancel)));
            Assert.Equal(writers * rounds, titles.Count);                   // every writer's every content was there once
        }
    }

    [Theory]
    [InlineData(FaultMoment.Before)]
    [InlineData(FaultMoment.After)]
    public async Task WriteAsync_DiesAtEachCallAndIsRepeated_EveryRecordIsWrittenOnce(FaultMoment moment)
    {
        int deaths = 0;
        for (int at = 1; ; at++)
        {
            RecordWrite[] writes = [.. Enumerable.Range(0, 30).Select(i => Entries.Write(Entries.Id($"{moment}-{i}"), $"{at}"))];
            WriteOrigin origin = Entries.Origin(at);
            bool died = false;
            try
            {
                await new RecordTable(new FaultyTables(_hub.Tables, Faults.At(at, moment))).WriteAsync(Entries.Table, writes, origin, TestHub.Cancel);
            }
            catch (DeathException)
            {
                died = true;
                deaths++;
            }

            Assert.All(await _hub.Records.WriteAsync(Entries.Table, writes, origin, TestHub.Cancel), outcome => Assert.Equal(WriteOutcome.Accepted, outcome));
            Assert.All((await _hub.RecordsAsync()).Values, record => Assert.Equal((at, $"{at}"), (record.Stamp.Version, Title(record))));
            if (!died) break;
        }

        Assert.True(deaths > 20);
    }
}
