using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Hub.Feed;
using Hub.Records;

namespace Hub.Pipeline.Tests.Support;

/// <summary>Records written past the pipeline, for tests of what lies below it.</summary>
public static class Entries
{
    public const string Table = "entries";

    public static string Id(string localId) => $"{TestHub.School}~{localId}";

    public static RecordWrite Write(string id, string title, Visibility visibility = Visibility.Public, int? expectedVersion = null)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(new { localId = id[(id.IndexOf('~', StringComparison.Ordinal) + 1)..], kind = "unit", title = new { en = title } }, HubJson.Options);
        return new RecordWrite(id, RecordKeys.PartitionIndexOf(id), Base64Url.EncodeToString(SHA256.HashData(json)), json, visibility, expectedVersion);
    }

    public static WriteOrigin Origin(long submission = 1) => new(TestHub.School, submission, "test-key", DateTimeOffset.UnixEpoch);

    public static Task<WriteOutcome[]> WriteAsync(this RecordTable records, params IReadOnlyList<RecordWrite> writes) =>
        records.WriteAsync(Table, writes, Origin(), TestHub.Cancel);

    /// <summary>Ids whose records share the first one's partition.</summary>
    public static IEnumerable<string> InOnePartition(string prefix = "P-") =>
        Enumerable.Range(0, int.MaxValue).Select(i => Id($"{prefix}{i}")).Where(id => RecordKeys.PartitionOf(id) == "2a");

    /// <summary>What the feed says is numbered from 1 without a gap, and says each version of each record once.</summary>
    public static void AssertWhole(IReadOnlyList<FeedChange> changes)
    {
        Assert.Equal(Enumerable.Range(1, changes.Count).Select(i => (long)i), changes.Select(c => c.Sequence));
        Assert.Equal(changes.Count, changes.Select(c => (c.Table, c.Id, c.Version)).Distinct().Count());
        foreach (IGrouping<(string, string), FeedChange> record in changes.GroupBy(c => (c.Table, c.Id)))
            Assert.Equal(Enumerable.Range(1, record.Count()), record.Select(c => c.Version));
    }
}
