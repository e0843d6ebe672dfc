using System.Text.Json;
using Hub.Pipeline.Tests.Support;

namespace Hub.Pipeline.Tests.Releases;

public sealed class SearchFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly TestHub _hub;

    public SearchFileTests() => _hub = TestHub.Open(_folder);

    public void Dispose()
    {
        _hub.Dispose();
        _folder.Dispose();
    }

    async Task<JsonDocument> CutAsync()
    {
        string release = (await _hub.Cut.HandleAsync(TestHub.Cancel)).Value.Id;
        return JsonDocument.Parse(new PublicFiles(_folder).Text(release, "search.json.gz"));
    }

    /// <summary>A row read as the documentation says: values by column, coded ones looked up.</summary>
    static string Row(JsonElement file, int row)
    {
        string[] columns = [.. file.GetProperty("columns").EnumerateArray().Select(c => c.GetString()!)];
        return string.Join("; ", file.GetProperty("entries")[row].EnumerateArray().Select((value, at) => value.ValueKind == JsonValueKind.Null ? "" : $"{columns[at]}={Decode(file, columns[at], value)}").Where(text => text.Length > 0));
    }

    static string Decode(JsonElement file, string column, JsonElement value) => !file.GetProperty("facets").TryGetProperty(column, out JsonElement facet)
        ? value.GetRawText()
        : string.Join('+', (value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : new[] { value }).Select(v => facet[v.GetInt32()].GetProperty("value").GetString()));

    [Fact]
    public async Task WriteAsync_Entries_AreRowsAndFacetsCountThem()
    {
        await _hub.RegisterAsync("PT-ESCOLA", "PT");
        Hub.Submissions.Submission done = await _hub.SubmitAsync("""
            [{"localId":"B","kind":"micro-credential","title":{"en":"B","pt":"Bê"},"learningOutcomes":{"en":["x"]},"creditSystem":"ECTS","creditPoints":2.5,"eqfLevel":6,"iscedF":["0612","0715"],"languages":["en","pt"],"modes":["online"],"startDate":"2027-01-01","providers":["PT-ESCOLA"],"workloadHours":65,"hoursKind":"notional","assessmentTypes":["project"],"qualityAssurance":["institutional"],"status":"published"},
             {"localId":"A","kind":"unit","title":{"en":"A"},"iscedF":["0715"],"priceAmount":0,"priceCurrency":"EUR","status":"published"},
             {"localId":"C","kind":"unit","title":{"en":"secret"},"status":"draft"}]
            """);
        Assert.Equal((0, 0), (done.Totals!.Rejected, done.Totals.Held));
        using JsonDocument json = await CutAsync();
        JsonElement file = json.RootElement;
        Assert.Equal("hub-search/1", file.GetProperty("format").GetString());
        Assert.Equal(2, file.GetProperty("entries").GetArrayLength());
        Assert.Equal("""id="PT-ESCOLA~A"; title={"en":"A"}; kind=unit; field=0715; country=PT; provider=PT-ESCOLA; price=0; currency=EUR""", Row(file, 0));
        Assert.Equal("""id="PT-ESCOLA~B"; title={"en":"B","pt":"Bê"}; kind=micro-credential; level=6; credits=2.5; creditSystem=ECTS; field=0612+0715; language=en+pt; mode=online; country=PT; provider=PT-ESCOLA; start="2027-01-01" """.TrimEnd(), Row(file, 1));
        JsonElement field = file.GetProperty("facets").GetProperty("field")[0], provider = file.GetProperty("facets").GetProperty("provider")[0];
        Assert.Equal(("0715", 2L), (field.GetProperty("value").GetString(), field.GetProperty("count").GetInt64()));
        Assert.Equal(("PT-ESCOLA", 2L), (provider.GetProperty("label").GetProperty("en").GetString(), provider.GetProperty("count").GetInt64()));
    }

    [Fact]
    public async Task WriteAsync_EmptyCatalogue_IsAFileToo()
    {
        using JsonDocument json = await CutAsync();
        Assert.Equal((0, 0), (json.RootElement.GetProperty("entries").GetArrayLength(), json.RootElement.GetProperty("facets").GetProperty("kind").GetArrayLength()));
    }

    [Fact]
    public async Task WriteAsync_ManyEntries_AreALineEach()
    {
        await _hub.Records.WriteAsync([.. Enumerable.Range(0, 3000).Select(i => Entries.Write(Entries.Id($"{i:D5}"), $"Title {i} with words"))]);
        string release = (await _hub.Cut.HandleAsync(TestHub.Cancel)).Value.Id;
        string[] lines = new PublicFiles(_folder).Text(release, "search.json.gz").Split('\n');
        Assert.Equal(3000, lines.Count(line => line.StartsWith("[\"PT-ESCOLA~", StringComparison.Ordinal)));
        using JsonDocument json = JsonDocument.Parse(string.Join('\n', lines));
        Assert.Equal(3000, json.RootElement.GetProperty("entries").GetArrayLength());
    }
}
