using Hub.Rules;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Http.Tests.Scenarios;

/// <summary>What reviewers do at the desk by its forms, from the request to the end.</summary>
public sealed class DeskActTests(HubUnderTest hub)
{
    static readonly (string, string)[] Refusal = [("outcome", "refused"), ("ground", "stated-reasons"), ("remedy", "present-more-evidence"), ("reasons", "The hours <b>are</b> not shown.")];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    Task<DeskScene> SceneAsync() => DeskScene.MakeAsync(hub.Address, hub.Registrar);

    [Fact]
    public async Task Case_RefusedByOneAppealedAndGrantedInPartByAnother_GoesThroughTheForms()
    {
        DeskScene scene = await SceneAsync();
        string id = await scene.InReviewAsync();
        using DeskBrowser ana = await DeskBrowser.SignedInAsync(hub.Address, scene.Reviewer), rui = await DeskBrowser.SignedInAsync(hub.Address, scene.Colleague);
        Assert.Contains("The case is yours.", await ana.DoAsync(id, "assign-me"), StringComparison.Ordinal);
        Assert.Contains("MARK <i>of</i> note", await ana.DoAsync(id, "note", ("text", "MARK <i>of</i> note")), StringComparison.Ordinal);

        string html = await ana.RefusedAsync(id, "decide", HttpStatusCode.Conflict, Refusal);
        Assert.Contains("The law wants the applicant heard", html, StringComparison.Ordinal);
        Assert.Contains("The hours <b>are</b> not shown.</textarea>", html, StringComparison.Ordinal);
        Assert.Contains("value=\"refused\" checked", html, StringComparison.Ordinal);
        Assert.Contains("value=\"present-more-evidence\" checked", html, StringComparison.Ordinal);

        Assert.Contains("the clock stands from tomorrow", await ana.DoAsync(id, "hearing"), StringComparison.Ordinal);
        Assert.Contains("case.hearing-runs", await ana.RefusedAsync(id, "hearing-end", HttpStatusCode.Conflict), StringComparison.Ordinal);
        await scene.BySchoolAsync(id, "hearing/answer", new { text = "It was assessed by a jury." });
        Assert.Contains("It was assessed by a jury.", await ana.HtmlAsync($"/desk/cases/{id}"), StringComparison.Ordinal);
        await ana.DoAsync(id, "decide", Refusal);

        await scene.UntilAsync(id, "appeal-window");
        Assert.Contains("Não reconhecido.", await ana.HtmlAsync($"/desk/cases/{id}/decision"), StringComparison.Ordinal);
        Assert.Equal("application/jose", (await ana.GetAsync($"/desk/cases/{id}/decision?format=jws&number=1")).Content.Headers.ContentType!.MediaType);
        await scene.BySchoolAsync(id, "appeal", new { text = "The jury was competent." });
        html = await ana.HtmlAsync($"/desk/cases/{id}");
        Assert.Contains("You decided before: others decide on the appeal.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"outcome\"", html, StringComparison.Ordinal);
        await ana.RefusedAsync(id, "decide", HttpStatusCode.Forbidden, ("outcome", "full"));

        (string, string)[] part = [("outcome", "partial"), ("ground", "stated-reasons"), ("remedy", "ask-for-part"), ("reasons", "Half of it."), ("part", $"{scene.Institution.Id}~U1"), ("every", $"{scene.Institution.Id}~U1")];
        await rui.DoAsync(id, "decide", part);
        JsonElement final = await scene.UntilAsync(id, "final");
        Assert.Equal("partial", final.GetProperty("outcome").GetString());
        html = await rui.HtmlAsync($"/desk/cases/{id}");
        foreach (string said in (string[])["Decided: Refused.", "The applicant appealed.", "Decided: Recognised in part.", "Half of it."]) Assert.Contains(said, html, StringComparison.Ordinal);
        Assert.Contains("number=2", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case_GrantedInFullByAPerson_GrantsEveryPart()
    {
        DeskScene scene = await SceneAsync();
        string id = await scene.InReviewAsync();
        using DeskBrowser browser = await DeskBrowser.SignedInAsync(hub.Address, scene.Reviewer);
        string html = await browser.HtmlAsync($"/desk/cases/{id}");
        foreach (string shown in (string[])["Ler desenhos", "Soldar à mão", "Sabe ler desenhos", "Código do Procedimento Administrativo", "No accreditation of the register covers"]) Assert.Contains(shown, html, StringComparison.Ordinal);
        await browser.DoAsync(id, "decide", ("outcome", "full"), ("every", $"{scene.Institution.Id}~U1"), ("every", $"{scene.Institution.Id}~U2"), ("ground", "stated-reasons"), ("remedy", "ask-for-part"));
        await scene.UntilAsync(id, "final");
        using HttpClient api = hub.Client(scene.Reviewer);
        JsonElement decision = await (await api.GetAsync($"/v1/recognitions/{id}/decision", Cancel)).JsonAsync();
        Assert.Equal(("full", 2), (decision.GetProperty("outcome").GetString(), decision.GetProperty("mapping").GetArrayLength()));
        Assert.Empty(decision.GetProperty("remedies").EnumerateArray());
    }

    [Fact]
    public async Task Information_AskedFor_StopsTheClockAndComesAsEvidence()
    {
        DeskScene scene = await SceneAsync();
        string id = await scene.InReviewAsync();
        using DeskBrowser browser = await DeskBrowser.SignedInAsync(hub.Address, scene.Reviewer);
        string html = await browser.RefusedAsync(id, "information", HttpStatusCode.UnprocessableEntity, ("owed", "proof of <hours>"));
        Assert.Contains("proof of <hours></textarea>", html, StringComparison.Ordinal);
        Assert.Contains("The agency is slow.</textarea>", await browser.RefusedAsync(id, "delay", HttpStatusCode.UnprocessableEntity, ("reason", "The agency is slow."), ("expected", "2001-02-03")), StringComparison.Ordinal);
        string expected = DateTime.UtcNow.AddDays(40).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        html = await browser.DoAsync(id, "delay", ("reason", "The agency is slow."), ("expected", expected));
        Assert.Contains("The applicant is told of the delay.", html, StringComparison.Ordinal);
        html = await browser.DoAsync(id, "information", ("owed", "transcript,\r\nproof-of-hours"));
        Assert.Contains("transcript, proof-of-hours", html, StringComparison.Ordinal);
        Assert.Contains("case.inactivity-not-over", await browser.RefusedAsync(id, "close", HttpStatusCode.Conflict), StringComparison.Ordinal);
        using var document = new ByteArrayContent("%PDF-1.7"u8.ToArray());
        JsonElement brought = await (await scene.School.Http.PostAsync($"/v1/recognitions/{id}/evidence?name=x.pdf", document, Cancel)).JsonAsync();
        string file = Assert.Single(brought.GetProperty("evidence").EnumerateArray()).GetString()!;
        await scene.UntilAsync(id, "review");
        Assert.Contains($"/evidence/{file}\"", await browser.HtmlAsync($"/desk/cases/{id}"), StringComparison.Ordinal);
        using HttpResponseMessage read = await browser.GetAsync($"/desk/cases/{id}/evidence/{file}");
        Assert.Equal(("%PDF-1.7", "attachment"), (await read.Content.ReadAsStringAsync(Cancel), read.Content.Headers.ContentDisposition?.DispositionType));
    }

    [Theory]
    [InlineData("Choose an outcome.")]
    [InlineData("names a ground", "outcome", "refused")]
    [InlineData("gives its reasons", "outcome", "refused", "ground", "stated-reasons")]
    [InlineData("still do", "outcome", "refused", "ground", "stated-reasons", "reasons", "x")]
    [InlineData("Choose the parts", "outcome", "partial", "ground", "stated-reasons", "reasons", "x", "remedy", "ask-for-part")]
    [InlineData("says its conditions", "outcome", "conditional", "ground", "stated-reasons", "reasons", "x", "remedy", "ask-for-part")]
    [InlineData("recognised instead", "outcome", "alternative", "ground", "stated-reasons", "reasons", "x", "remedy", "ask-for-part")]
    [InlineData("not in the list", "outcome", "refused", "ground", "no-time", "reasons", "x", "remedy", "ask-for-part")]
    public async Task Decision_ThatSaysTooLittle_IsRefusedInPlace(string said, params string[] fields)
    {
        DeskScene scene = await SceneAsync();
        string id = await scene.InReviewAsync();
        using DeskBrowser browser = await DeskBrowser.SignedInAsync(hub.Address, scene.Reviewer);
        string html = await browser.RefusedAsync(id, "decide", HttpStatusCode.UnprocessableEntity, [.. fields.Chunk(2).Select(f => (f[0], f[1]))]);
        Assert.Contains(said, html, StringComparison.Ordinal);
        Assert.Contains("role=\"alert\"", html, StringComparison.Ordinal);
    }

    /// <summary>Where two persons decide, the second sees what the first signed and confirms exactly that.</summary>
    [Fact]
    public async Task FourEyes_FirstSignature_IsShownToTheSecondWhoConfirms()
    {
        const string secret = "a-secret-of-the-tests";
        await using KestrelHub own = await KestrelHub.StartAsync(secret, replace: services => services.AddSingleton<IRulesets>(new TwoDecide(Rulesets.LoadDefault())));
        using var registrar = new HttpClient { BaseAddress = own.Address, DefaultRequestHeaders = { Authorization = new("Bearer", secret) } };
        DeskScene scene = await DeskScene.MakeAsync(own.Address, registrar);
        string id = await scene.InReviewAsync();
        using DeskBrowser ana = await DeskBrowser.SignedInAsync(own.Address, scene.Reviewer), rui = await DeskBrowser.SignedInAsync(own.Address, scene.Colleague);
        await ana.DoAsync(id, "hearing");
        await scene.BySchoolAsync(id, "hearing/answer", new { text = "No." });
        string html = await ana.DoAsync(id, "decide", Refusal);
        Assert.Contains("You signed first", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Confirm and sign", html, StringComparison.Ordinal);
        await ana.RefusedAsync(id, "decide", HttpStatusCode.Forbidden, Refusal);

        html = await rui.HtmlAsync($"/desk/cases/{id}");
        foreach (string shown in (string[])["First signature", "Confirm and sign as the second", "The hours <b>are</b> not shown.", "Present further evidence with a new request."]) Assert.Contains(shown, html, StringComparison.Ordinal);
        await rui.DoAsync(id, "decide", HiddenFieldsOf(html));
        JsonElement window = await scene.UntilAsync(id, "appeal-window");
        Assert.Equal("refused", window.GetProperty("outcome").GetString());
        Assert.Contains("Document 1", await rui.HtmlAsync($"/desk/cases/{id}"), StringComparison.Ordinal);
    }

    /// <summary>What the button of the hand-over sends.</summary>
    static (string, string)[] HiddenFieldsOf(string html)
    {
        string form = html[html.IndexOf("alert first", StringComparison.Ordinal)..];
        form = form[..form.IndexOf("</form>", StringComparison.Ordinal)];
        return [.. System.Text.RegularExpressions.Regex.Matches(form, "<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"").Select(m => (m.Groups[1].Value, m.Groups[2].Value))];
    }

    /// <summary>The rulesets, with two persons to decide on equivalence.</summary>
    sealed class TwoDecide(IRulesets rulesets) : IRulesets
    {
        public IReadOnlyList<Ruleset> All { get; } = [.. rulesets.All.Select(Changed)];

        public Ruleset For(string? country, DateOnly on) => rulesets.For(country, on) is var found && All.FirstOrDefault(r => r.Version == found.Version) is { } changed ? changed : Changed(found);

        static Ruleset Changed(Ruleset of) => of with { RecognitionRoutes = [.. of.RecognitionRoutes.Select(r => r.Id == "unit-equivalence" ? r with { FourEyes = new Rule<bool>(true, Confidence.Verified, "of the tests") } : r)] };
    }
}
