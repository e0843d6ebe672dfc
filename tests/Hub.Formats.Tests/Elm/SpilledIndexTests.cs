using Hub.Formats.Elm;

namespace Hub.Formats.Tests.Elm;

public sealed class SpilledIndexTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public void Find_OfAnySize_GivesWhatWasAdded(int kept)
    {
        var random = new Random(kept);
        var expected = new Dictionary<string, List<long>>();
        using var index = new SpilledIndex(kept);
        for (int i = 1; i <= 5_000; i++)
        {
            string id = $"id-{random.Next(1_500)}";
            index.Add(IndexEntry.Of(IndexKey.Record, ElmList.Outcome, id, i));
            if (!expected.TryGetValue(id, out List<long>? starts)) expected[id] = starts = [];
            starts.Add(i);
        }

        index.Seal();
        for (int i = 0; i < 2_000; i++)
        {
            string id = $"id-{i}";
            Assert.Equal(expected.GetValueOrDefault(id, []), index.Find(IndexEntry.Of(IndexKey.Record, ElmList.Outcome, id), 1_000));
            Assert.Equal(Math.Min(2, expected.GetValueOrDefault(id, []).Count), index.Find(IndexEntry.Of(IndexKey.Record, ElmList.Outcome, id), 2).Count);
        }

        Assert.Empty(index.Find(IndexEntry.Of(IndexKey.OffersOf, ElmList.Outcome, "id-1"), 2));
    }

    [Fact]
    public void Find_OfKeyOverManyBlocks_GivesAll()
    {
        using var index = new SpilledIndex(100);
        for (int i = 1; i <= 3_000; i++) index.Add(IndexEntry.Of(IndexKey.WholesOf, ElmList.Specification, i % 3 == 0 ? "one" : $"other-{i}", i));
        index.Seal();
        Assert.Equal(Enumerable.Range(1, 1_000).Select(i => 3L * i), index.Find(IndexEntry.Of(IndexKey.WholesOf, ElmList.Specification, "one"), 5_000));
    }
}
