namespace Hub.Http.Tests.Hosting;

/// <summary>Two schools with a unit each and a memorandum, and a learner of the one who goes to the other.</summary>
sealed record MobilityScene(Provider Home, Provider Host, string LearnerId)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public string Unit => $"{Home.Id}~U";

    public string HostUnit => $"{Host.Id}~H";

    public string Memorandum => $"{Home.Id}~MOU";

    public string Agreement => $"{Home.Id}~LA";

    public string Path => $"/v1/agreements/{Agreement}";

    public static async Task<MobilityScene> OfAsync(HubUnderTest hub)
    {
        var scene = new MobilityScene(await hub.NewProviderOfAsync("SI", "provider", "reviewer"), await hub.NewProviderOfAsync("PT", "provider"), $"L-{Guid.NewGuid():N}");
        await CreatedAsync(scene.Home, $"/v1/catalogue/{scene.Unit}", UnitOf("Varjenje"));
        await CreatedAsync(scene.Host, $"/v1/catalogue/{scene.HostUnit}", UnitOf("Soldadura"));
        object memorandum = new { type = "memorandum", parties = new[] { scene.Home.Id, scene.Host.Id }, accepts = new[] { "quality-assurance", "assessment", "validation", "recognition" }, validFrom = "2024-01-01" };
        await CreatedAsync(scene.Home, $"/v1/agreements/{scene.Memorandum}", memorandum);
        foreach (Provider party in (Provider[])[scene.Home, scene.Host]) await SignAsync(party, $"/v1/agreements/{scene.Memorandum}", 1);
        return scene;
    }

    /// <summary>The learning agreement in canonical JSON.</summary>
    public Dictionary<string, object> Body(int? answers = null, params string[] signatures)
    {
        var body = new Dictionary<string, object>
        {
            ["type"] = "learning-agreement",
            ["home"] = Home.Id,
            ["host"] = Host.Id,
            ["memorandum"] = Memorandum,
            ["learnerScheme"] = "ESI",
            ["learnerId"] = LearnerId,
            ["validFrom"] = "2025-01-10",
            ["validUntil"] = "2025-06-30",
            ["outcomes"] = new[] { "H=U" },
            ["hostCompany"] = "MARKED Oficina",
        };
        if (signatures.Length > 0) body["signatures"] = signatures;
        if (answers is { } version) body["answers"] = version;
        return body;
    }

    public async Task AgreeAsync()
    {
        await CreatedAsync(Home, Path, Body(null, "learner=2024-12-01"));
        foreach (Provider party in (Provider[])[Home, Host]) await SignAsync(party, Path, 1);
    }

    public Task AwardAsync() =>
        CreatedAsync(Host, $"/v1/achievements/{Host.Id}~A", new { learnerScheme = "ESI", learnerId = LearnerId, kind = "unit", entryId = HostUnit, awardedOn = "2025-06-20", grade = "17" });

    public async Task<string> LearnerAsync() => (await (await Home.Http.GetAsync(Path, Cancel)).JsonAsync()).GetProperty("learner").GetString()!;

    /// <summary>Asks for recognition, and gives the case when it stands at the stage.</summary>
    public async Task<JsonElement> RecogniseAsync(string stage)
    {
        object request = new { learner = await LearnerAsync(), route = "learning-agreement", target = Unit, achievements = new[] { $"{Host.Id}~A" } };
        HttpResponseMessage answer = await Home.Http.PostAsJsonAsync("/v1/recognitions", request, Cancel);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        string path = $"/v1/recognitions/{Uri.EscapeDataString((await answer.JsonAsync()).GetProperty("id").GetString()!)}";
        JsonElement now = default;
        for (int look = 0; look < 300; look++)
        {
            now = await (await Home.Http.GetAsync(path, Cancel)).JsonAsync();
            if (now.GetProperty("stage").GetString() == stage) return now;
            await Task.Delay(100, Cancel);
        }

        throw new TimeoutException($"The case is not at {stage}: {now}");
    }

    public static async Task SignAsync(Provider party, string path, int version)
    {
        using HttpResponseMessage signed = await party.Http.PostAsJsonAsync($"{path}/signatures", new { version }, Cancel);
        Assert.Equal(HttpStatusCode.NoContent, signed.StatusCode);
    }

    static object UnitOf(string title) => new { kind = "unit", title = new { en = title }, learningOutcomes = new { en = new[] { "Can weld" } }, workloadHours = 50, hoursKind = "training", status = "published" };

    static async Task CreatedAsync(Provider provider, string path, object body)
    {
        using HttpResponseMessage written = await provider.Http.PutAsJsonAsync(path, body, Cancel);
        Assert.True(written.StatusCode == HttpStatusCode.Created, await written.Content.ReadAsStringAsync(Cancel));
    }
}
