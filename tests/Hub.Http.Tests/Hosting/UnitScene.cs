namespace Hub.Http.Tests.Hosting;

/// <summary>An institution with the unit U, and a school with its own unit W that it has awarded to a learner and is accredited for.</summary>
public sealed record UnitScene(Provider Institution, Provider School, string Learner)
{
    static readonly string[] Schools = ["provider"], Institutions = ["provider", "reviewer"], Agencies = ["agency"];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public string Target => $"{Institution.Id}~U";

    public string Own => $"{School.Id}~W";

    public string Achievement => $"{School.Id}~A";

    public static async Task<UnitScene> SetAsync(HubUnderTest hub)
    {
        Provider institution = await hub.NewProviderOfAsync("PT", Institutions), school = await hub.NewProviderOfAsync("PT", Schools), agency = await hub.NewProviderAsync();
        await PutAsync(institution, $"catalogue/{institution.Id}~U", Unit(4.5m));
        await PutAsync(school, $"catalogue/{school.Id}~W", Unit(2.25m));
        using HttpResponseMessage named = await hub.Registrar.PutAsJsonAsync($"/v1/organisations/{agency.Id}", new { legalName = new { en = "An agency" }, country = "FI", roles = Agencies }, Cancel);
        await PutAsync(agency, $"accreditations/{agency.Id}~1", new { organisation = school.Id, type = "institutional", decision = "positive", validFrom = "2015-01-01" });
        await PutAsync(school, $"achievements/{school.Id}~A", new { learnerScheme = "NIF", learnerId = $"L-{Guid.NewGuid():N}", kind = "unit", entryId = $"{school.Id}~W", awardedOn = "2025-06-01" });
        string learner = (await (await school.Http.GetAsync($"/v1/achievements/{school.Id}~A", Cancel)).JsonAsync()).GetProperty("learner").GetString()!;
        return new UnitScene(institution, school, learner);
    }

    /// <summary>What the school asks for.</summary>
    public object Request(string[]? achievements = null) => new { learner = Learner, route = "unit-equivalence", target = Target, achievements = achievements ?? [Achievement] };

    /// <summary>Asks, and waits until the case is at the stage.</summary>
    public async Task<JsonElement> RequestedAsync(string stage)
    {
        using HttpResponseMessage entered = await School.Http.PostAsJsonAsync("/v1/recognitions", Request(), Cancel);
        Assert.Equal(HttpStatusCode.Created, entered.StatusCode);
        string path = entered.Headers.Location!.ToString();
        for (int look = 0; look < 300; look++)
        {
            JsonElement now = await (await School.Http.GetAsync(path, Cancel)).JsonAsync();
            if (now.GetProperty("stage").GetString() == stage) return now;
            await Task.Delay(100, Cancel);
        }

        throw new TimeoutException($"The case is not at {stage}: {await School.Http.GetStringAsync(path, Cancel)}");
    }

    public static async Task PutAsync(Provider who, string what, object record)
    {
        using HttpResponseMessage put = await who.Http.PutAsJsonAsync($"/v1/{what}", record, Cancel);
        Assert.True(put.StatusCode == HttpStatusCode.Created, await put.Content.ReadAsStringAsync(Cancel));
    }

    static object Unit(decimal points) => new
    {
        kind = "unit",
        title = new { pt = "Soldadura" },
        learningOutcomes = new { pt = new[] { "Solda" } },
        workloadHours = 50,
        hoursKind = "training",
        creditSystem = "PONTO",
        creditPoints = points,
        status = "published",
    };
}
