using Hub.Pipeline.Tests.Support;
using Hub.Submissions;

namespace Hub.Pipeline.Tests.Submissions;

public sealed class LargeFileTests
{
    [Fact]
    public async Task Merge_MoreRowsThanAChunk_AllAreTakenAndSentAgainUnchanged()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        const int rows = 21_000;
        string text = Files.Rows(rows, i => $"Title {i}");
        Submission first = await hub.SubmitAsync(text);
        Assert.Equal((2, (long)rows, (long)rows), (first.Chunks, first.Totals!.Rows, first.Totals.Accepted));
        IReadOnlyList<Hub.Feed.FeedChange> changes = await hub.ChangesAsync();
        Entries.AssertWhole(changes);
        Assert.Equal(rows, changes.Count(c => c.Table == Entries.Table));

        Submission again = await hub.SubmitAsync(text);
        Assert.Equal(rows, again.Totals!.Unchanged);
        Assert.Equal(changes.Count, await hub.Feed.LastAsync(TestHub.Cancel));

        // A duplicate and a reference over the border of chunks.
        Submission over = await hub.SubmitAsync(Files.Of([.. text.Split('\n')[1..^1], Files.Row("U-0", "Other"), Files.Row("LAST", partOf: "U-1")]));
        Assert.Equal((rows + 2L, 1L, rows - 1L, 2L), (over.Totals!.Rows, over.Totals.Accepted, over.Totals.Unchanged, over.Totals.Rejected));
    }
}
