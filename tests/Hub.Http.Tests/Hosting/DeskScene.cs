using System.Net.Http.Headers;

namespace Hub.Http.Tests.Hosting;

/// <summary>An institution with a unit of two parts and two reviewers, and a school that awarded one of the parts to a learner. Nothing is accredited, so persons decide.</summary>
public sealed record DeskScene(Uri Address, Provider Institution, Provider School, string Reviewer, string Colleague, string Learner)
{
    static readonly string[] Reviewers = ["reviewer"];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public string Target => $"{Institution.Id}~U";

    public static async Task<DeskScene> MakeAsync(Uri address, HttpClient registrar)
    {
        Provider institution = await ProviderAsync(address, registrar, "An institute of Lisbon", "provider"), school = await ProviderAsync(address, registrar, "A school of Porto", "provider");
        await PutAsync(institution, $"catalogue/{institution.Id}~U", Unit("Soldadura", null));
        await PutAsync(institution, $"catalogue/{institution.Id}~U1", Unit("Soldar <chapas>", $"{institution.Id}~U"));
        await PutAsync(institution, $"catalogue/{institution.Id}~U2", Unit("Ler desenhos", $"{institution.Id}~U"));
        await UntilPartsAsync(institution, $"{institution.Id}~U", 2);
        await PutAsync(school, $"achievements/{school.Id}~A", new { learnerScheme = "NIF", learnerId = $"L-{Guid.NewGuid():N}", kind = "unit", entryId = $"{institution.Id}~U1", title = new { pt = "Soldar à mão" }, awardedOn = "2025-06-01", status = "awarded" });
        string learner = (await (await school.Http.GetAsync($"/v1/achievements/{school.Id}~A", Cancel)).JsonAsync()).GetProperty("learner").GetString()!;
        return new DeskScene(address, institution, school, await KeyAsync(registrar, institution.Id, Reviewers), await KeyAsync(registrar, institution.Id, Reviewers), learner);
    }

    /// <summary>Which parts an entry has follows the feed, on a busy host some seconds behind.</summary>
    static async Task UntilPartsAsync(Provider of, string entry, int count)
    {
        int found = 0;
        for (int look = 0; look < 300 && found < count; look++)
        {
            found = (await (await of.Http.GetAsync($"/v1/catalogue/{entry}/parts", Cancel)).JsonAsync()).GetProperty("items").GetArrayLength();
            if (found < count) await Task.Delay(100, Cancel);
        }

        Assert.Equal(count, found);
    }

    /// <summary>Asks for recognition; the path of the case under <c>/v1/recognitions</c> and <c>/desk/cases</c>.</summary>
    public async Task<string> RequestAsync(params string[] achievements)
    {
        using HttpResponseMessage answer = await School.Http.PostAsJsonAsync("/v1/recognitions", new { learner = Learner, route = "unit-equivalence", target = Target, achievements }, Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Cancel));
        return Uri.EscapeDataString((await answer.JsonAsync()).GetProperty("id").GetString()!);
    }

    /// <summary>A case that persons have to look at.</summary>
    public async Task<string> InReviewAsync()
    {
        string id = await RequestAsync($"{School.Id}~A");
        await UntilAsync(id, "review");
        return id;
    }

    public async Task<JsonElement> UntilAsync(string id, string stage)
    {
        for (int look = 0; look < 300; look++)
        {
            JsonElement now = await (await School.Http.GetAsync($"/v1/recognitions/{id}", Cancel)).JsonAsync();
            if (now.GetProperty("stage").GetString() == stage) return now;
            await Task.Delay(100, Cancel);
        }

        throw new TimeoutException($"The case is not at {stage}: {await School.Http.GetStringAsync($"/v1/recognitions/{id}", Cancel)}");
    }

    public async Task BySchoolAsync(string id, string act, object body) => await (await School.Http.PostAsJsonAsync($"/v1/recognitions/{id}/{act}", body, Cancel)).OkAsync();

    public static async Task<Provider> ProviderAsync(Uri address, HttpClient registrar, string name, params string[] roles)
    {
        string id = $"PT-T{Guid.NewGuid():N}"[..20].ToUpperInvariant();
        using HttpResponseMessage registered = await registrar.PutAsJsonAsync($"/v1/organisations/{id}", new { legalName = new { en = name }, country = "PT" }, Cancel);
        Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
        string secret = await KeyAsync(registrar, id, roles);
        return new Provider(id, secret, new HttpClient { BaseAddress = address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", secret) } });
    }

    static async Task<string> KeyAsync(HttpClient registrar, string organisation, string[] roles)
    {
        using HttpResponseMessage added = await registrar.PostAsJsonAsync("/v1/keys", new { organisation, roles }, Cancel);
        return (await added.JsonAsync()).GetProperty("secret").GetString()!;
    }

    static object Unit(string title, string? partOf) => new
    {
        kind = "unit",
        title = new { pt = title },
        learningOutcomes = new { pt = new[] { $"Sabe {title.ToLowerInvariant()}" } },
        workloadHours = 25,
        hoursKind = "training",
        status = "published",
        partOf = partOf is null ? null : new[] { partOf },
    };

    static async Task PutAsync(Provider by, string path, object record)
    {
        using HttpResponseMessage answer = await by.Http.PutAsJsonAsync($"/v1/{path}", record, Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Cancel));
    }
}

