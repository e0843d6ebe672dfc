namespace Hub.Http.Tests.Scenarios;

/// <summary>Declared equivalences: who declares them, who sees them, what cases make of them.</summary>
public sealed class EquivalenceTests(HubUnderTest hub)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_WithADeclaredEquivalentUnit_IsGrantedWithTheTargetsOwnPoints()
    {
        UnitScene scene = await UnitScene.SetAsync(hub);
        await UnitScene.PutAsync(scene.Institution, $"equivalences/{scene.Institution.Id}~1", Declaration(scene));
        JsonElement done = await scene.RequestedAsync("final");
        Assert.Equal(("granted", true), (Text(done, "end"), done.GetProperty("byMachine").GetBoolean()));
        JsonElement evaluation = done.GetProperty("evaluation");
        Assert.Contains("recognition.equivalent", evaluation.GetProperty("codes").EnumerateArray().Select(c => c.GetString()));
        // The unit that was achieved has 2.25 points, the one it counts as 4.5.
        Assert.Equal(4.5m, evaluation.GetProperty("credits").GetDecimal());
    }

    [Fact]
    public async Task Request_BeforeTheFirstDay_IsNotCovered()
    {
        UnitScene scene = await UnitScene.SetAsync(hub);
        string first = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(30).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await UnitScene.PutAsync(scene.Institution, $"equivalences/{scene.Institution.Id}~1", Declaration(scene, first));
        JsonElement review = await scene.RequestedAsync("review");
        Assert.Equal("none", Text(review.GetProperty("evaluation"), "outcome"));
        object question = new { @case = Text(review, "id"), asOf = first };
        JsonElement then = await (await scene.Institution.Http.PostAsJsonAsync("/v1/recognitions/what-if", question, Cancel)).JsonAsync();
        Assert.Equal("full", Text(then, "outcome"));
        Assert.Equal("recognition.equivalent", Text(Assert.Single(then.GetProperty("parts").EnumerateArray()), "code"));
    }

    [Fact]
    public async Task Equivalence_InPartOrWithdrawn_DoesNotCoverTheWhole()
    {
        UnitScene scene = await UnitScene.SetAsync(hub);
        string path = $"equivalences/{scene.Institution.Id}~1";
        await UnitScene.PutAsync(scene.Institution, path, Declaration(scene, extent: "part"));
        Assert.Equal("conditional", Text(await AskAsync(scene), "outcome"));
        Assert.Equal(HttpStatusCode.OK, (await scene.Institution.Http.PutAsJsonAsync($"/v1/{path}", Declaration(scene), Cancel)).StatusCode);
        Assert.Equal("full", Text(await AskAsync(scene), "outcome"));
        for (int times = 0; times < 2; times++) Assert.Equal(HttpStatusCode.NoContent, (await scene.Institution.Http.DeleteAsync($"/v1/{path}", Cancel)).StatusCode);
        Assert.Equal("none", Text(await AskAsync(scene), "outcome"));
        // What was in force once can still be read; what is withdrawn can not, and is in no list.
        await (await hub.Anyone.GetAsync($"/v1/{path}", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "equivalence.not-found");
        Assert.Equal("part", Text(await (await hub.Anyone.GetAsync($"/v1/{path}?version=1", Cancel)).JsonAsync(), "extent"));
        Assert.Equal("whole", Text(await (await hub.Anyone.GetAsync($"/v1/{path}?version=2", Cancel)).JsonAsync(), "extent"));
        await (await hub.Anyone.GetAsync($"/v1/{path}?version=3", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "equivalence.not-found");
        Assert.Empty(await ListAsync($"target={Uri.EscapeDataString(scene.Target)}"));
    }

    [Fact]
    public async Task List_ByEntryAndDay_IsOpenToAnyoneAndPagesThrough()
    {
        UnitScene scene = await UnitScene.SetAsync(hub);
        for (int i = 1; i <= 3; i++) await UnitScene.PutAsync(scene.Institution, $"equivalences/{scene.Institution.Id}~{i}", Declaration(scene, $"202{i}-01-01"));
        string target = Uri.EscapeDataString(scene.Target), source = Uri.EscapeDataString(scene.Own);
        Assert.Equal(3, (await ListAsync($"target={target}&limit=1")).Length);
        Assert.Equal(3, (await ListAsync($"source={source}&target={target}")).Length);
        Assert.Equal(2, (await ListAsync($"source={source}&on=2022-06-01")).Length);
        Assert.Empty(await ListAsync($"source={target}"));
        JsonElement[] all = await ListAsync("limit=1000");
        Assert.Equal(3, all.Count(e => Text(e, "declaredBy") == scene.Institution.Id));
        await (await hub.Anyone.GetAsync("/v1/equivalences?on=soon", Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "equivalence.filter-invalid");
        await (await hub.Anyone.GetAsync("/v1/equivalences?source=x", Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "equivalence.filter-invalid");
        await (await hub.Anyone.GetAsync($"/v1/equivalences?target={target}&after=!", Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "page.cursor-invalid");
    }

    [Fact]
    public async Task Put_BySomebodyNotCompetent_IsRefused()
    {
        UnitScene scene = await UnitScene.SetAsync(hub);
        Provider other = await hub.NewProviderOfAsync("PT", "provider", "reviewer");
        await (await other.Http.PutAsJsonAsync($"/v1/equivalences/{other.Id}~1", Declaration(scene), Cancel)).RefusedAsync(HttpStatusCode.Forbidden, "equivalence.not-competent");
        await (await other.Http.PutAsJsonAsync($"/v1/equivalences/{scene.Institution.Id}~1", Declaration(scene), Cancel)).RefusedAsync(HttpStatusCode.NotFound, "equivalence.not-found");
        await (await other.Http.DeleteAsync($"/v1/equivalences/{scene.Institution.Id}~1", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "equivalence.not-found");
        // The institution says what counts as its own unit, and not what its unit counts as elsewhere.
        await (await scene.Institution.Http.PutAsJsonAsync($"/v1/equivalences/{scene.Institution.Id}~1", Declaration(scene, direction: "both-ways"), Cancel)).RefusedAsync(HttpStatusCode.Forbidden, "equivalence.not-competent");
        HttpResponseMessage byRegistrar = await hub.Registrar.PutAsJsonAsync($"/v1/equivalences/{scene.Institution.Id}~1", Declaration(scene, direction: "both-ways"), Cancel);
        Assert.Equal(HttpStatusCode.Created, byRegistrar.StatusCode);
        Assert.Equal("whole", Text(await byRegistrar.JsonAsync(), "extentBack"));
        await (await hub.Registrar.PutAsJsonAsync($"/v1/equivalences/{scene.Institution.Id}~1", Declaration(scene), Cancel)).RefusedAsync((HttpStatusCode)428, "record.condition-required");
        using var changed = new HttpRequestMessage(HttpMethod.Put, $"/v1/equivalences/{scene.Institution.Id}~1") { Content = JsonContent.Create(Declaration(scene)) };
        changed.Headers.IfMatch.Add(byRegistrar.Headers.ETag!);
        Assert.Equal(HttpStatusCode.OK, (await hub.Registrar.SendAsync(changed, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Put_WithOutcomes_FollowsTheirExtent()
    {
        UnitScene scene = await UnitScene.SetAsync(hub);
        string path = $"/v1/equivalences/{scene.Institution.Id}~1";
        JsonElement declared = await (await scene.Institution.Http.PutAsJsonAsync(path, Declaration(scene, extent: null, outcomes: [new { source = 1, target = 1 }]), Cancel)).JsonAsync();
        Assert.Equal(("whole", 1), (Text(declared, "extent"), declared.GetProperty("version").GetInt32()));
        await RefusedAsync(Declaration(scene, extent: "part", outcomes: [new { source = 1, target = 1 }]), "equivalence.extent-contradicts");
        await RefusedAsync(Declaration(scene, outcomes: [new { source = 1, target = 2 }]), "equivalence.outcomes-invalid");
        await RefusedAsync(Declaration(scene, extent: null), "equivalence.extent-missing");
        await RefusedAsync(Declaration(scene, first: null), "equivalence.days-invalid");
        await RefusedAsync(new { source = scene.Own, target = scene.Target, extent = "whole", validFrom = "2025-01-01" }, "equivalence.basis-invalid");
        await RefusedAsync(new { source = scene.Own, target = scene.Own, extent = "whole", validFrom = "2025-01-01", basis = "x" }, "equivalence.entries-invalid");
        await RefusedAsync(new { source = "PT-NOBODY~X", target = scene.Target, extent = "whole", validFrom = "2025-01-01", basis = "x" }, "equivalence.entry-unknown");

        async Task RefusedAsync(object body, string code) => await (await scene.Institution.Http.PutAsJsonAsync(path, body, Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, code);
    }

    static object Declaration(UnitScene scene, string? first = "2025-01-01", string? extent = "whole", string? direction = null, object[]? outcomes = null) =>
        new { source = scene.Own, target = scene.Target, extent, direction, outcomes, basis = "Agreement of 12 December 2024", validFrom = first };

    static async Task<JsonElement> AskAsync(UnitScene scene) => await (await scene.School.Http.PostAsJsonAsync("/v1/recognitions/what-if", scene.Request(), Cancel)).JsonAsync();

    async Task<JsonElement[]> ListAsync(string query)
    {
        var all = new List<JsonElement>();
        for (string? after = null; ;)
        {
            JsonElement page = await (await hub.Anyone.GetAsync($"/v1/equivalences?{query}{(after is null ? "" : $"&after={after}")}", Cancel)).JsonAsync();
            all.AddRange(page.GetProperty("items").EnumerateArray());
            if (!page.TryGetProperty("next", out JsonElement next)) return [.. all];
            after = next.GetString();
        }
    }

    static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}
