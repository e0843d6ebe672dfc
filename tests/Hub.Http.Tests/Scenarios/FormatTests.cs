using System.Net.Http.Headers;
using Hub.Formats.Xlsx;
using Hub.Submissions;

namespace Hub.Http.Tests.Scenarios;

/// <summary>Submissions in other formats than CSV: recognised by content, errors in the same format, and what the hub shows it also takes.</summary>
public sealed class FormatTests(HubUnderTest hub)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static string Item(string id, string hours) =>
        $$"""{"localId":"{{id}}","kind":"micro-credential","title":{"en":"Testing"},"learningOutcomes":{"en":["Can test what others build"]},"workloadHours":{{hours}},"hoursKind":"notional","eqfLevel":5,"assessmentTypes":["written"],"modes":["online"],"qualityAssurance":["institutional"]}""";

    static async Task<JsonElement> SendAsync(Provider provider, byte[] body, string mediaType)
    {
        var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
        using HttpResponseMessage accepted = await provider.Http.PostAsync("/v1/submissions?kind=catalogue", content, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        return await provider.EndAsync(accepted.Headers.Location!.ToString());
    }

    static int Total(JsonElement submission, string name) => submission.GetProperty("totals").GetProperty(name).GetInt32();

    [Theory]
    [InlineData("application/json", "json")]
    [InlineData("application/x-ndjson", "ndjson")]
    [InlineData(XlsxFormat.MediaType, "xlsx")]
    public async Task Send_InEachFormat_GivesErrorsInTheSame(string mediaType, string extension)
    {
        Provider provider = await hub.NewProviderAsync();
        string good = Item("good", "50"), bad = Item("bad", "\"lots\"");
        byte[] body = extension switch { "json" => Encoding.UTF8.GetBytes($"[{good},\n{bad}]"), "ndjson" => Encoding.UTF8.GetBytes($"{good}\n{bad}\n"), _ => await WorkbookAsync() };
        JsonElement ended = await SendAsync(provider, body, mediaType);
        Assert.Equal("finished", ended.GetProperty("status").GetString());
        Assert.Equal((2, 1, 1), (Total(ended, "rows"), Total(ended, "accepted"), Total(ended, "rejected")));

        HttpResponseMessage errors = await provider.Http.GetAsync(ended.GetProperty("links").GetProperty("errors").GetString(), Cancel);
        Assert.Equal(mediaType, errors.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith($"-errors.{extension}", errors.Content.Headers.ContentDisposition?.FileName?.Trim('"'), StringComparison.Ordinal);
        JsonElement again = await SendAsync(provider, await errors.Content.ReadAsByteArrayAsync(Cancel), mediaType);
        Assert.Equal((1, 1), (Total(again, "rows"), Total(again, "rejected")));
    }

    [Fact]
    public async Task Send_WhatTheHubShows_ChangesNothing()
    {
        Provider provider = await hub.NewProviderAsync();
        JsonElement first = await SendAsync(provider, Encoding.UTF8.GetBytes($"[{Item("one", "50.5")}]"), "application/json");
        byte[] shown = await provider.Http.GetByteArrayAsync($"/v1/catalogue/{provider.Id}~one", Cancel);
        JsonElement again = await SendAsync(provider, shown, "application/json");
        Assert.Equal((1, 1, Total(first, "findings")), (Total(again, "rows"), Total(again, "unchanged"), Total(again, "findings")));
    }

    [Theory]
    [InlineData("[{\"localId\":\"A\"},", "file.json-truncated")]
    [InlineData("PK\u0003\u0004 no workbook", "file.workbook-damaged")]
    public async Task Send_BrokenBody_IsRefusedWithItsReason(string body, string code)
    {
        Provider provider = await hub.NewProviderAsync();
        JsonElement ended = await SendAsync(provider, Encoding.UTF8.GetBytes(body), "application/octet-stream");
        Assert.Equal("refused", ended.GetProperty("status").GetString());
        Assert.Equal(code, ended.GetProperty("problem").GetProperty("code").GetString());
    }

    /// <summary>A workbook of two rows, written as error files are: the hub's own two columns say nothing when they are read again.</summary>
    static async Task<byte[]> WorkbookAsync()
    {
        string[] header = ["localId", "kind", "title@en", "learningOutcomes@en", "workloadHours", "hoursKind", "eqfLevel", "assessmentTypes", "modes", "qualityAssurance"];
        var plan = new FormatPlan(XlsxFormat.FormatName, "utf-8", false, ',', "\n", header, 0, 2, true, 1);
        var workbook = new MemoryStream();
        await using (IErrorFileWriter writer = new XlsxFormat().StartErrorFile(workbook, plan))
        {
            foreach ((int row, string id, string hours) in new[] { (2, "good", "50"), (3, "bad", "\"lots\"") })
                await writer.WriteAsync(Encoding.UTF8.GetBytes($"""[{row},"{id}","micro-credential","Testing","Can test what others build",{hours},"notional",5,"written","online","institutional"]"""), row, "", Cancel);
        }

        return workbook.ToArray();
    }
}
