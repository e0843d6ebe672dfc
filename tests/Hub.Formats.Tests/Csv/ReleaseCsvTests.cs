using Hub.Releases;
using System.Text;
using Hub.Formats.Csv;

namespace Hub.Formats.Tests.Csv;

public sealed class ReleaseCsvTests
{
    static readonly ReleaseColumn[] Columns = [new("id"), new("version"), new("title", "pt"), new("title", "en"), new("learningOutcomes", "pt"), new("languages"), new("creditPoints"), new("open")];

    static async Task<(long Rows, string Text)> WriteAsync(string records, params ReleaseColumn[] columns)
    {
        var destination = new MemoryStream();
        long rows = await new ReleaseCsv().WriteAsync(new TrickleStream(Encoding.UTF8.GetBytes(records)), destination, columns, CancellationToken.None);
        return (rows, Encoding.UTF8.GetString(destination.ToArray()));
    }

    [Fact]
    public async Task Write_Records_BecomeRowsInTheOrderOfTheColumns()
    {
        (long rows, string text) = await WriteAsync(
            """
            {"id":"PT-A~1","version":2,"title":{"pt":"Gestão, redes","lt":"x"},"learningOutcomes":{"pt":["a","b \"c\""]},"languages":["pt","en"],"creditPoints":4.50,"open":true}
            {"open":null,"extra":{"a":[1,{"b":2}]},"languages":[],"title":{"en":"two\nlines","pt":"\u00e7"},"id":"PT-A~2"}

            {}
            """,
            Columns);

        Assert.Equal(3, rows);
        Assert.Equal(
            "id,version,title@pt,title@en,learningOutcomes@pt,languages,creditPoints,open\r\n" +
            "PT-A~1,2,\"Gestão, redes\",,\"a|b \"\"c\"\"\",pt|en,4.50,true\r\n" +
            "PT-A~2,,ç,\"two\nlines\",,,,\r\n" +
            ",,,,,,,\r\n",
            text);
    }

    [Fact]
    public async Task Write_LongLines_AreWhole()
    {
        string title = new('ç', 400_000);

        (long rows, string text) = await WriteAsync($"{{\"id\":\"1\",\"title\":{{\"pt\":\"{title}\"}}}}\n{{\"id\":\"2\"}}\n", new ReleaseColumn("id"), new ReleaseColumn("title", "pt"));

        Assert.Equal((2L, $"id,title@pt\r\n1,{title}\r\n2,\r\n"), (rows, text));
    }

    [Fact]
    public async Task Write_OneEmptyCell_IsNoBlankLine() =>
        Assert.Equal("id\r\n\"\"\r\n", (await WriteAsync("{}\n", new ReleaseColumn("id"))).Text);

    [Fact]
    public async Task Write_LineThatIsNoObject_Throws() =>
        await Assert.ThrowsAnyAsync<System.Text.Json.JsonException>(() => WriteAsync("[1]\n", new ReleaseColumn("id")));
}
