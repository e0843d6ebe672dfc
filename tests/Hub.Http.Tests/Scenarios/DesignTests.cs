namespace Hub.Http.Tests.Scenarios;

/// <summary>The tools for makers of programmes, which need no key.</summary>
[Trait("Runs", "on one machine only")]
public sealed class DesignTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static Task<HttpResponseMessage> PostAsync(HttpClient http, string tool, string body) => http.PostAsync($"/v1/design/{tool}", new StringContent(body, Encoding.UTF8, "application/json"), Cancel);

    [Fact]
    public async Task Allocation_AnyoneAsks_GivesPointsThatAddUp()
    {
        await using KestrelHub hub = await KestrelHub.StartAsync("secret");
        using var http = new HttpClient { BaseAddress = hub.Address };
        JsonElement answer = await (await PostAsync(http, "allocation", """{"years":1,"step":0.5,"units":[{"id":"A","weight":1},{"id":"B","weight":1},{"id":"C","weight":5,"points":40}]}""")).JsonAsync();
        Assert.Equal(60, answer.GetProperty("total").GetDecimal());
        Assert.Equal([8.5m, 8.5m, 43m], answer.GetProperty("units").EnumerateArray().Select(u => u.GetProperty("points").GetDecimal()));
        Assert.Equal(("design.points-differ", "C"), (answer.GetProperty("findings")[0].GetProperty("code").GetString(), answer.GetProperty("findings")[0].GetProperty("about").GetString()));
    }

    [Fact]
    public async Task Workload_AnyoneAsks_IsAddedUpAndHeldAgainstTheLaw()
    {
        await using KestrelHub hub = await KestrelHub.StartAsync("secret");
        using var http = new HttpClient { BaseAddress = hub.Address };
        JsonElement answer = await (await PostAsync(http, "workload", """{"country":"pt","hoursKind":"notional","credits":2,"parts":[{"id":"A","contactHours":20,"selfStudyHours":38,"assessmentHours":2}]}""")).JsonAsync();
        Assert.Equal(60, answer.GetProperty("total").GetProperty("hours").GetDecimal());
        Assert.Equal(2.15m, answer.GetProperty("total").GetProperty("range").GetProperty("fewest").GetDecimal());
        JsonElement finding = Assert.Single(answer.GetProperty("findings").EnumerateArray().ToArray());
        Assert.Equal(("design.credits-outside-range", "reject", "good"), (finding.GetProperty("code").GetString(), finding.GetProperty("severity").GetString(), finding.GetProperty("confidence").GetString()));
    }

    [Theory]
    [InlineData("allocation", "{}", HttpStatusCode.UnprocessableEntity, "design.wrong-count")]
    [InlineData("allocation", """{"total":60,"units":[null]}""", HttpStatusCode.UnprocessableEntity, "design.id-invalid")]
    [InlineData("allocation", """{"total":60,"units":[{"id":"A"}]}""", HttpStatusCode.UnprocessableEntity, "design.value-invalid")]
    [InlineData("workload", """{"parts":[null]}""", HttpStatusCode.UnprocessableEntity, "design.id-invalid")]
    [InlineData("workload", """{"parts":[{"id":"A","contactHours":1e20}]}""", HttpStatusCode.UnprocessableEntity, "design.value-invalid")]
    public async Task Design_WhatCanNotBeDone_IsRefused(string tool, string body, HttpStatusCode status, string code)
    {
        await using KestrelHub hub = await KestrelHub.StartAsync("secret");
        using var http = new HttpClient { BaseAddress = hub.Address };
        await (await PostAsync(http, tool, body)).RefusedAsync(status, code);
    }
}
