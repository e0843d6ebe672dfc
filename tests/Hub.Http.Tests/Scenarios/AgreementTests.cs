namespace Hub.Http.Tests.Scenarios;

/// <summary>Memoranda and learning agreements, as their parties make, propose, sign and use them.</summary>
public sealed class AgreementTests(HubUnderTest hub)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Case_UnderASignedAgreement_IsGrantedByTheHub()
    {
        MobilityScene scene = await MobilityScene.OfAsync(hub);
        await scene.AgreeAsync();
        await scene.AwardAsync();
        JsonElement done = await scene.RecogniseAsync("final");
        Assert.Equal(("granted", "full", true), (done.GetProperty("end").GetString(), done.GetProperty("outcome").GetString(), done.GetProperty("byMachine").GetBoolean()));
        string[] codes = CodesOf(done);
        Assert.Contains("recognition.agreed", codes);
        Assert.Contains("recognition.quality-agreed", codes);
        Assert.Contains("recognition.agreed-outcome", codes);
        JsonElement record = await (await scene.Home.Http.GetAsync($"/v1/learners/{await scene.LearnerAsync()}/record", Cancel)).JsonAsync();
        Assert.Contains(scene.Unit, record.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case_AgreementTheHostHasNotSigned_NeedsAPerson()
    {
        MobilityScene scene = await MobilityScene.OfAsync(hub);
        Assert.Equal(HttpStatusCode.Created, (await scene.Home.Http.PutAsJsonAsync(scene.Path, scene.Body(null, "learner=2024-12-01", "home=2024-12-02"), Cancel)).StatusCode);
        await scene.AwardAsync();
        JsonElement review = await scene.RecogniseAsync("review");
        Assert.Contains("recognition.no-agreement", CodesOf(review));
    }

    [Fact]
    public async Task Case_AgreementOfAHostThatStatesTheHomeSignature_NeedsAPerson()
    {
        MobilityScene scene = await MobilityScene.OfAsync(hub);
        Dictionary<string, object> body = scene.Body(null, "learner=2024-12-01", "home=2024-12-02", "host=2024-12-02");
        Assert.Equal(HttpStatusCode.Created, (await scene.Host.Http.PutAsJsonAsync($"/v1/agreements/{scene.Host.Id}~LA", body, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await scene.Home.Http.PutAsJsonAsync(scene.Path, scene.Body(null, "learner=2024-12-01"), Cancel)).StatusCode);
        await scene.AwardAsync();
        Assert.Contains("recognition.no-agreement", CodesOf(await scene.RecogniseAsync("review")));
    }

    [Fact]
    public async Task Proposal_AnswersTheCurrentVersion_IsTheNextOneAndAgreedOnceSigned()
    {
        MobilityScene scene = await MobilityScene.OfAsync(hub);
        await scene.AgreeAsync();
        Dictionary<string, object> proposal = scene.Body(1, "host=2025-02-01");
        proposal["validUntil"] = "2025-07-31";
        using HttpResponseMessage proposed = await scene.Host.Http.PutAsJsonAsync(scene.Path, proposal, Cancel);
        Assert.True(proposed.StatusCode == HttpStatusCode.OK, await proposed.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(2, (await proposed.JsonAsync()).GetProperty("record").GetProperty("version").GetInt32());
        JsonElement first = await (await scene.Home.Http.GetAsync($"{scene.Path}/versions/1", Cancel)).JsonAsync();
        Assert.Equal(("2025-06-30", "MARKED Oficina"), (first.GetProperty("validUntil").GetString(), first.GetProperty("hostCompany").GetString()));
        await (await scene.Home.Http.GetAsync($"{scene.Path}/versions/3", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "agreement.not-found");
        using HttpResponseMessage again = await scene.Host.Http.PutAsJsonAsync(scene.Path, proposal, Cancel);
        Assert.Equal(2, (await again.JsonAsync()).GetProperty("record").GetProperty("version").GetInt32());
        await (await scene.Home.Http.PostAsJsonAsync($"{scene.Path}/signatures", new { version = 1 }, Cancel)).RefusedAsync(HttpStatusCode.Conflict, "agreement.signed-old-version");
        await (await scene.Home.Http.PutAsJsonAsync(scene.Path, scene.Body(1, "home=2025-02-02"), Cancel)).RefusedAsync(HttpStatusCode.Conflict, "agreement.answers-old-version");
        await (await scene.Home.Http.PutAsJsonAsync(scene.Path, scene.Body(7), Cancel)).RefusedAsync(HttpStatusCode.Conflict, "agreement.answers-old-version");
        await (await scene.Home.Http.PutAsJsonAsync(scene.Path, scene.Body(), Cancel)).RefusedAsync(HttpStatusCode.PreconditionRequired, "agreement.answers-missing");
        JsonElement circle = await (await scene.Home.Http.GetAsync($"{scene.Path}/mobility", Cancel)).JsonAsync();
        Assert.Equal((2, 1), (circle.GetProperty("version").GetInt32(), circle.GetProperty("agreedVersion").GetInt32()));
        await scene.AwardAsync();
        Assert.Contains("recognition.agreed", CodesOf(await scene.RecogniseAsync("final")));        // under what all had signed
    }

    [Fact]
    public async Task Termination_ByEitherParty_CountsAtOnce()
    {
        MobilityScene scene = await MobilityScene.OfAsync(hub);
        await scene.AgreeAsync();
        Dictionary<string, object> end = scene.Body(1);
        end["status"] = "terminated";
        Assert.Equal(HttpStatusCode.OK, (await scene.Host.Http.PutAsJsonAsync(scene.Path, end, Cancel)).StatusCode);
        Assert.Equal("terminated", (await (await scene.Home.Http.GetAsync($"{scene.Path}/mobility", Cancel)).JsonAsync()).GetProperty("phase").GetString());
        await scene.AwardAsync();
        Assert.Contains("recognition.no-agreement", CodesOf(await scene.RecogniseAsync("review")));
    }

    [Fact]
    public async Task Proposal_OfTheOtherParty_ChangesNeitherPartiesNorOthersSignatures()
    {
        MobilityScene scene = await MobilityScene.OfAsync(hub);
        await scene.AgreeAsync();
        await (await scene.Host.Http.PutAsJsonAsync(scene.Path, scene.Body(1, "host=2025-02-01", "home=2025-02-01"), Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "agreement.signature-of-another");
        Dictionary<string, object> another = scene.Body(1);
        another["learnerId"] = "SOMEBODY-ELSE";
        await (await scene.Host.Http.PutAsJsonAsync(scene.Path, another, Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "agreement.parties-fixed");
        Dictionary<string, object> memorandum = new() { ["type"] = "memorandum", ["parties"] = new[] { scene.Home.Id, scene.Host.Id }, ["accepts"] = "assessment", ["validFrom"] = "2026-01-01", ["answers"] = 1 };
        await (await scene.Home.Http.PutAsJsonAsync(scene.Path, memorandum, Cancel)).RefusedAsync(HttpStatusCode.Conflict, "agreement.other-type");
    }

    [Fact]
    public async Task Agreement_OfOthers_DoesNotExist()
    {
        MobilityScene scene = await MobilityScene.OfAsync(hub);
        await scene.AgreeAsync();
        Provider other = await hub.NewProviderOfAsync("PT", "provider", "reviewer");
        foreach (string id in (string[])[scene.Agreement, scene.Memorandum, $"{scene.Home.Id}~NONE", $"{other.Id}~NONE"])
        {
            await (await other.Http.GetAsync($"/v1/agreements/{id}", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "agreement.not-found");
            await (await other.Http.PostAsJsonAsync($"/v1/agreements/{id}/signatures", new { version = 1 }, Cancel)).RefusedAsync(HttpStatusCode.NotFound, "agreement.not-found");
            await (await other.Http.GetAsync($"/v1/agreements/{id}/versions/1", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "agreement.not-found");
            await (await other.Http.GetAsync($"/v1/agreements/{id}/mobility", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "agreement.not-found");
        }

        await (await other.Http.PutAsJsonAsync(scene.Path, scene.Body(1), Cancel)).RefusedAsync(HttpStatusCode.NotFound, "agreement.not-found");
        await (await other.Http.PutAsJsonAsync($"/v1/agreements/{scene.Home.Id}~NONE", scene.Body(), Cancel)).RefusedAsync(HttpStatusCode.NotFound, "agreement.not-found");
    }

    [Fact]
    public async Task List_OfAParty_HasTermsAndSignaturesAndNobody()
    {
        MobilityScene scene = await MobilityScene.OfAsync(hub);
        Assert.Equal(HttpStatusCode.Created, (await scene.Home.Http.PutAsJsonAsync(scene.Path, scene.Body(null, "learner=2024-12-01"), Cancel)).StatusCode);
        await MobilityScene.SignAsync(scene.Home, scene.Path, 1);
        JsonElement list = await (await scene.Host.Http.GetAsync("/v1/agreements", Cancel)).JsonAsync();
        Assert.Equal([scene.Agreement, scene.Memorandum], list.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
        JsonElement agreement = list.GetProperty("items")[0];
        Assert.Equal("host", Assert.Single(agreement.GetProperty("unsigned").EnumerateArray()).GetString());
        Assert.False(agreement.TryGetProperty("agreedVersion", out _));
        Assert.Equal(1, list.GetProperty("items")[1].GetProperty("agreedVersion").GetInt32());
        Assert.DoesNotContain("MARKED", list.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(scene.LearnerId, list.ToString(), StringComparison.Ordinal);
        JsonElement first = await (await scene.Home.Http.GetAsync("/v1/agreements?limit=1", Cancel)).JsonAsync();
        JsonElement rest = await (await scene.Home.Http.GetAsync($"/v1/agreements?limit=1&after={first.GetProperty("next").GetString()}", Cancel)).JsonAsync();
        Assert.Equal(scene.Memorandum, Assert.Single(rest.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
        Assert.Single((await (await scene.Home.Http.GetAsync("/v1/agreements?type=memorandum", Cancel)).JsonAsync()).GetProperty("items").EnumerateArray());
        await (await scene.Home.Http.GetAsync("/v1/agreements?type=treaty", Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "agreement.type-unknown");
        Provider other = await hub.NewProviderOfAsync("PT", "provider");
        Assert.Empty((await (await other.Http.GetAsync("/v1/agreements", Cancel)).JsonAsync()).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Read_ByAParty_HasETagAndEverythingOpened()
    {
        MobilityScene scene = await MobilityScene.OfAsync(hub);
        await scene.AgreeAsync();
        using HttpResponseMessage read = await scene.Host.Http.GetAsync(scene.Path, Cancel);
        JsonElement agreement = await read.JsonAsync();
        Assert.Equal(("MARKED Oficina", scene.LearnerId, 1), (agreement.GetProperty("hostCompany").GetString(), agreement.GetProperty("learnerId").GetString(), agreement.GetProperty("version").GetInt32()));
        Assert.Equal($"{scene.HostUnit}={scene.Unit}", Assert.Single(agreement.GetProperty("outcomes").EnumerateArray()).GetString());
        using var unchanged = new HttpRequestMessage(HttpMethod.Get, scene.Path);
        unchanged.Headers.Add("If-None-Match", read.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, (await scene.Host.Http.SendAsync(unchanged, Cancel)).StatusCode);
        using var stale = new HttpRequestMessage(HttpMethod.Put, scene.Path) { Content = JsonContent.Create(scene.Body()) };
        stale.Headers.TryAddWithoutValidation("If-Match", "\"v9-abc\"");
        await (await scene.Home.Http.SendAsync(stale, Cancel)).RefusedAsync(HttpStatusCode.PreconditionFailed, "record.version-differs");
    }

    [Fact]
    public async Task Mobility_FromSigningToRecognition_ListsWhatIsMissingAndWhoseTurnItIs()
    {
        MobilityScene scene = await MobilityScene.OfAsync(hub);
        Assert.Equal(HttpStatusCode.Created, (await scene.Home.Http.PutAsJsonAsync(scene.Path, scene.Body(null, "learner=2024-12-01"), Cancel)).StatusCode);
        Assert.Equal(["mobility.signature-missing home", "mobility.signature-missing host"], (await OpenAsync(scene)).Take(2));
        foreach (Provider party in (Provider[])[scene.Home, scene.Host]) await MobilityScene.SignAsync(party, scene.Path, 1);
        // The hub's clock stands after the last day.
        Assert.Equal(["mobility.not-assessed host"], await OpenAsync(scene));
        await scene.AwardAsync();
        Assert.Equal(["mobility.recognition-not-asked home"], await OpenAsync(scene));
        await scene.RecogniseAsync("final");
        JsonElement circle = await (await scene.Host.Http.GetAsync($"{scene.Path}/mobility", Cancel)).JsonAsync();
        Assert.Empty(circle.GetProperty("openPoints").EnumerateArray());
        Assert.Equal("completed", circle.GetProperty("phase").GetString());
        JsonElement line = Assert.Single(circle.GetProperty("transcript").EnumerateArray());
        Assert.Equal(("17", "recognised", $"{scene.Host.Id}~A"), (line.GetProperty("grade").GetString(), line.GetProperty("recognition").GetString(), line.GetProperty("achievement").GetString()));
        await (await scene.Host.Http.GetAsync($"/v1/agreements/{scene.Memorandum}/mobility", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "agreement.no-mobility");
    }

    [Fact]
    public async Task Mobility_HostHasNotSignedItself_ShowsHomeNothingOfTheHost()
    {
        MobilityScene scene = await MobilityScene.OfAsync(hub);
        Assert.Equal(HttpStatusCode.Created, (await scene.Home.Http.PutAsJsonAsync(scene.Path, scene.Body(null, "learner=2024-12-01", "home=2024-12-02", "host=2024-12-02"), Cancel)).StatusCode);
        await scene.AwardAsync();
        JsonElement circle = await (await scene.Home.Http.GetAsync($"{scene.Path}/mobility", Cancel)).JsonAsync();
        Assert.False(Assert.Single(circle.GetProperty("transcript").EnumerateArray()).TryGetProperty("achievement", out _));
        Assert.Empty(circle.GetProperty("openPoints").EnumerateArray());
        JsonElement own = await (await scene.Host.Http.GetAsync($"{scene.Path}/mobility", Cancel)).JsonAsync();
        Assert.Equal("17", Assert.Single(own.GetProperty("transcript").EnumerateArray()).GetProperty("grade").GetString());
        await MobilityScene.SignAsync(scene.Host, scene.Path, 1);
        JsonElement after = await (await scene.Home.Http.GetAsync($"{scene.Path}/mobility", Cancel)).JsonAsync();
        Assert.Equal("17", Assert.Single(after.GetProperty("transcript").EnumerateArray()).GetProperty("grade").GetString());
    }

    static async Task<string[]> OpenAsync(MobilityScene scene)
    {
        JsonElement circle = await (await scene.Home.Http.GetAsync($"{scene.Path}/mobility", Cancel)).JsonAsync();
        return [.. circle.GetProperty("openPoints").EnumerateArray().Select(p => $"{p.GetProperty("code").GetString()} {p.GetProperty("turn").GetString()}")];
    }

    static string[] CodesOf(JsonElement of) => [.. of.GetProperty("evaluation").GetProperty("codes").EnumerateArray().Select(c => c.GetString()!)];
}
