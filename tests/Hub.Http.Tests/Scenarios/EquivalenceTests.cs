namespace Hub.Http.Tests.Scenarios;

/// <summary>What was declared to stand for an entry, and what it does to a request for recognition.</summary>
public sealed class EquivalenceTests(HubUnderTest hub)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2020-01-01", true)]
    [InlineData("2099-01-01", false)]
    public async Task Request_UnitDeclaredEquivalent_IsGrantedFromTheFirstDayOn(string validFrom, bool isGranted)
    {
        RecognitionScene scene = await RecognitionScene.MakeAsync(hub, isAccredited: true);
        await RecognitionScene.UnitAsync(scene.School, "OTHER");
        await scene.AwardAsync(HttpStatusCode.Created, "E", "awarded", entry: $"{scene.School.Id}~OTHER");
        await DeclareAsync(scene, validFrom);
        JsonElement entered = await (await scene.RequestAsync(achievements: [$"{scene.School.Id}~E"])).JsonAsync();
        JsonElement done = await scene.UntilAsync(entered, isGranted ? "final" : "review");
        if (isGranted) Assert.Equal(("granted", true), (done.GetProperty("end").GetString(), done.GetProperty("byMachine").GetBoolean()));
        IEnumerable<string?> codes = done.GetProperty("evaluation").GetProperty("codes").EnumerateArray().Select(c => c.GetString());
        Assert.Equal(isGranted, codes.Contains("recognition.equivalent"));
    }

    [Fact]
    public async Task Declare_RepeatedOverlappingEndedOrByOthers_IsAnswered()
    {
        RecognitionScene scene = await RecognitionScene.MakeAsync(hub, isAccredited: true);
        await RecognitionScene.UnitAsync(scene.School, "OTHER");
        string path = PathOf(scene);
        JsonElement first = await DeclareAsync(scene, "2020-01-01");
        Assert.Equal(1, (await DeclareAsync(scene, "2020-01-01")).GetProperty("number").GetInt32());
        Assert.Equal(scene.Institution.Id, first.GetProperty("declaredBy").GetString());
        await (await scene.Institution.Http.PostAsJsonAsync(path, Body(scene, "2024-01-01"), Cancel)).RefusedAsync(HttpStatusCode.Conflict, "equivalence.overlaps");
        await (await scene.Institution.Http.PostAsJsonAsync($"{path}/1/end", new { validUntil = "2018-12-31" }, Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "equivalence.ends-before-it-begins");
        await (await scene.Institution.Http.PostAsJsonAsync($"{path}/1/end", new { validUntil = "2023-12-31" }, Cancel)).OkAsync();
        await (await scene.Institution.Http.PostAsJsonAsync($"{path}/1/end", new { validUntil = "2025-12-31" }, Cancel)).RefusedAsync(HttpStatusCode.Conflict, "equivalence.ended");
        await (await scene.Institution.Http.PostAsJsonAsync($"{path}/2/end", new { validUntil = "2025-12-31" }, Cancel)).RefusedAsync(HttpStatusCode.NotFound, "equivalence.not-found");
        Assert.Equal(2, (await DeclareAsync(scene, "2024-01-01")).GetProperty("number").GetInt32());

        Provider other = await hub.NewProviderOfAsync("PT", "provider", "reviewer");
        await (await other.Http.PostAsJsonAsync(path, Body(scene, "2030-01-01"), Cancel)).RefusedAsync(HttpStatusCode.Forbidden, "equivalence.not-competent");
        await (await scene.Institution.Http.PostAsJsonAsync(path, new { from = "PT-NOBODY~X", basis = "b", validFrom = "2020-01-01" }, Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "equivalence.from-unknown");
        await (await scene.Institution.Http.PostAsJsonAsync(path, new { from = $"{scene.School.Id}~OTHER" }, Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "equivalence.incomplete");
        JsonElement list = await (await hub.Anyone.GetAsync(path, Cancel)).JsonAsync();
        Assert.Equal(["2023-12-31", null], list.GetProperty("items").EnumerateArray().Select(i => i.TryGetProperty("validUntil", out JsonElement last) ? last.GetString() : null));
    }

    static object Body(RecognitionScene scene, string validFrom) => new { from = $"{scene.School.Id}~OTHER", basis = "Decision 7/2020 of the board", validFrom };

    static string PathOf(RecognitionScene scene) => $"/v1/catalogue/{scene.Target}/equivalences";

    static async Task<JsonElement> DeclareAsync(RecognitionScene scene, string validFrom)
    {
        HttpResponseMessage answer = await scene.Institution.Http.PostAsJsonAsync(PathOf(scene), Body(scene, validFrom), Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Cancel));
        return await answer.JsonAsync();
    }
}
