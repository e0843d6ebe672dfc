using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Hub.Browser.Tests.Scene;

/// <summary>A catalogue with one of everything a page can show.</summary>
sealed class SmallCatalogue
{
    public const string Qualification = "PT-ESCOLA~Q-ELE";
    public const string Unit = "PT-ESCOLA~U-1";
    public const string Withdrawn = "PT-ESCOLA~OLD";
    public const string RightToLeft = "FR-INSTITUT~AR-1";
    public const string LongTitle = "SI-CENTER~LONG";
    public const string School = "PT-ESCOLA";

    readonly HttpClient _hub;

    SmallCatalogue(HttpClient hub) => _hub = hub;

    /// <summary>Ids of the releases, the oldest first.</summary>
    public IReadOnlyList<string> Releases { get; private set; } = [];

    public static async Task<SmallCatalogue> MakeAsync(string address, string secret)
    {
        using var hub = new HttpClient { BaseAddress = new Uri(address), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", secret) } };
        var made = new SmallCatalogue(hub);
        foreach ((string id, object organisation) in SceneRecords.Organisations) await made.PutAsync($"/v1/organisations/{id}", organisation);
        foreach ((string id, object accreditation) in SceneRecords.Accreditations) await made.PutAsync($"/v1/accreditations/{Uri.EscapeDataString(id)}", accreditation);
        foreach ((string id, object entry) in SceneRecords.Entries) await made.PutAsync($"/v1/catalogue/{Uri.EscapeDataString(id)}", entry);
        string first = await made.ReleaseAsync();
        foreach ((string id, object entry) in SceneRecords.Later) await made.PutAsync($"/v1/catalogue/{Uri.EscapeDataString(id)}", entry);
        await made.WithdrawAsync(Withdrawn);
        made.Releases = [first, await made.ReleaseAsync()];
        await made.UntilSearchableAsync();
        return made;
    }

    async Task PutAsync(string address, object record)
    {
        using HttpResponseMessage before = await _hub.GetAsync(address);
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = JsonContent.Create(record) };
        if (before.StatusCode == HttpStatusCode.OK) request.Headers.IfMatch.Add(before.Headers.ETag!);
        else request.Headers.TryAddWithoutValidation("If-None-Match", "*");
        using HttpResponseMessage answer = await _hub.SendAsync(request);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{address}: {await answer.Content.ReadAsStringAsync()}");
    }

    async Task WithdrawAsync(string id)
    {
        string address = $"/v1/catalogue/{Uri.EscapeDataString(id)}";
        using HttpResponseMessage before = await _hub.GetAsync(address);
        using var request = new HttpRequestMessage(HttpMethod.Delete, address);
        request.Headers.IfMatch.Add(before.Headers.ETag!);
        using HttpResponseMessage answer = await _hub.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    async Task<string> ReleaseAsync()
    {
        // The id of a release holds its second.
        await Task.Delay(TimeSpan.FromSeconds(1.1));
        using HttpResponseMessage answer = await _hub.PostAsync("/v1/releases?wait=true", null);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    /// <summary>The index and the lists of who names whom follow a moment later.</summary>
    async Task UntilSearchableAsync()
    {
        for (int look = 0; look < 120; look++)
        {
            JsonElement found = await _hub.GetFromJsonAsync<JsonElement>("/search?format=json&q=" + SceneRecords.LastWord);
            JsonElement structure = await _hub.GetFromJsonAsync<JsonElement>($"/v1/catalogue/{Uri.EscapeDataString(Qualification)}/structure");
            if (found.GetProperty("count").GetInt32() > 0 && structure.GetProperty("parts").GetArrayLength() > 0) return;
            await Task.Delay(500);
        }

        throw new TimeoutException("The catalogue can not be searched within a minute.");
    }
}
