using System.Text;
using Hub.Formats.Templates;
using Hub.Formats.Tests.Columns;
using Hub.Submissions.Columns;

namespace Hub.Formats.Tests;

public sealed class CsvTemplateTests
{
    [Fact]
    public async Task Write_Kind_IsAHeaderTheHubUnderstands()
    {
        var destination = new MemoryStream();
        await CsvTemplate.WriteAsync(destination, new TestKind(), ["pt", "en"], null, CancellationToken.None);

        string text = Encoding.UTF8.GetString(destination.ToArray());
        Assert.Equal("localId,kind,title@pt,title@en,learningOutcomes@pt,learningOutcomes@en,creditSystem,creditPoints,workloadHours,hoursKind,languages,validUntil\r\n", text);
        ColumnMatch match = ColumnMatcher.Match(text.Trim().Split(','), new TestKind(), ColumnSynonyms.LoadDefault(), [], null).Value;
        Assert.Empty(match.Findings);
        Assert.All(match.Layout.Columns, Assert.NotNull);
    }

    [Fact]
    public async Task Write_Sample_FillsItsColumns()
    {
        var destination = new MemoryStream();
        await CsvTemplate.WriteAsync(destination, new TestKind(), ["pt"], new Dictionary<string, string> { ["title@pt"] = "a, b" }, CancellationToken.None);

        Assert.EndsWith("\r\n,,\"a, b\",,,,,,,\r\n", Encoding.UTF8.GetString(destination.ToArray()), StringComparison.Ordinal);
    }
}
