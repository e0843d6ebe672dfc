using Hub.Learners;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Http.Tests.Hosting;

/// <summary>Two learners of a school, and what they need to come in.</summary>
static class LearnerScene
{
    public const string Achievements = "localId,learnerScheme,learnerId,learnerGivenNames,learnerFamilyName,title@pt,awardedOn,creditSystem,creditPoints,grade,kind,status\r\n" +
        "A-1,NIF,MARKED-1,Ana,MARKED Silva,Soldar,2025-06-01,ECTS,6,17,module,\r\nA-2,NIF,MARKED-1,Ana,MARKED Silva,Cortar,2025-07-01,ECTS,2.5,,module,\r\nB-1,NIF,MARKED-2,Rui,MARKED Costa,Pintar,2025-08-01,ECTS,3,,module,\r\n";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A school that has sent them, with its key.</summary>
    public static async Task<Provider> SchoolAsync(Uri address, string secret)
    {
        using var registrar = new HttpClient { BaseAddress = address, DefaultRequestHeaders = { Authorization = new("Bearer", secret) } };
        (await registrar.PutAsJsonAsync("/v1/organisations/PT-ESCOLA", new { legalName = new { pt = "Escola de Soldadura" }, country = "PT" }, Cancel)).EnsureSuccessStatusCode();
        using HttpResponseMessage key = await registrar.PostAsJsonAsync("/v1/keys", new { organisation = "PT-ESCOLA", roles = new[] { "provider" } }, Cancel);
        string own = (await key.JsonAsync()).GetProperty("secret").GetString()!;
        var school = new Provider("PT-ESCOLA", own, new HttpClient { BaseAddress = address, DefaultRequestHeaders = { Authorization = new("Bearer", own) } });
        JsonElement done = await school.SubmitAsync(Achievements, "kind=achievements");
        Assert.Equal(3, done.GetProperty("totals").GetProperty("accepted").GetInt32());
        return school;
    }

    public static async Task<LearnerReference> LearnerOfAsync(KestrelHub hub, string id) => (await hub.Services.GetRequiredService<LearnerRecords>().LearnerOfAsync(id, Cancel))!.Value;

    /// <summary>The secret of a new link to a learner, made by whoever has the key.</summary>
    public static async Task<string> LinkAsync(Uri address, string key, LearnerReference learner)
    {
        using var http = new HttpClient { BaseAddress = address, DefaultRequestHeaders = { Authorization = new("Bearer", key) } };
        using HttpResponseMessage made = await http.PostAsJsonAsync($"/v1/learners/{learner}/links", new { hours = 1 }, Cancel);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        return (await made.JsonAsync()).GetProperty("link").GetString()!;
    }

    /// <summary>The token of a new session of a learner.</summary>
    public static async Task<string> SessionAsync(Uri address, string key, LearnerReference learner)
    {
        using var http = new HttpClient { BaseAddress = address };
        using HttpResponseMessage opened = await http.PostAsJsonAsync("/v1/me/session", new { link = await LinkAsync(address, key, learner) }, Cancel);
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        return (await opened.JsonAsync()).GetProperty("token").GetString()!;
    }
}
