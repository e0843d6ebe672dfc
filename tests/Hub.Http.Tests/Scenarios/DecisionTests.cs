using System.Net.Http.Headers;
using System.Text;
using Hub.Http.Tests.Hosting;
using Hub.Learners;
using Hub.Ports;
using Hub.Recognition.Cases;
using Hub.Recognition.Documents;
using Hub.Recognition.Evaluation;
using Hub.Rules;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Http.Tests.Scenarios;

/// <summary>The document of a decision as providers and reviewers get it.</summary>
public sealed class DecisionTests : IAsyncLifetime
{
    const string Secret = "a-secret-of-the-tests", Id = "PT-ANQEP~2026~k1";

    KestrelHub _hub = null!;
    HttpClient _school = null!, _reviewer = null!, _other = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _hub = await KestrelHub.StartAsync(Secret);
        using HttpClient registrar = Client(Secret);
        foreach ((string id, string name) in ((string, string)[])[("PT-ESCOLA", "Escola de Soldadura"), ("PT-ANQEP", "Agência"), ("PT-OUTRA", "Outra")])
            (await registrar.PutAsJsonAsync($"/v1/organisations/{id}", new { legalName = new { pt = name }, country = "PT" })).EnsureSuccessStatusCode();
        string secret = await KeyAsync(registrar, "PT-ESCOLA", "provider");
        (_school, _reviewer, _other) = (Client(secret), Client(await KeyAsync(registrar, "PT-ANQEP", "reviewer")), Client(await KeyAsync(registrar, "PT-OUTRA", "provider")));
        const string csv = "localId,learnerScheme,learnerId,title@pt,awardedOn,kind\r\nA-1,NIF,1,Soldar,2025-06-01,unit\r\n";
        await new Provider("PT-ESCOLA", secret, _school).SubmitAsync(csv, "kind=achievements");
        await DecideAsync((await Get<LearnerRecords>().LearnerOfAsync("PT-ESCOLA~A-1", Cancel))!.Value);
    }

    T Get<T>()
        where T : notnull => _hub.Services.GetRequiredService<T>();

    /// <summary>A case that was refused and told, as its process would leave it.</summary>
    async Task DecideAsync(LearnerReference learner)
    {
        Ruleset law = Get<IRulesets>().For("PT", new DateOnly(2026, 6, 1));
        var entered = new RecognitionCase(Id, "PT-ESCOLA", learner.Value, "PT", "unit-equivalence", "PT-ANQEP~Q1", ["PT-ESCOLA~A-1"], law.Version, new(2026, 6, 1, 10, 0, 0, TimeSpan.Zero))
        {
            Stage = CaseStage.Review,
            Language = "es",
            Evaluation = new StoredEvaluation(ProposedOutcome.NeedsPerson, ProposedOutcome.Partial, false, 4.5m, law.Version, new(2026, 6, 1), ["coverage: law"], [])
            {
                System = "PONTO",
                Parts = [new StoredPart("PT-ANQEP~U1", Extent.Covered, "PT-ESCOLA~A-1", "recognition.same-outcome", 4.5m), new StoredPart("PT-ANQEP~U2", Extent.Not, null, null, 2.25m)],
                Counted = [new CountedCredits("PT-ESCOLA~A-1", "PT-ANQEP~U1", 4.5m)],
            },
        };
        SealedText reasons = (await Get<ICaseTexts>().SealAsync(learner.Value, Id, Encoding.UTF8.GetBytes("La segunda <unidad> falta."), Cancel))!.Value;
        var draft = new DecisionDraft(DecisionOutcome.Partial, ConductRules.StatedReasons, ["complete-missing-parts"], reasons, null, ["PT-ANQEP~U1"]);
        RecognitionCase decided = CaseTurns.Decided(entered, draft, ["key-ana"], byMachine: false, new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero));
        Assert.True(await Get<CaseStore>().AddAsync(decided, Cancel));
        Result<RecognitionCase> told = await Get<CaseStore>().ChangeAsync(CaseId.Parse(Id), async (of, _) =>
        {
            RecognitionCase now = CaseTurns.Notified(of, new(2026, 6, 15, 10, 5, 0, TimeSpan.Zero));
            return new CaseChange(now, (await Get<IssueDecision>().MakeAsync(now, Cancel))!.Value);
        }, Cancel);
        Assert.Null(told.Problem);
    }

    static async Task<string> KeyAsync(HttpClient registrar, string organisation, string role)
    {
        using HttpResponseMessage key = await registrar.PostAsJsonAsync("/v1/keys", new { organisation, roles = new[] { role } });
        return (await key.JsonAsync()).GetProperty("secret").GetString()!;
    }

    HttpClient Client(string secret)
    {
        var client = new HttpClient { BaseAddress = _hub.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (HttpClient client in (ReadOnlySpan<HttpClient>)[_school, _reviewer, _other]) client.Dispose();
        await _hub.DisposeAsync();
    }

    static async Task<HttpResponseMessage> GetAsync(HttpClient client, string query = "", string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/recognitions/{Id}/decision{query}");
        if (accept is not null) request.Headers.Accept.ParseAdd(accept);
        return await client.SendAsync(request, Cancel);
    }

    [Fact]
    public async Task Decision_ByWhoAskedAndWhoDecided_IsRead()
    {
        foreach (HttpClient client in (HttpClient[])[_school, _reviewer])
        {
            using HttpResponseMessage answer = await GetAsync(client);
            JsonElement decision = await answer.JsonAsync();
            Assert.Equal((HttpStatusCode.OK, "no-store"), (answer.StatusCode, answer.Headers.CacheControl!.ToString()));
            Assert.Equal(("partial", "Reconocido en parte.", "La segunda <unidad> falta."), (decision.GetProperty("outcome").GetString(), decision.GetProperty("outcomeText").GetString(), decision.GetProperty("reasons").GetString()));
            Assert.Equal(4.5m, decision.GetProperty("credits").GetProperty("total").GetDecimal());
            Assert.Equal("Es el mismo resultado o unidad.", decision.GetProperty("mapping")[0].GetProperty("howText").GetString());
            Assert.Equal("Agência", decision.GetProperty("body").GetProperty("name").GetString());
            Assert.DoesNotContain("key-ana", decision.GetRawText(), StringComparison.Ordinal);
            Assert.NotEmpty(decision.GetProperty("appeal").GetProperty("ways").EnumerateArray());
        }
    }

    [Fact]
    public async Task Decision_ByOthers_IsNotThere()
    {
        await (await GetAsync(_other)).RefusedAsync(HttpStatusCode.NotFound, "case.not-found");
        await (await GetAsync(_school, "?number=2")).RefusedAsync(HttpStatusCode.NotFound, "decision.not-issued");
        await (await GetAsync(_school, "?format=pdf")).RefusedAsync(HttpStatusCode.UnprocessableEntity, "decision.form-unknown");
    }

    [Theory]
    [InlineData("?format=jws", null)]
    [InlineData("", "application/jose")]
    public async Task Decision_AsJws_IsSignedByAPublishedKey(string query, string? accept)
    {
        using HttpResponseMessage answer = await GetAsync(_school, query, accept);
        string jws = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.Equal("application/jose", answer.Content.Headers.ContentType!.MediaType);
        Assert.Null(VerifyDecision.Check(jws, await Get<ISigner>().KeysAsync(Cancel) as IReadOnlyCollection<PublicSigningKey> ?? []).Problem);
        Assert.Equal(jws, await (await GetAsync(_reviewer, "?format=jws&number=1")).Content.ReadAsStringAsync(Cancel));
    }

    [Theory]
    [InlineData("", "es", "Decisión sobre el reconocimiento")]
    [InlineData("&lang=lt", "lt", "Sprendimas dėl pripažinimo")]
    public async Task Page_OfDecision_KeepsTheWordsThatWereSigned(string query, string language, string title)
    {
        using HttpResponseMessage answer = await GetAsync(_school, "?format=html" + query);
        string html = await answer.Content.ReadAsStringAsync(Cancel);
        string text = WebUtility.HtmlDecode(html);

        Assert.Contains($"<html lang=\"{language}\"", html, StringComparison.Ordinal);
        Assert.Contains($"<h1>{title}</h1>", text, StringComparison.Ordinal);
        Assert.Contains("Reconocido en parte.", text, StringComparison.Ordinal);
        Assert.Contains("La segunda &lt;unidad&gt; falta.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decision_InTheStore_IsNotReadable()
    {
        foreach (TableRow row in await Get<ITables>().ScanAsync(CaseStore.Table, CaseId.Parse(Id).Partition, "", "~~", 100, Cancel))
            Assert.DoesNotContain("segunda", Encoding.UTF8.GetString(row.Body.Span), StringComparison.Ordinal);
    }
}
