using System.Net.Http.Headers;
using Hub.Learners;

namespace Hub.Http.Tests.Scenarios;

/// <summary>What a learner does over the API: comes by a link or with an access token, reads, shares, asks, leaves.</summary>
public sealed class OwnDataTests : IAsyncLifetime
{
    const string Secret = "a-secret-of-the-tests";

    KestrelHub _hub = null!;
    Provider _school = null!;
    HttpClient _anyone = null!;
    LearnerReference _ana;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _hub = await KestrelHub.StartAsync(Secret);
        _anyone = new HttpClient { BaseAddress = _hub.Address };
        _school = await LearnerScene.SchoolAsync(_hub.Address, Secret);
        _ana = await LearnerScene.LearnerOfAsync(_hub, "PT-ESCOLA~A-1");
    }

    public async ValueTask DisposeAsync()
    {
        _anyone.Dispose();
        _school.Http.Dispose();
        await _hub.DisposeAsync();
    }

    async Task<HttpClient> ComeAsync() => With(await LearnerScene.SessionAsync(_hub.Address, _school.Secret, _ana));

    HttpClient With(string token) => new() { BaseAddress = _hub.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };

    [Fact]
    public async Task Session_FromLinkToLeaving_OpensTheOwnRecordAlone()
    {
        string link = await LearnerScene.LinkAsync(_hub.Address, _school.Secret, _ana);
        using HttpResponseMessage opened = await _anyone.PostAsJsonAsync("/v1/me/session", new { link }, Cancel);
        Assert.Equal("no-store", opened.Headers.CacheControl!.ToString());
        Assert.False(opened.Headers.Contains("Set-Cookie"));
        await (await _anyone.PostAsJsonAsync("/v1/me/session", new { link }, Cancel)).RefusedAsync(HttpStatusCode.Gone, "learner-link.gone");
        using HttpClient ana = With((await opened.JsonAsync()).GetProperty("token").GetString()!);
        JsonElement me = await (await ana.GetAsync("/v1/me", Cancel)).JsonAsync();
        Assert.Equal((_ana.Value, "PT-ESCOLA"), (me.GetProperty("reference").GetString(), me.GetProperty("organisations")[0].GetString()));
        JsonElement record = await (await ana.GetAsync("/v1/me/record", Cancel)).JsonAsync();
        Assert.Equal(8.5m, record.GetProperty("record").GetProperty("credits")[0].GetProperty("credits").GetDecimal());
        Assert.Equal("MARKED-1", record.GetProperty("learner").GetProperty("identifiers")[0].GetProperty("value").GetString());
        Assert.Equal(0, (await (await ana.GetAsync("/v1/me/record/guidance", Cancel)).JsonAsync()).GetProperty("awards").GetArrayLength());
        await (await ana.GetAsync("/v1/me/record/progress?towards=PT-ESCOLA~Q", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "record.award-unknown");
        await (await ana.GetAsync($"/v1/learners/{_ana}/record", Cancel)).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await (await _school.Http.GetAsync("/v1/me/record", Cancel)).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        Assert.Equal(HttpStatusCode.NoContent, (await ana.DeleteAsync("/v1/me/session", Cancel)).StatusCode);
        await (await ana.GetAsync("/v1/me", Cancel)).RefusedAsync(HttpStatusCode.Unauthorized, "auth.session-over");
    }

    [Theory]
    [InlineData("csv", "text/csv")]
    [InlineData("elmo", "application/xml")]
    [InlineData("html", "text/html")]
    public async Task Record_InEachForm_IsGivenOut(string form, string mediaType)
    {
        using HttpClient ana = await ComeAsync();
        using HttpResponseMessage answer = await ana.GetAsync($"/v1/me/record?format={form}", Cancel);
        Assert.Equal((HttpStatusCode.OK, mediaType, "no-store"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Headers.CacheControl!.ToString()));
        Assert.Contains("Soldar", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Share_OfTheLearner_IsOpenedAndWithdrawn()
    {
        using HttpClient ana = await ComeAsync();
        using HttpResponseMessage made = await ana.PostAsJsonAsync("/v1/me/shares", new { achievements = new[] { "PT-ESCOLA~A-1" }, parts = new[] { "grades" }, expiresAt = DateTimeOffset.UtcNow.AddDays(3) }, Cancel);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        JsonElement share = await made.JsonAsync();
        string href = share.GetProperty("href").GetString()!, id = share.GetProperty("id").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await _anyone.GetAsync(href, Cancel)).StatusCode);
        JsonElement listed = (await (await ana.GetAsync("/v1/me/shares", Cancel)).JsonAsync())[0];
        Assert.Equal((id, 1, false), (listed.GetProperty("id").GetString(), listed.GetProperty("opened").GetArrayLength(), listed.TryGetProperty("organisation", out _)));
        await (await ana.PostAsJsonAsync("/v1/me/shares", new { achievements = new[] { "PT-ESCOLA~B-1" }, expiresAt = DateTimeOffset.UtcNow.AddDays(3) }, Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "share.achievement-unknown");
        Assert.Equal(HttpStatusCode.NoContent, (await ana.DeleteAsync($"/v1/me/shares/{id}", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _anyone.GetAsync(href, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Rectification_FromLearnerToProviderAndBack_IsAnswered()
    {
        using HttpClient ana = await ComeAsync();
        using HttpResponseMessage made = await ana.PostAsJsonAsync("/v1/me/requests", new { kind = "rectification", achievement = "PT-ESCOLA~A-1", statement = "The grade is 18." }, Cancel);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        string id = (await made.JsonAsync()).GetProperty("id").GetString()!;
        JsonElement listed = await (await _school.Http.GetAsync("/v1/rectifications?state=open", Cancel)).JsonAsync();
        Assert.Equal((id, "The grade is 18."), (listed.GetProperty("items")[0].GetProperty("id").GetString(), listed.GetProperty("items")[0].GetProperty("statement").GetString()));
        await (await _school.Http.PostAsJsonAsync($"/v1/rectifications/{id}/answer", new { outcome = "corrected" }, Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "learner-request.text-invalid");
        Assert.Equal(HttpStatusCode.NoContent, (await _school.Http.PostAsJsonAsync($"/v1/rectifications/{id}/answer", new { outcome = "corrected", reason = "Put right." }, Cancel)).StatusCode);
        JsonElement seen = (await (await ana.GetAsync("/v1/me/requests", Cancel)).JsonAsync())[0];
        Assert.Equal(("done", "Put right.", "PT-ESCOLA"), (seen.GetProperty("state").GetString(), seen.GetProperty("reason").GetString(), seen.GetProperty("to").GetString()));
        await (await ana.PostAsJsonAsync("/v1/me/requests", new { statement = "x" }, Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "learner-request.kind-missing");
    }

    [Fact]
    public async Task ErasureAsked_ByTheLearner_ReachesTheRegistrar()
    {
        using HttpClient ana = await ComeAsync(), registrar = With(Secret);
        using HttpResponseMessage made = await ana.PostAsJsonAsync("/v1/me/requests", new { kind = "erasure", statement = "Please." }, Cancel);
        string id = (await made.JsonAsync()).GetProperty("id").GetString()!;
        Assert.Equal(1, (await (await registrar.GetAsync("/v1/privacy-requests", Cancel)).JsonAsync()).GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.NoContent, (await registrar.PostAsJsonAsync($"/v1/privacy-requests/{id}/answer", new { outcome = "refused", reason = "The register is public." }, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await registrar.DeleteAsync($"/v1/learners/{_ana}", Cancel)).StatusCode);
        await (await ana.GetAsync("/v1/me/record", Cancel)).RefusedAsync(HttpStatusCode.Gone, "learner.erased");
        Assert.Equal(0, (await (await registrar.GetAsync("/v1/privacy-requests", Cancel)).JsonAsync()).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task AccessesAndExport_OfTheLearner_TellWhoRead()
    {
        using HttpClient ana = await ComeAsync();
        (await _school.Http.GetAsync($"/v1/learners/{_ana}/record", Cancel)).EnsureSuccessStatusCode();
        JsonElement[] read = [];
        for (int look = 0; look < 200 && read.Length == 0; look++)
        {
            if (look > 0) await Task.Delay(50, Cancel);
            read = [.. (await (await ana.GetAsync("/v1/me/accesses?limit=1000", Cancel)).JsonAsync()).GetProperty("items").EnumerateArray().Where(i => i.GetProperty("action").GetString() == "personal-data.read")];
        }

        Assert.Equal(("own-records", "PT-ESCOLA"), (read[0].GetProperty("ground").GetString(), read[0].GetProperty("body").GetString()));
        await (await ana.GetAsync("/v1/me/accesses?limit=0", Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "page.limit-invalid");
        using HttpResponseMessage export = await ana.GetAsync("/v1/me/export", Cancel);
        Assert.Equal("attachment; filename=\"my-data.json\"", export.Content.Headers.ContentDisposition!.ToString());
        JsonElement all = await export.JsonAsync();
        Assert.Equal((2, "MARKED Silva"), (all.GetProperty("achievements").GetArrayLength(), all.GetProperty("achievements")[0].GetProperty("learnerFamilyName").GetString()));
        Assert.True(all.GetProperty("accesses").GetArrayLength() > 2);
        Assert.Equal(_ana.Value, all.GetProperty("learner").GetProperty("reference").GetString());
    }

    [Fact]
    public async Task Link_ThatCanNotBeMade_IsRefused()
    {
        using HttpResponseMessage tooLong = await _school.Http.PostAsJsonAsync($"/v1/learners/{_ana}/links", new { hours = 721 }, Cancel);
        await tooLong.RefusedAsync(HttpStatusCode.UnprocessableEntity, "learner-link.lifetime-invalid");
        using HttpResponseMessage none = await _school.Http.PostAsJsonAsync($"/v1/learners/{new string('0', 34)}/links", new { }, Cancel);
        await none.RefusedAsync(HttpStatusCode.NotFound, "learner.not-found");
        await (await _anyone.GetAsync("/v1/me", Cancel)).RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
    }
}
