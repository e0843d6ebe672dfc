using Hub.Organisations;
using Hub.Pipeline.Tests.Support;
using Hub.Submissions.Layout;

namespace Hub.Pipeline.Tests.Judging;

public sealed class RegisterLookupTests
{
    [Fact]
    public async Task MissingAsync_ManyIdsOfBothTables_GivesThoseThatAreNotThere()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = TestHub.Open(folder);
        string[] ids = [.. Enumerable.Range(0, 400).Select(i => Entries.Id($"é {i}")), .. Entries.InOnePartition().Take(250)];
        string[] there = [.. ids.Where((_, i) => i % 3 != 0)];
        await hub.Records.WriteAsync([.. there.Select(id => Entries.Write(id, "x"))]);
        await hub.RegisterAsync("PT-A", "PT");
        var lookup = new RegisterLookup(hub.Tables, Entries.Table);
        Assert.Equal(ids.Except(there).ToHashSet(), await lookup.MissingAsync(ReferenceTarget.Record, ids, TestHub.Cancel));
        Assert.Equal(["PT-B"], await lookup.MissingAsync(ReferenceTarget.Organisation, ["PT-A", "PT-B"], TestHub.Cancel));
        Assert.Empty(await lookup.MissingAsync(ReferenceTarget.Record, [], TestHub.Cancel));
    }
}
