using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Hub.Browser.Tests.Scene;

/// <summary>A learner with achievements in two languages, who comes by a link.</summary>
static class LearnerCame
{
    const string Title = "Instalações elétricas de baixa tensão em edifícios de habitação";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The address of a new one-time link.</summary>
    public static async Task<string> LinkAsync(string address)
    {
        using var hub = new HttpClient { BaseAddress = new Uri(address), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", BrowserHub.Secret) } };
        await AwardAsync(hub, "L-1", Title, "2025-06-01", "ECTS", 6, "awarded");
        await AwardAsync(hub, "L-2", "Soldadura", "2025-09-15", "ECTS", 2.5m, "awarded");
        await AwardAsync(hub, "L-3", "Pintura", "2024-03-02", "ECTS", 3, "revoked");
        JsonElement record = await hub.GetFromJsonAsync<JsonElement>("/v1/achievements/PT-ESCOLA~L-1", Cancel);
        using HttpResponseMessage made = await hub.PostAsJsonAsync($"/v1/learners/{record.GetProperty("learner").GetString()}/links", new { }, Cancel);
        return (await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("href").GetString()!;
    }

    static async Task AwardAsync(HttpClient hub, string localId, string title, string day, string system, decimal points, string status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/achievements/PT-ESCOLA~{localId}")
        {
            Content = JsonContent.Create(new { learnerScheme = "NIF", learnerId = "BROWSER-1", learnerGivenNames = "Ana", learnerFamilyName = "Silva", title = new { pt = title }, awardedOn = day, creditSystem = system, creditPoints = points, kind = "module", grade = "17", status }),
        };
        request.Headers.TryAddWithoutValidation("If-None-Match", "*");
        using HttpResponseMessage answer = await hub.SendAsync(request, Cancel);
        if (!answer.IsSuccessStatusCode && answer.StatusCode != System.Net.HttpStatusCode.PreconditionFailed) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(Cancel));
    }
}
