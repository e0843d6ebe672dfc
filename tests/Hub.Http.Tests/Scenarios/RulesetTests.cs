using Hub.Rules;

namespace Hub.Http.Tests.Scenarios;

/// <summary>Law as data over HTTP: reading, explaining, previewing, adopting, and the life of a standard.</summary>
public sealed class RulesetTests(HubUnderTest hub)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rulesets_OfACountryAndDay_AreRead()
    {
        JsonElement list = await (await hub.Anyone.GetAsync("/v1/rulesets", Cancel)).JsonAsync();
        Assert.Contains(list.GetProperty("items").EnumerateArray(), r => r.GetProperty("country").GetString() == "PT");
        JsonElement first = await (await hub.Anyone.GetAsync("/v1/rulesets/EE?as-of=2025-05-01", Cancel)).JsonAsync();
        Assert.Equal("2025-04-01", first.GetProperty("effectiveFrom").GetString());
        await (await hub.Anyone.GetAsync("/v1/rulesets/EE?as-of=2025-03-31", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "ruleset.not-found");
    }

    [Fact]
    public async Task Finding_WithRules_IsExplained()
    {
        JsonElement explained = await (await hub.Anyone.GetAsync("/v1/findings/entry.micro-credential-size", Cancel)).JsonAsync();
        JsonElement spain = explained.GetProperty("rules").EnumerateArray().Single(r => r.GetProperty("country").GetString() == "ES");
        Assert.Equal(("less than 15 ECTS", "reject", "verified"), (spain.GetProperty("says").GetString(), spain.GetProperty("does").GetString(), spain.GetProperty("confidence").GetString()));
        await (await hub.Anyone.GetAsync("/v1/findings/entry.nothing", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "ruleset.code-unknown");
    }

    [Fact]
    public async Task Preview_StricterDraft_CountsTheProvidersRecords()
    {
        Provider provider = await hub.NewProviderAsync();
        await provider.SubmitAsync(provider.Csv("Preview", "a", "b"));
        string draft = System.Text.Encoding.UTF8.GetString(RuleFiles.Embedded.Read("FI/2022-06-16.json"));
        int first = draft.IndexOf("\"qualityAssurance\"", StringComparison.Ordinal);
        draft = $"{draft[..first]}\"homepage\"{draft[(first + "\"qualityAssurance\"".Length)..]}";
        var counted = 0;
        string? next = null;
        do
        {
            using var body = new StringContent(draft, Encoding.UTF8, "application/json");
            JsonElement part = await (await hub.Registrar.PostAsync($"/v1/rulesets/preview?as-of=2026-10-01&limit=3&after={next}", body, Cancel)).JsonAsync();
            Assert.InRange(part.GetProperty("looked").GetInt32(), 0, 3);
            foreach (JsonElement of in part.GetProperty("providers").EnumerateArray())
                if (of.GetProperty("organisation").GetString() == provider.Id) counted += of.GetProperty("newlyRejected").GetInt32();
            next = part.TryGetProperty("next", out JsonElement cursor) ? cursor.GetString() : null;
        }
        while (next is not null);
        Assert.Equal(2, counted);
    }

    [Fact]
    public async Task Preview_WrongDraft_IsRefusedWithItsPlace()
    {
        using var body = new StringContent("""{"country":"FI"}""", Encoding.UTF8, "application/json");
        HttpResponseMessage answer = await hub.Registrar.PostAsync("/v1/rulesets/preview", body, Cancel);
        Assert.Contains("$.", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await answer.RefusedAsync(HttpStatusCode.UnprocessableEntity, "ruleset.draft-invalid");
    }

    [Fact]
    public async Task Adopt_Document_IsShownWithItsAct()
    {
        var act = new { effectiveFrom = "2025-01-01", by = "A ministry", on = "2026-01-05", act = "Decision 1" };
        JsonElement adopted = await (await hub.Registrar.PostAsJsonAsync("/v1/rulesets/GR/adopt", act, Cancel)).JsonAsync();
        Assert.True(adopted.GetProperty("adopted").GetBoolean());
        JsonElement read = await (await hub.Anyone.GetAsync("/v1/rulesets/GR", Cancel)).JsonAsync();
        Assert.Equal(("A ministry", adopted.GetProperty("version").GetString()), (read.GetProperty("adoption").GetProperty("by").GetString(), read.GetProperty("version").GetString()));
        await (await hub.Registrar.PostAsJsonAsync("/v1/rulesets/GR/adopt", new { effectiveFrom = "2025-01-01", by = "Another", on = "2026-01-05", act = "Decision 2" }, Cancel)).RefusedAsync(HttpStatusCode.Conflict, "ruleset.already-adopted");
        await (await hub.Registrar.PostAsJsonAsync("/v1/rulesets/GR/adopt", new { effectiveFrom = "2025-01-01" }, Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "ruleset.adoption-incomplete");
        await (await hub.Registrar.PostAsJsonAsync("/v1/rulesets/GR/adopt", new { by = "A ministry", on = "2026-01-05", act = "Decision 1" }, Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "ruleset.adoption-incomplete");
    }

    [Fact]
    public async Task Adopt_Document_CountsInRecognitionFromThenOn()
    {
        UnitScene scene = await UnitScene.SetAsync(hub);
        JsonElement before = await AskAsync("NL/2022-06-16");
        JsonElement adopted = await (await hub.Registrar.PostAsJsonAsync("/v1/rulesets/NL/adopt", new { effectiveFrom = "2022-06-16", by = "A ministry", on = "2026-01-05", act = "Order 1" }, Cancel)).JsonAsync();
        JsonElement after = await AskAsync("NL/2022-06-16");
        Assert.Equal((false, adopted.GetProperty("version").GetString()), (before.GetProperty("version").GetString()!.Contains('+', StringComparison.Ordinal), after.GetProperty("version").GetString()));
        // The document as it was written is still there to compare with.
        Assert.Equal(before.ToString(), (await AskAsync(before.GetProperty("version").GetString()!)).ToString());

        async Task<JsonElement> AskAsync(string ruleset)
        {
            HttpResponseMessage answer = await scene.School.Http.PostAsJsonAsync("/v1/recognitions/what-if", new { learner = scene.Learner, route = "academic-recognition", target = scene.Target, ruleset }, Cancel);
            await answer.OkAsync();
            return (await answer.JsonAsync()).GetProperty("ruleset");
        }
    }

    [Fact]
    public async Task Standard_OfAnEntry_IsRecordedAndRead()
    {
        Provider provider = await hub.NewProviderAsync();
        await provider.SubmitAsync(provider.Csv("Standard", "s"));
        string address = $"/v1/catalogue/{provider.Id}~s/standard";
        JsonElement none = await (await hub.Anyone.GetAsync(address, Cancel)).JsonAsync();
        Assert.Equal(["draft", "in-catalogue"], none.GetProperty("next").EnumerateArray().Select(s => s.GetString()));
        JsonElement first = await (await hub.Registrar.PostAsJsonAsync(address, new { state = "in-catalogue", on = "2026-01-05", by = "A body", act = "Decision 7" }, Cancel)).JsonAsync();
        Assert.Equal("in-catalogue", first.GetProperty("state").GetString());
        await (await hub.Registrar.PostAsJsonAsync(address, new { state = "approved", on = "2026-01-06", by = "A body", act = "Decision 8" }, Cancel)).RefusedAsync(HttpStatusCode.Conflict, "standard.step-not-allowed");
        JsonElement read = await (await hub.Anyone.GetAsync(address, Cancel)).JsonAsync();
        Assert.Equal("Decision 7", Assert.Single(read.GetProperty("steps").EnumerateArray()).GetProperty("act").GetString());
        await (await hub.Anyone.GetAsync($"/v1/catalogue/{provider.Id}~none/standard", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "entry.not-found");
    }
}
