using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Hub.Browser.Tests.Scene;

/// <summary>Requests for recognition towards the qualification of the small catalogue, for persons to decide.</summary>
sealed class DeskCases : IDisposable
{
    const string Target = SmallCatalogue.Qualification, Sender = "SI-CENTER";

    readonly HttpClient _registrar, _sender;

    DeskCases(HttpClient registrar, HttpClient sender, string reviewer) => (_registrar, _sender, Reviewer) = (registrar, sender, reviewer);

    /// <summary>Key of a reviewer of the institution that decides.</summary>
    public string Reviewer { get; }

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<DeskCases> MakeAsync(string address)
    {
        HttpClient registrar = ClientOf(address, BrowserHub.Secret);
        return new DeskCases(registrar, ClientOf(address, await KeyAsync(registrar, Sender, "provider")), await KeyAsync(registrar, SmallCatalogue.School, "reviewer"));
    }

    /// <summary>Asks for recognition of two units and waits until it is for persons; the id of the case.</summary>
    public async Task<string> InReviewAsync()
    {
        string name = Guid.NewGuid().ToString("N")[..12];
        await AwardAsync($"{name}-1", name, "Elektroinštalacije nizke napetosti v stanovanjskih stavbah", SmallCatalogue.Unit);
        await AwardAsync($"{name}-2", name, "Varstvo pri delu", null);
        JsonElement achievement = await _sender.GetFromJsonAsync<JsonElement>($"/v1/achievements/{Sender}~{name}-1", Cancel);
        object request = new { learner = achievement.GetProperty("learner").GetString(), route = "unit-equivalence", target = Target, achievements = new[] { $"{Sender}~{name}-1", $"{Sender}~{name}-2" } };
        using HttpResponseMessage entered = await _sender.PostAsJsonAsync("/v1/recognitions", request, Cancel);
        string id = (await ReadAsync(entered)).GetProperty("id").GetString()!;
        for (int look = 0; look < 300; look++)
        {
            JsonElement now = await _sender.GetFromJsonAsync<JsonElement>($"/v1/recognitions/{id}", Cancel);
            if (now.GetProperty("stage").GetString() == "review" && now.TryGetProperty("due", out _)) return id;
            await Task.Delay(100, Cancel);
        }

        throw new TimeoutException($"{id} is not for persons within half a minute.");
    }

    /// <summary>What the applicant answers, and the document they bring.</summary>
    public async Task AnswerHearingAsync(string id)
    {
        using HttpResponseMessage answered = await _sender.PostAsJsonAsync($"/v1/recognitions/{id}/hearing/answer", new { text = "The unit was assessed by a jury of three.\nThe protocol lies with the documents." }, Cancel);
        await ReadAsync(answered);
        using var document = new ByteArrayContent("%PDF-1.7"u8.ToArray());
        using HttpResponseMessage brought = await _sender.PostAsync($"/v1/recognitions/{id}/evidence?name=protocol.pdf&complete=false", document, Cancel);
        await ReadAsync(brought);
    }

    public void Dispose()
    {
        _registrar.Dispose();
        _sender.Dispose();
    }

    async Task AwardAsync(string localId, string learner, string title, string? entry)
    {
        object record = new { learnerScheme = "EMSO", learnerId = learner, kind = "unit", entryId = entry, title = new { sl = title }, creditSystem = "ECVET", creditPoints = 3, workloadHours = 75, hoursKind = "training", awardedOn = "2025-06-01", status = "awarded" };
        using HttpResponseMessage answer = await _sender.PutAsJsonAsync($"/v1/achievements/{Sender}~{localId}", record, Cancel);
        await ReadAsync(answer);
    }

    static async Task<string> KeyAsync(HttpClient registrar, string organisation, string role)
    {
        using HttpResponseMessage added = await registrar.PostAsJsonAsync("/v1/keys", new { organisation, roles = new[] { role } }, Cancel);
        return (await ReadAsync(added)).GetProperty("secret").GetString()!;
    }

    static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        string text = await answer.Content.ReadAsStringAsync(Cancel);
        return answer.IsSuccessStatusCode ? JsonElement.Parse(text) : throw new InvalidOperationException(text);
    }

    static HttpClient ClientOf(string address, string secret) => new() { BaseAddress = new Uri(address), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", secret) } };
}
