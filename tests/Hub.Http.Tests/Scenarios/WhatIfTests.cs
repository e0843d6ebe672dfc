namespace Hub.Http.Tests.Scenarios;

/// <summary>What recognition would come to: asked by providers and reviewers, stored by nobody.</summary>
public sealed class WhatIfTests(HubUnderTest hub)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_WithWhatIsPlanned_CoversItInDoubtAndStoresNothing()
    {
        UnitScene scene = await UnitScene.SetAsync(hub);
        JsonElement without = await AskAsync(scene.School, scene.Request());
        Assert.Equal(("none", "none", "not"), (Text(without, "outcome"), Text(without, "ifDoubtsAreSettled"), Text(Part(without), "extent")));
        JsonElement with = await AskAsync(scene.School, new { learner = scene.Learner, route = "unit-equivalence", target = scene.Target, planned = new[] { scene.Target } });
        Assert.Equal(("needs-person", "full", 4.5m), (Text(with, "outcome"), Text(with, "ifDoubtsAreSettled"), with.GetProperty("credits").GetDecimal()));
        Assert.Equal(("covered", $"planned:{scene.Target}", false), (Text(Part(with), "extent"), Text(Part(with), "achievement"), Part(with).GetProperty("isSound").GetBoolean()));
        Assert.False(with.GetProperty("machineMayGrant").GetBoolean());
        Assert.Contains("recognition.achievement-planned", Codes(with));
        Assert.Equal([scene.Achievement, $"planned:{scene.Target}"], with.GetProperty("achievements").EnumerateArray().Select(a => Text(a, "id")));
        Assert.Equal(Enum.GetNames<Hub.Recognition.Evaluation.Aspect>().Length, with.GetProperty("aspects").GetArrayLength());
        Assert.All(with.GetProperty("trace").EnumerateArray(), rule => Assert.NotEqual("", Text(rule, "basis")));
        JsonElement cases = await (await scene.School.Http.GetAsync("/v1/recognitions", Cancel)).JsonAsync();
        Assert.Empty(cases.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Ask_AboutNobody_ReadsNobody()
    {
        UnitScene scene = await UnitScene.SetAsync(hub);
        JsonElement answer = await AskAsync(scene.Institution, new { route = "unit-equivalence", target = scene.Target, planned = new[] { scene.Own } });
        Assert.Equal("none", Text(answer, "outcome"));
        Assert.Equal([$"planned:{scene.Own}"], answer.GetProperty("achievements").EnumerateArray().Select(a => Text(a, "id")));
    }

    [Fact]
    public async Task Ask_AnotherDayOrRuleset_AnswersUnderThatLaw()
    {
        UnitScene scene = await UnitScene.SetAsync(hub);
        JsonElement early = await AskAsync(scene.School, new { learner = scene.Learner, route = "unit-equivalence", target = scene.Target, asOf = "2024-01-15", planned = new[] { scene.Target } });
        Assert.Equal("2024-01-15", Text(early, "asOf"));
        Assert.Contains("recognition.awarded-later", Codes(early));
        Assert.Equal("PT", Text(early.GetProperty("ruleset"), "country"));
        string version = Text(early.GetProperty("ruleset"), "version");
        JsonElement named = await AskAsync(scene.School, new { learner = scene.Learner, route = "unit-equivalence", target = scene.Target, ruleset = "pt/2017-02-01" });
        Assert.Equal(version, Text(named.GetProperty("ruleset"), "version"));
        JsonElement other = await AskAsync(scene.School, new { learner = scene.Learner, route = "academic-recognition", target = scene.Target, ruleset = "LT/" + await FirstDayAsync("LT") });
        Assert.Equal("LT", Text(other.GetProperty("ruleset"), "country"));
    }

    [Fact]
    public async Task Ask_AboutACase_IsForItsParties()
    {
        UnitScene scene = await UnitScene.SetAsync(hub);
        JsonElement entered = await scene.RequestedAsync("review");
        string id = Text(entered, "id");
        foreach (Provider party in (Provider[])[scene.School, scene.Institution])
        {
            JsonElement answer = await AskAsync(party, new { @case = id, planned = new[] { scene.Target } });
            Assert.Equal(("full", scene.Institution.Id), (Text(answer, "ifDoubtsAreSettled"), Text(answer, "institution")));
            Assert.DoesNotContain("recognition.used-for-same-target", Codes(answer));     // its own reservation is not in its way
        }

        JsonElement after = await (await scene.School.Http.GetAsync($"/v1/recognitions/{Uri.EscapeDataString(id)}", Cancel)).JsonAsync();
        // Its due day may have been set meanwhile; nothing else has happened to it.
        foreach (string same in (string[])["stage", "history", "evaluation"]) Assert.Equal(entered.GetProperty(same).ToString(), after.GetProperty(same).ToString());
        Provider other = await hub.NewProviderOfAsync("PT", "provider", "reviewer");
        await (await PostAsync(other, new { @case = id })).RefusedAsync(HttpStatusCode.NotFound, "case.not-found");
        await (await PostAsync(other, scene.Request())).RefusedAsync(HttpStatusCode.NotFound, "learner.not-found");
        await (await PostAsync(scene.Institution, scene.Request())).RefusedAsync(HttpStatusCode.NotFound, "learner.not-found");
        // Another request for the same: that the achievement counts already is told, and where only to who is a party.
        string why = (await AskAsync(scene.School, scene.Request())).GetProperty("aspects").ToString();
        Assert.Contains($"case {id}", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_BadQuestion_IsRefusedWithAPlace()
    {
        UnitScene scene = await UnitScene.SetAsync(hub);
        const string route = "unit-equivalence";
        await RefusedAsync(new { }, "what-if.case-or-request");
        await RefusedAsync(new { @case = "x", route }, "what-if.case-or-request");
        await RefusedAsync(new { route, target = scene.Target, achievements = new[] { scene.Achievement } }, "what-if.learner-missing");
        await RefusedAsync(new { route, target = scene.Target, planned = new[] { "PT-NOBODY~X" } }, "what-if.planned-unknown");
        await RefusedAsync(new { route, target = scene.Target, planned = new[] { scene.Own, scene.Own } }, "what-if.planned-invalid");
        await RefusedAsync(new { route, target = scene.Target, asOf = "9999-01-01" }, "what-if.day-invalid");
        await RefusedAsync(new { route, target = scene.Target, ruleset = "PT" }, "what-if.ruleset-unknown");
        await RefusedAsync(new { route = "none", target = scene.Target }, "case.route-unknown");
        await RefusedAsync(new { route, target = "PT-NOBODY~X" }, "recognition.target-unknown");
        await RefusedAsync(new { learner = scene.Learner, route, target = scene.Target, achievements = new[] { "PT-NOBODY~X" } }, "recognition.achievement-unknown");

        async Task RefusedAsync(object question, string code) => await (await PostAsync(scene.School, question)).RefusedAsync(HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task Client_AsksAsTheApiSays()
    {
        UnitScene scene = await UnitScene.SetAsync(hub);
        using var client = new Client.HubClient(hub.Address, scene.School.Secret);
        JsonElement answer = await client.Recognitions.AskWhatIfAsync(new Client.HubWhatIf { Learner = scene.Learner, Route = "unit-equivalence", Target = scene.Target, AsOf = new DateOnly(2026, 3, 2) }, Cancel);
        Assert.Equal(("none", "2026-03-02"), (Text(answer, "outcome"), Text(answer, "asOf")));
    }

    static Task<HttpResponseMessage> PostAsync(Provider who, object question) => who.Http.PostAsJsonAsync("/v1/recognitions/what-if", question, Cancel);

    static async Task<JsonElement> AskAsync(Provider who, object question)
    {
        HttpResponseMessage answer = await PostAsync(who, question);
        await answer.OkAsync();
        Assert.True(answer.Headers.CacheControl!.NoStore);
        return await answer.JsonAsync();
    }

    async Task<string> FirstDayAsync(string country) => Text(await (await hub.Anyone.GetAsync($"/v1/rulesets/{country}", Cancel)).JsonAsync(), "effectiveFrom");

    static JsonElement Part(JsonElement answer) => Assert.Single(answer.GetProperty("parts").EnumerateArray());

    static IEnumerable<string> Codes(JsonElement answer) => answer.GetProperty("aspects").EnumerateArray().SelectMany(a => a.GetProperty("findings").EnumerateArray()).Select(f => Text(f, "code"));

    static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}
