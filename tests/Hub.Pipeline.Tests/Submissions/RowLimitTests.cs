using Hub.Pipeline.Tests.Support;
using Hub.Submissions;

namespace Hub.Pipeline.Tests.Submissions;

public sealed class RowLimitTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task File_WithMoreRowsThanAreTaken_IsRefusedAsAWhole(bool json)
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder, TestHub.SmallChunks, new SubmissionLimits(5));
        Submission most = await hub.SubmitAsync(Body(5, json));
        Assert.Equal((SubmissionStatus.Finished, 5L), (most.Status, most.Totals!.Accepted));

        Submission more = await hub.SubmitAsync(Body(6, json));
        Assert.Equal((SubmissionStatus.Refused, "file.too-many-rows"), (more.Status, more.Problem?.Code));
        Assert.Equal(5, (await hub.RecordsAsync()).Count);

        string path = Path.Combine(folder.Path, "more");
        await File.WriteAllTextAsync(path, Body(6, json), TestHub.Cancel);
        var command = new CheckFileCommand(path, "catalogue", TestHub.School, "PT", new DateOnly(2026, 3, 1));
        Assert.Equal("file.too-many-rows", (await hub.Check.HandleAsync(command, Stream.Null, null, TestHub.Cancel)).Problem?.Code);
    }

    static string Body(int rows, bool json)
    {
        string csv = Files.Rows(rows, i => $"Title {i}");
        return json ? Files.AsJson(csv) : csv;
    }
}
