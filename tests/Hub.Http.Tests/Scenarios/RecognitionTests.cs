using System.Net.Http.Headers;

namespace Hub.Http.Tests.Scenarios;

/// <summary>A request for recognition from beginning to end, as providers and reviewers see it.</summary>
public sealed class RecognitionTests(HubUnderTest hub)
{
    static readonly string[] Schools = ["provider"], Institutions = ["provider", "reviewer"];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_BeyondDoubt_IsGrantedByTheHubAndInTheRecord()
    {
        Scene scene = await SceneAsync(isAccredited: true);
        JsonElement entered = await (await scene.RequestAsync()).JsonAsync();
        JsonElement done = await scene.UntilAsync(entered, "final");
        Assert.Equal(("granted", "full", true), (done.GetProperty("end").GetString(), done.GetProperty("outcome").GetString(), done.GetProperty("byMachine").GetBoolean()));
        JsonElement decision = await (await scene.School.Http.GetAsync(Scene.Path(entered) + "/decision", Cancel)).JsonAsync();
        Assert.Equal("full", decision.GetProperty("outcome").GetString());
        JsonElement record = await (await scene.School.Http.GetAsync($"/v1/learners/{scene.Learner}/record", Cancel)).JsonAsync();
        Assert.Contains(scene.Institution.Id, record.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Achievement_RevokedAfterAGrant_HasTheCaseReviewedByAPerson()
    {
        Scene scene = await SceneAsync(isAccredited: true);
        JsonElement entered = await (await scene.RequestAsync()).JsonAsync();
        await scene.UntilAsync(entered, "final");
        await scene.AwardAsync(HttpStatusCode.OK, "A", "revoked");
        JsonElement open = await scene.UntilAsync(entered, "review");
        Assert.Contains("recognition.achievement-revoked", open.GetProperty("evaluation").GetProperty("codes").EnumerateArray().Select(c => c.GetString()));
    }

    [Fact]
    public async Task Achievement_ReplacedByACorrectedOne_HasTheCaseReviewedAndCountsNoMore()
    {
        Scene scene = await SceneAsync(isAccredited: true);
        JsonElement entered = await (await scene.RequestAsync()).JsonAsync();
        await scene.UntilAsync(entered, "final");
        await scene.AwardAsync(HttpStatusCode.Created, "B", "corrected", replaces: $"{scene.School.Id}~A");
        JsonElement open = await scene.UntilAsync(entered, "review");
        Assert.Contains("recognition.achievement-replaced", open.GetProperty("evaluation").GetProperty("codes").EnumerateArray().Select(c => c.GetString()));
    }

    [Fact]
    public async Task Request_InDoubt_IsRefusedByAPersonAppealedAndGrantedInPartByOthers()
    {
        Scene scene = await SceneAsync(isAccredited: false);
        JsonElement entered = await (await scene.RequestAsync()).JsonAsync();
        JsonElement inReview = await scene.UntilAsync(entered, "review");
        Assert.Contains("recognition.not-accredited", inReview.GetProperty("evaluation").GetProperty("codes").EnumerateArray().Select(c => c.GetString()));
        string path = Scene.Path(entered);
        object refusal = new { outcome = "refused", ground = "stated-reasons", remedies = new[] { "present-more-evidence" }, reasons = "MARK-OF-REASONS" };
        await (await scene.Institution.Http.PostAsJsonAsync($"{path}/decision", refusal, Cancel)).RefusedAsync(HttpStatusCode.Conflict, "case.hearing-missing");
        Assert.Equal(HttpStatusCode.OK, (await scene.Institution.Http.PostAsync($"{path}/hearing", null, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await scene.School.Http.PostAsJsonAsync($"{path}/hearing/answer", new { text = "It was assessed by a jury." }, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await scene.Institution.Http.PostAsJsonAsync($"{path}/notes", new { text = "MARK-OF-NOTE" }, Cancel)).StatusCode);
        await (await scene.Institution.Http.PostAsJsonAsync($"{path}/decision", refusal, Cancel)).OkAsync();

        JsonElement window = await scene.UntilAsync(entered, "appeal-window");
        Assert.DoesNotContain("MARK-OF-NOTE", window.ToString(), StringComparison.Ordinal);
        Assert.Equal("refused", window.GetProperty("outcome").GetString());
        await (await scene.School.Http.PostAsJsonAsync($"{path}/appeal", new { text = "The jury was competent." }, Cancel)).OkAsync();
        object part = new { outcome = "partial", ground = "stated-reasons", remedies = new[] { "present-more-evidence" }, reasons = "Half of it.", parts = new[] { scene.Target } };
        await (await scene.Institution.Http.PostAsJsonAsync($"{path}/decision", part, Cancel)).RefusedAsync(HttpStatusCode.Forbidden, "case.appeal-same-decider");
        using HttpClient colleague = await scene.ColleagueAsync(hub);
        await (await colleague.PostAsJsonAsync($"{path}/decision", part, Cancel)).OkAsync();
        JsonElement final = await scene.UntilAsync(entered, "final");
        Assert.Equal("partial", final.GetProperty("outcome").GetString());
        JsonElement read = await (await scene.Institution.Http.GetAsync(path, Cancel)).JsonAsync();
        Assert.Contains("MARK-OF-NOTE", read.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_SameIdempotencyKey_IsTheSameCase()
    {
        Scene scene = await SceneAsync(isAccredited: true);
        string key = Guid.NewGuid().ToString();
        JsonElement first = await (await scene.RequestAsync(key)).JsonAsync(), again = await (await scene.RequestAsync(key)).JsonAsync();
        Assert.Equal(first.GetProperty("id").GetString(), again.GetProperty("id").GetString());
        JsonElement list = await (await scene.School.Http.GetAsync("/v1/recognitions", Cancel)).JsonAsync();
        Assert.Single(list.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Request_WithoutAchievements_WaitsForEvidence()
    {
        Scene scene = await SceneAsync(isAccredited: true);
        JsonElement entered = await (await scene.RequestAsync(achievements: [])).JsonAsync();
        Assert.Equal(("completeness", "evidence"), (entered.GetProperty("stage").GetString(), Assert.Single(entered.GetProperty("owed").EnumerateArray()).GetString()));
        using var document = new ByteArrayContent("%PDF-1.7"u8.ToArray());
        document.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        JsonElement brought = await (await scene.School.Http.PostAsync(Scene.Path(entered) + "/evidence?name=diploma.pdf", document, Cancel)).JsonAsync();
        string file = Assert.Single(brought.GetProperty("evidence").EnumerateArray()).GetString()!;
        JsonElement review = await scene.UntilAsync(entered, "review");
        Assert.Equal("needs-person", review.GetProperty("evaluation").GetProperty("outcome").GetString() is "needs-person" or "none" ? "needs-person" : "");
        HttpResponseMessage read = await scene.Institution.Http.GetAsync($"{Scene.Path(entered)}/evidence/{file}", Cancel);
        Assert.Equal("%PDF-1.7", await read.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("attachment", read.Content.Headers.ContentDisposition?.DispositionType);
    }

    [Fact]
    public async Task Case_OfOthers_DoesNotExist()
    {
        Scene scene = await SceneAsync(isAccredited: false);
        JsonElement entered = await (await scene.RequestAsync()).JsonAsync();
        Provider other = await hub.NewProviderOfAsync("PT", Institutions);
        await (await other.Http.GetAsync(Scene.Path(entered), Cancel)).RefusedAsync(HttpStatusCode.NotFound, "case.not-found");
        await (await other.Http.PostAsync(Scene.Path(entered) + "/hearing", null, Cancel)).RefusedAsync(HttpStatusCode.NotFound, "case.not-found");
        await (await other.Http.PostAsync(Scene.Path(entered) + "/withdraw", null, Cancel)).RefusedAsync(HttpStatusCode.NotFound, "case.not-found");
        await (await other.Http.PostAsJsonAsync("/v1/recognitions", scene.Body(), Cancel)).RefusedAsync(HttpStatusCode.NotFound, "learner.not-found");
        await (await scene.School.Http.PostAsJsonAsync("/v1/recognitions", scene.Body(achievements: [$"{other.Id}~X"]), Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "recognition.achievement-unknown");
        await (await scene.School.Http.PostAsJsonAsync("/v1/recognitions", scene.Body(institution: other.Id), Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "recognition.institution-not-competent");
        Assert.Equal(HttpStatusCode.OK, (await scene.School.Http.PostAsync(Scene.Path(entered) + "/withdraw", null, Cancel)).StatusCode);
        Assert.Equal("withdrawn", (await scene.UntilAsync(entered, "final")).GetProperty("end").GetString());
    }

    [Fact]
    public async Task Reviews_ListsTheInstitutionsCases()
    {
        Scene scene = await SceneAsync(isAccredited: false);
        JsonElement entered = await (await scene.RequestAsync()).JsonAsync();
        await scene.UntilAsync(entered, "review");
        string id = entered.GetProperty("id").GetString()!;
        JsonElement list = await (await scene.Institution.Http.GetAsync("/v1/reviews?state=review", Cancel)).JsonAsync();
        Assert.Equal(id, Assert.Single(list.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
        await (await scene.Institution.Http.PostAsJsonAsync(Scene.Path(entered) + "/assign", new { assignee = "ana" }, Cancel)).OkAsync();
        JsonElement mine = await (await scene.Institution.Http.GetAsync("/v1/reviews?assignee=ana", Cancel)).JsonAsync();
        Assert.Equal(id, Assert.Single(mine.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
        Assert.Empty((await (await scene.Institution.Http.GetAsync("/v1/reviews?state=review&provider=PT-NOBODY", Cancel)).JsonAsync()).GetProperty("items").EnumerateArray());
        await (await scene.School.Http.GetAsync("/v1/reviews", Cancel)).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    /// <summary>An institution with a unit, a school that has awarded it to a learner.</summary>
    async Task<Scene> SceneAsync(bool isAccredited)
    {
        Provider institution = await hub.NewProviderOfAsync("PT", Institutions), school = await hub.NewProviderOfAsync("PT", Schools);
        object unit = new { kind = "unit", title = new { pt = "Soldadura" }, learningOutcomes = new { pt = new[] { "Solda" } }, workloadHours = 50, hoursKind = "training", status = "published" };
        Assert.Equal(HttpStatusCode.Created, (await institution.Http.PutAsJsonAsync($"/v1/catalogue/{institution.Id}~U", unit, Cancel)).StatusCode);
        if (isAccredited)
        {
            Provider agency = await hub.NewProviderAsync();
            using HttpResponseMessage named = await hub.Registrar.PutAsJsonAsync($"/v1/organisations/{agency.Id}", new { legalName = new { en = "An agency" }, country = "FI", roles = new[] { "agency" } }, Cancel);
            using HttpResponseMessage accredited = await agency.Http.PutAsJsonAsync($"/v1/accreditations/{agency.Id}~1", new { organisation = school.Id, type = "institutional", decision = "positive", validFrom = "2015-01-01" }, Cancel);
            Assert.Equal(HttpStatusCode.Created, accredited.StatusCode);
        }

        var scene = new Scene(institution, school, $"L-{Guid.NewGuid():N}", "");
        await scene.AwardAsync(HttpStatusCode.Created, "A", "awarded");
        return scene with { Learner = (await (await school.Http.GetAsync($"/v1/achievements/{school.Id}~A", Cancel)).JsonAsync()).GetProperty("learner").GetString()! };
    }

    sealed record Scene(Provider Institution, Provider School, string Identifier, string Learner)
    {
        public async Task AwardAsync(HttpStatusCode expected, string localId, string status, string? replaces = null)
        {
            object achievement = new { learnerScheme = "NIF", learnerId = Identifier, kind = "unit", entryId = Target, awardedOn = "2025-06-01", status, replaces };
            using HttpResponseMessage answer = await School.Http.PutAsJsonAsync($"/v1/achievements/{School.Id}~{localId}", achievement, Cancel);
            Assert.True(expected == answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        }

        public string Target => $"{Institution.Id}~U";

        public object Body(string[]? achievements = null, string? institution = null) => new { learner = Learner, route = "unit-equivalence", target = Target, achievements = achievements ?? [$"{School.Id}~A"], institution };

        public async Task<HttpResponseMessage> RequestAsync(string? key = null, string[]? achievements = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/recognitions") { Content = JsonContent.Create(Body(achievements)) };
            if (key is not null) request.Headers.Add("Idempotency-Key", key);
            HttpResponseMessage answer = await School.Http.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            return answer;
        }

        public static string Path(JsonElement of) => $"/v1/recognitions/{Uri.EscapeDataString(of.GetProperty("id").GetString()!)}";

        public async Task<JsonElement> UntilAsync(JsonElement of, string stage)
        {
            for (int look = 0; look < 300; look++)
            {
                JsonElement now = await (await School.Http.GetAsync(Path(of), Cancel)).JsonAsync();
                if (now.GetProperty("stage").GetString() == stage) return now;
                await Task.Delay(100, Cancel);
            }

            throw new TimeoutException($"The case is not at {stage}: {await School.Http.GetStringAsync(Path(of), Cancel)}");
        }

        /// <summary>Another reviewer of the institution.</summary>
        public async Task<HttpClient> ColleagueAsync(HubUnderTest hub)
        {
            using HttpResponseMessage added = await hub.Registrar.PostAsJsonAsync("/v1/keys", new { organisation = Institution.Id, roles = new[] { "reviewer" } });
            return hub.Client((await added.JsonAsync()).GetProperty("secret").GetString()!);
        }
    }
}
