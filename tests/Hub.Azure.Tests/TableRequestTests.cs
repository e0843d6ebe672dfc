using Hub.Ports;
using Hub.Storage.Azure.Tables;
using Xunit;

namespace Hub.Azure.Tests;

/// <summary>What requests are made of; needs no storage.</summary>
public sealed class TableRequestTests
{
    [Fact]
    public void Filter_KeysWithQuotes_AreQuoted() => Assert.Equal(
        "PartitionKey eq 'o''x' and RowKey ge 'a''b' and RowKey le 'c' and (RowKey eq 'a''b' or RowKey eq 'c')",
        KeyFilters.Of("o'x", ["a'b", "c"]));

    [Fact]
    public void Groups_ManyKeys_AreNeighboursOfADozenEachOnce()
    {
        string[] keys = [.. Enumerable.Range(0, 30).Select(i => $"k{i:d2}")];

        List<IReadOnlyList<string>> groups = [.. KeyFilters.Groups(keys.Reverse().Concat(keys))];

        Assert.Equal(keys, groups.SelectMany(group => group));
        Assert.Equal([12, 12, 6], groups.Select(group => group.Count));
    }

    [Fact]
    public void Groups_LongKeys_KeepTheAddressShort()
    {
        string[] keys = [.. Enumerable.Range(0, 6).Select(i => new string('k', TableLimits.MaxKeyLength - 1) + i)];

        Assert.All(KeyFilters.Groups(keys), group => Assert.InRange(group.Count, 1, 2));
    }

    [Fact]
    public void Batches_RowTwice_BeginsANewOne()
    {
        RowChange[] changes = [RowChange.Upsert("a", new byte[1]), RowChange.Upsert("b", new byte[1]), RowChange.Upsert("a", new byte[2])];

        List<List<RowChange>> batches = [.. UpsertBatches.Of(changes, 2)];

        Assert.Equal([2, 1], batches.Select(batch => batch.Count));
        Assert.Equal(2, batches[1][0].Body.Length);
    }

    [Fact]
    public void Batches_LargeRows_KeepToTheLimits()
    {
        RowChange[] changes = [.. Enumerable.Range(0, 250).Select(i => RowChange.Upsert($"r{i}", new byte[100_000]))];

        List<List<RowChange>> batches = [.. UpsertBatches.Of(changes, 2)];

        Assert.Equal(250, batches.Sum(batch => batch.Count));
        foreach (List<RowChange> batch in batches) TableLimits.Check("entries", "00", batch);
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    public void ETag_ThatWouldMatchAnything_IsRefused(string etag) =>
        Assert.Throws<ArgumentException>(() => EntityBody.ETagOf(RowChange.Replace("a", new byte[1], etag)));
}
