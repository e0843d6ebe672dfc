using System.Net.Http.Headers;

namespace Hub.Http.Tests.Scenarios;

public sealed class AccreditationTests(HubUnderTest hub)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    async Task<Provider> NewAgencyAsync()
    {
        Provider agency = await hub.NewProviderAsync();
        HttpResponseMessage changed = await hub.Registrar.PutAsJsonAsync($"/v1/organisations/{agency.Id}", new { legalName = new { en = "An agency" }, country = "FI", roles = new[] { "agency" } }, Cancel);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        return agency;
    }

    static object Accreditation(Provider about, string type = "institutional", string decision = "positive", string[]? fields = null) =>
        new { organisation = about.Id, type, decision, fields = fields ?? [], eqfLevels = new[] { 5, 6 }, validFrom = "2025-01-01", validUntil = "2030-12-31" };

    [Fact]
    public async Task Put_ByTheAgency_IsPublicAndVersioned()
    {
        Provider agency = await NewAgencyAsync(), school = await hub.NewProviderAsync();
        string path = $"/v1/accreditations/{agency.Id}~{Uri.EscapeDataString("2025/1")}";
        HttpResponseMessage created = await agency.Http.PutAsJsonAsync(path, Accreditation(school, fields: ["06"]), Cancel);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        HttpResponseMessage read = await hub.Anyone.GetAsync(path, Cancel);
        Assert.Equal(created.Headers.ETag, read.Headers.ETag);
        JsonElement record = await read.JsonAsync();
        Assert.Equal(($"{agency.Id}~2025/1", agency.Id, "active"), (record.GetProperty("id").GetString(), record.GetProperty("agency").GetString(), record.GetProperty("status").GetString()));
        Assert.Equal([5, 6], record.GetProperty("eqfLevels").EnumerateArray().Select(l => l.GetInt32()));

        var changed = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(Accreditation(school, decision: "positive-with-conditions")) };
        changed.Headers.IfMatch.Add(created.Headers.ETag!);
        Assert.Equal(HttpStatusCode.OK, (await agency.Http.SendAsync(changed, Cancel)).StatusCode);
        var late = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(Accreditation(school)) };
        late.Headers.IfMatch.Add(created.Headers.ETag!);
        await (await agency.Http.SendAsync(late, Cancel)).RefusedAsync(HttpStatusCode.PreconditionFailed, "record.version-differs");
    }

    [Fact]
    public async Task Put_ByOthers_IsRefused()
    {
        Provider agency = await NewAgencyAsync(), school = await hub.NewProviderAsync();
        await (await school.Http.PutAsJsonAsync($"/v1/accreditations/{agency.Id}~1", Accreditation(school), Cancel)).RefusedAsync(HttpStatusCode.NotFound, "record.not-found");
        HttpResponseMessage own = await school.Http.PutAsJsonAsync($"/v1/accreditations/{school.Id}~1", Accreditation(school), Cancel);
        Assert.Contains("accreditation.not-an-agency", await own.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await own.RefusedAsync(HttpStatusCode.UnprocessableEntity, "record.refused");
        // A registrar's key acts for the agency whose record it is, and says which version it has seen.
        Assert.Equal(HttpStatusCode.Created, (await hub.Registrar.PutAsJsonAsync($"/v1/accreditations/{agency.Id}~1", Accreditation(school), Cancel)).StatusCode);
        await (await hub.Registrar.PutAsJsonAsync($"/v1/accreditations/{agency.Id}~1", Accreditation(school), Cancel)).RefusedAsync((HttpStatusCode)428, "record.condition-required");
    }

    [Fact]
    public async Task Status_OnADay_FollowsPutAndWithdraw()
    {
        Provider agency = await NewAgencyAsync(), school = await hub.NewProviderAsync();
        string status = $"/v1/organisations/{school.Id}/accreditations?on=2026-01-01&field=0613&level=5";
        Assert.Equal("not-covered", (await (await hub.Anyone.GetAsync(status, Cancel)).JsonAsync()).GetProperty("status").GetString());
        await agency.Http.PutAsJsonAsync($"/v1/accreditations/{agency.Id}~1", Accreditation(school, fields: ["06"]), Cancel);
        await agency.Http.PutAsJsonAsync($"/v1/accreditations/{agency.Id}~2", Accreditation(school, fields: ["07"]), Cancel);
        JsonElement covered = await (await hub.Anyone.GetAsync(status, Cancel)).JsonAsync();
        Assert.Equal("covered", covered.GetProperty("status").GetString());
        Assert.Equal([$"{agency.Id}~1"], covered.GetProperty("coveredBy").EnumerateArray().Select(c => c.GetString()));
        JsonElement other = covered.GetProperty("accreditations")[1];
        Assert.Equal((false, "field"), (other.GetProperty("covers").GetBoolean(), Assert.Single(other.GetProperty("limits").EnumerateArray()).GetString()));

        Assert.Equal(HttpStatusCode.NoContent, (await agency.Http.DeleteAsync($"/v1/accreditations/{agency.Id}~1", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await agency.Http.DeleteAsync($"/v1/accreditations/{agency.Id}~1", Cancel)).StatusCode);
        await (await hub.Anyone.GetAsync($"/v1/accreditations/{agency.Id}~1", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "accreditation.not-found");
        Assert.Equal("not-covered", (await (await hub.Anyone.GetAsync(status, Cancel)).JsonAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Client_PutListStatusWithdraw_AreThoseOfTheHub()
    {
        Provider agency = await NewAgencyAsync(), school = await hub.NewProviderAsync();
        using var client = new Hub.Client.HubClient(hub.Address, agency.Secret);
        string id = $"{agency.Id}~A/1";
        string etag = await client.Accreditations.PutAsync(id, Accreditation(school, fields: ["06"]), "*", Cancel);
        JsonElement listed = Assert.Single(await client.Accreditations.ListAsync(organisation: school.Id, on: new DateOnly(2026, 1, 1), cancel: Cancel).ToListAsync(Cancel));
        Assert.Equal(id, listed.GetProperty("id").GetString());
        Hub.Client.HubQualityStatus status = await client.Accreditations.ReadStatusAsync(school.Id, new DateOnly(2026, 1, 1), "0613", 5, cancel: Cancel);
        Assert.Equal(("covered", id), (status.Status, Assert.Single(status.CoveredBy)));
        await client.Accreditations.WithdrawAsync(id, etag, Cancel);
        Assert.Equal("not-covered", (await client.Accreditations.ReadStatusAsync(school.Id, cancel: Cancel)).Status);
    }

    [Theory]
    [InlineData("/v1/accreditations?on=yesterday", "accreditation.filter-invalid")]
    [InlineData("/v1/accreditations?type=blessing", "accreditation.filter-invalid")]
    [InlineData("/v1/accreditations?organisation=-", "accreditation.filter-invalid")]
    [InlineData("/v1/accreditations?agency=FI-X&after=%3F", "page.cursor-invalid")]
    [InlineData("/v1/accreditations?limit=0", "page.limit-invalid")]
    [InlineData("/v1/organisations/FI-X/accreditations?level=9", "accreditation.filter-invalid")]
    [InlineData("/v1/organisations/FI-X/accreditations?field=6", "accreditation.filter-invalid")]
    [InlineData("/v1/organisations/FI-X/accreditations?country=Finland", "accreditation.filter-invalid")]
    public async Task Questions_ThatCanNotBeUnderstood_AreRefused(string path, string code) => await (await hub.Anyone.GetAsync(path, Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, code);

    [Fact]
    public async Task Status_UnknownOrganisationOrEntry_IsNotFound()
    {
        await (await hub.Anyone.GetAsync("/v1/organisations/FI-NOBODY/accreditations", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "organisation.not-found");
        Provider school = await hub.NewProviderAsync();
        await (await hub.Anyone.GetAsync($"/v1/organisations/{school.Id}/accreditations?entry={school.Id}~X", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "entry.not-found");
    }

    [Fact]
    public async Task Submission_OfADeqarObject_BecomesAnAccreditation()
    {
        Provider agency = await NewAgencyAsync(), school = await hub.NewProviderAsync();
        string institution = $"DEQARINST{Guid.NewGuid():N}"[..20];
        await hub.Registrar.PutAsJsonAsync($"/v1/organisations/{school.Id}", new { legalName = new { en = "A school" }, country = "FI", sectors = new[] { "higher-education" }, identifiers = new[] { $"DEQAR:{institution}" } }, Cancel);
        await hub.Registrar.PutAsJsonAsync($"/v1/organisations/{agency.Id}", new { legalName = new { en = "An agency" }, country = "FI", roles = new[] { "agency" }, identifiers = new[] { $"EQAR:{agency.Id}" } }, Cancel);
        string report = $$"""
            {"agency":"{{agency.Id}}","local_identifier":"A-1","activities":[{"id":"2"}],"status":"1","decision":"positive","valid_from":"01/02/2025","valid_to":"31/01/2031","date_format":"%d/%m/%Y",
             "report_files":[{"original_location":"https://example.org/a.pdf","report_language":["eng"]}],"institutions":[{"deqar_id":"{{institution}}"}]}
            """;
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/submissions?kind=accreditations") { Content = new StringContent(report, new MediaTypeHeaderValue("application/json")) };
        HttpResponseMessage accepted = await agency.Http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        JsonElement done = await agency.EndAsync(accepted.Headers.Location!.ToString());
        Assert.Equal(1, done.GetProperty("totals").GetProperty("accepted").GetInt32());
        JsonElement page = await (await hub.Anyone.GetAsync($"/v1/accreditations?organisation={school.Id}&on=2026-01-01", Cancel)).JsonAsync();
        JsonElement record = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal(("A-1:" + institution, "2025-02-01", "2031-01-31", "obligatory"), (record.GetProperty("localId").GetString(), record.GetProperty("validFrom").GetString(), record.GetProperty("validUntil").GetString(), record.GetProperty("legalStatus").GetString()));
    }
}
