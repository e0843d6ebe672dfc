namespace Hub.Http.Tests.Hosting;

/// <summary>An institution with a unit, a school that has awarded it to a learner, and what they do about its recognition.</summary>
sealed record RecognitionScene(Provider Institution, Provider School, string Identifier, string Learner)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<RecognitionScene> MakeAsync(HubUnderTest hub, bool isAccredited)
    {
        Provider institution = await hub.NewProviderOfAsync("PT", "provider", "reviewer"), school = await hub.NewProviderOfAsync("PT", "provider");
        await UnitAsync(institution, "U");
        if (isAccredited)
        {
            Provider agency = await hub.NewProviderAsync();
            using HttpResponseMessage named = await hub.Registrar.PutAsJsonAsync($"/v1/organisations/{agency.Id}", new { legalName = new { en = "An agency" }, country = "FI", roles = new[] { "agency" } }, Cancel);
            using HttpResponseMessage accredited = await agency.Http.PutAsJsonAsync($"/v1/accreditations/{agency.Id}~1", new { organisation = school.Id, type = "institutional", decision = "positive", validFrom = "2015-01-01" }, Cancel);
            Assert.Equal(HttpStatusCode.Created, accredited.StatusCode);
        }

        var scene = new RecognitionScene(institution, school, $"L-{Guid.NewGuid():N}", "");
        await scene.AwardAsync(HttpStatusCode.Created, "A", "awarded");
        return scene with { Learner = (await (await school.Http.GetAsync($"/v1/achievements/{school.Id}~A", Cancel)).JsonAsync()).GetProperty("learner").GetString()! };
    }

    public static async Task UnitAsync(Provider of, string localId)
    {
        object unit = new { kind = "unit", title = new { pt = "Soldadura" }, learningOutcomes = new { pt = new[] { "Solda" } }, workloadHours = 50, hoursKind = "training", status = "published" };
        Assert.Equal(HttpStatusCode.Created, (await of.Http.PutAsJsonAsync($"/v1/catalogue/{of.Id}~{localId}", unit, Cancel)).StatusCode);
    }

    public async Task AwardAsync(HttpStatusCode expected, string localId, string status, string? replaces = null, string? entry = null)
    {
        object achievement = new { learnerScheme = "NIF", learnerId = Identifier, kind = "unit", entryId = entry ?? Target, awardedOn = "2025-06-01", status, replaces };
        using HttpResponseMessage answer = await School.Http.PutAsJsonAsync($"/v1/achievements/{School.Id}~{localId}", achievement, Cancel);
        Assert.True(expected == answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    public string Target => $"{Institution.Id}~U";

    public object Body(string[]? achievements = null, string? institution = null) => new { learner = Learner, route = "unit-equivalence", target = Target, achievements = achievements ?? [$"{School.Id}~A"], institution };

    public async Task<HttpResponseMessage> RequestAsync(string? key = null, string[]? achievements = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/recognitions") { Content = JsonContent.Create(Body(achievements)) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        HttpResponseMessage answer = await School.Http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return answer;
    }

    public static string Path(JsonElement of) => $"/v1/recognitions/{Uri.EscapeDataString(of.GetProperty("id").GetString()!)}";

    public async Task<JsonElement> UntilAsync(JsonElement of, string stage)
    {
        for (int look = 0; look < 300; look++)
        {
            JsonElement now = await (await School.Http.GetAsync(Path(of), Cancel)).JsonAsync();
            if (now.GetProperty("stage").GetString() == stage) return now;
            await Task.Delay(100, Cancel);
        }

        throw new TimeoutException($"The case is not at {stage}: {await School.Http.GetStringAsync(Path(of), Cancel)}");
    }

    /// <summary>Another reviewer of the institution.</summary>
    public async Task<HttpClient> ColleagueAsync(HubUnderTest hub)
    {
        using HttpResponseMessage added = await hub.Registrar.PostAsJsonAsync("/v1/keys", new { organisation = Institution.Id, roles = new[] { "reviewer" } });
        return hub.Client((await added.JsonAsync()).GetProperty("secret").GetString()!);
    }
}