/// <summary>A browser without a script at the desk. Cookies go by hand: one that is for encrypted connections alone is not sent over these.</summary>
public sealed class DeskBrowser(Uri address) : IDisposable
{
    const string CookieName = "__Host-desk=";

    readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public string? Cookie { get; private set; }

    /// <summary>Everything the browser was told about its cookie.</summary>
    public string SetCookie { get; private set; } = "";

    public static async Task<DeskBrowser> SignedInAsync(Uri address, string key)
    {
        var browser = new DeskBrowser(address);
        using HttpResponseMessage answer = await browser.PostAsync("/desk/sign-in", ("key", key));
        Assert.Equal((HttpStatusCode.SeeOther, "/desk"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        return browser;
    }

    public Task<HttpResponseMessage> GetAsync(string path, string language = "en") => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), "none", null, language);

    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) => SendAsync(Form(path, fields), "same-origin", null, "en");

    public Task<HttpResponseMessage> PostFromAsync(string path, string? site, string? origin) => SendAsync(Form(path, ("key", "x"), ("text", "x")), site, origin, "en");

    public async Task<string> HtmlAsync(string path, string language = "en")
    {
        using HttpResponseMessage answer = await GetAsync(path, language);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await HtmlOfAsync(answer);
    }

    /// <summary>Does an act that is taken; where it leads, as a page.</summary>
    public async Task<string> DoAsync(string id, string act, params (string Name, string Value)[] fields)
    {
        using HttpResponseMessage answer = await PostAsync($"/desk/cases/{id}/{act}", fields);
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, await HtmlOfAsync(answer));
        return await HtmlAsync(answer.Headers.Location!.ToString());
    }

    /// <summary>Does an act that is refused; the page that says so.</summary>
    public async Task<string> RefusedAsync(string id, string act, HttpStatusCode status, params (string Name, string Value)[] fields)
    {
        using HttpResponseMessage answer = await PostAsync($"/desk/cases/{id}/{act}", fields);
        string html = await HtmlOfAsync(answer);
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode} {html}");
        return html;
    }

    public static async Task<string> HtmlOfAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));

    public void Dispose() => _http.Dispose();

    static HttpRequestMessage Form(string path, params (string Name, string Value)[] fields) => new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };

    async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? site, string? origin, string language)
    {
        request.Headers.Accept.ParseAdd("text/html");
        request.Headers.AcceptLanguage.ParseAdd(language);
        if (Cookie is not null) request.Headers.Add("Cookie", CookieName + Cookie);
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        if (origin is not null) request.Headers.Add("Origin", origin);
        HttpResponseMessage answer = await _http.SendAsync(request, Cancel);
        if (answer.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? set))
        {
            SetCookie = set.Single();
            Cookie = SetCookie[CookieName.Length..SetCookie.IndexOf(';', StringComparison.Ordinal)];
        }

        return answer;
    }
}
