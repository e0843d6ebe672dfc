using System.Net.Http.Headers;

namespace Hub.Http.Tests.Scenarios;

/// <summary>A request for recognition from beginning to end, as providers and reviewers see it.</summary>
public sealed class RecognitionTests(HubUnderTest hub)
{
    static readonly string[] Institutions = ["provider", "reviewer"];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_BeyondDoubt_IsGrantedByTheHubAndInTheRecord()
    {
        RecognitionScene scene = await RecognitionScene.MakeAsync(hub, isAccredited: true);
        JsonElement entered = await (await scene.RequestAsync()).JsonAsync();
        JsonElement done = await scene.UntilAsync(entered, "final");
        Assert.Equal(("granted", "full", true), (done.GetProperty("end").GetString(), done.GetProperty("outcome").GetString(), done.GetProperty("byMachine").GetBoolean()));
        JsonElement decision = await (await scene.School.Http.GetAsync(RecognitionScene.Path(entered) + "/decision", Cancel)).JsonAsync();
        Assert.Equal("full", decision.GetProperty("outcome").GetString());
        JsonElement record = await (await scene.School.Http.GetAsync($"/v1/learners/{scene.Learner}/record", Cancel)).JsonAsync();
        Assert.Contains(scene.Institution.Id, record.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_InAFileAndABatch_AreCasesFoundByTheSendersOwnKey()
    {
        RecognitionScene scene = await RecognitionScene.MakeAsync(hub, isAccredited: true);
        string csv = "localId,learnerScheme,learnerId,route,target,achievements\n"
            + $"R-1,NIF,{scene.Identifier},unit-equivalence,{scene.Target},A\nR-2,NIF,{scene.Identifier},unit-equivalence,{scene.Target},B\n";
        JsonElement sent = await scene.School.SubmitAsync(csv, "kind=recognitions");
        Assert.Equal((1, 1), (sent.GetProperty("totals").GetProperty("accepted").GetInt32(), sent.GetProperty("totals").GetProperty("rejected").GetInt32()));
        JsonElement listed = (await (await scene.School.Http.GetAsync("/v1/recognitions?localId=R-1", Cancel)).JsonAsync()).GetProperty("items").EnumerateArray().Single();
        Assert.Equal("R-1", listed.GetProperty("localId").GetString());
        JsonElement done = await scene.UntilAsync(listed, "final");
        Assert.Equal(("full", true, "R-1"), (done.GetProperty("outcome").GetString(), done.GetProperty("byMachine").GetBoolean(), done.GetProperty("localId").GetString()));
        foreach (string query in (string[])["R-2", "R-1&state=review"])
            Assert.Empty((await (await scene.School.Http.GetAsync($"/v1/recognitions?localId={query}", Cancel)).JsonAsync()).GetProperty("items").EnumerateArray());

        object again = new { localId = "R-1", learnerScheme = "NIF", learnerId = scene.Identifier, route = "unit-equivalence", target = scene.Target, achievements = new[] { "A" } };
        using HttpResponseMessage batch = await scene.School.Http.PostAsJsonAsync("/v1/batches/recognitions", new[] { again }, Cancel);
        Assert.Equal("unchanged", (await batch.JsonAsync()).GetProperty("items")[0].GetProperty("outcome").GetString());
        // Another school's request of that name is its own.
        Assert.Empty((await (await scene.Institution.Http.GetAsync("/v1/recognitions?localId=R-1", Cancel)).JsonAsync()).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Achievement_RevokedAfterAGrant_HasTheCaseReviewedByAPerson()
    {
        RecognitionScene scene = await RecognitionScene.MakeAsync(hub, isAccredited: true);
        JsonElement entered = await (await scene.RequestAsync()).JsonAsync();
        await scene.UntilAsync(entered, "final");
        await scene.AwardAsync(HttpStatusCode.OK, "A", "revoked");
        JsonElement open = await scene.UntilAsync(entered, "review");
        Assert.Contains("recognition.achievement-revoked", open.GetProperty("evaluation").GetProperty("codes").EnumerateArray().Select(c => c.GetString()));
    }

    [Fact]
    public async Task Achievement_ReplacedByACorrectedOne_HasTheCaseReviewedAndCountsNoMore()
    {
        RecognitionScene scene = await RecognitionScene.MakeAsync(hub, isAccredited: true);
        JsonElement entered = await (await scene.RequestAsync()).JsonAsync();
        await scene.UntilAsync(entered, "final");
        await scene.AwardAsync(HttpStatusCode.Created, "B", "corrected", replaces: $"{scene.School.Id}~A");
        JsonElement open = await scene.UntilAsync(entered, "review");
        Assert.Contains("recognition.achievement-replaced", open.GetProperty("evaluation").GetProperty("codes").EnumerateArray().Select(c => c.GetString()));
    }

    [Fact]
    public async Task Request_InDoubt_IsRefusedByAPersonAppealedAndGrantedInPartByOthers()
    {
        RecognitionScene scene = await RecognitionScene.MakeAsync(hub, isAccredited: false);
        JsonElement entered = await (await scene.RequestAsync()).JsonAsync();
        JsonElement inReview = await scene.UntilAsync(entered, "review");
        Assert.Contains("recognition.not-accredited", inReview.GetProperty("evaluation").GetProperty("codes").EnumerateArray().Select(c => c.GetString()));
        JsonElement found = inReview.GetProperty("evaluation").GetProperty("findings").EnumerateArray().First(f => f.GetProperty("code").GetString() == "recognition.not-accredited");
        Assert.Equal(("doubt", "accreditation", "No accreditation of the register covers the achievement on the day of the award."), (found.GetProperty("standing").GetString(), found.GetProperty("aspect").GetString(), found.GetProperty("explanation").GetString()));
        Assert.Contains(found.GetProperty("achievement").GetString(), inReview.GetProperty("achievements").EnumerateArray().Select(a => a.GetString()));
        string path = RecognitionScene.Path(entered);
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
    public async Task Delay_Told_StandsInTheCaseWithReasonAndDay()
    {
        RecognitionScene scene = await RecognitionScene.MakeAsync(hub, isAccredited: false);
        JsonElement entered = await (await scene.RequestAsync()).JsonAsync();
        await scene.UntilAsync(entered, "review");
        string path = RecognitionScene.Path(entered), expected = DateTime.UtcNow.AddDays(30).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await (await scene.School.Http.PostAsJsonAsync($"{path}/delay", new { reason = "No.", expectedOn = expected }, Cancel)).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await (await scene.Institution.Http.PostAsJsonAsync($"{path}/delay", new { reason = "Late." }, Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "case.expected-on-missing");
        await (await scene.Institution.Http.PostAsJsonAsync($"{path}/delay", new { expectedOn = expected }, Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "case.text-invalid");
        await (await scene.Institution.Http.PostAsJsonAsync($"{path}/delay", new { reason = "Late.", expectedOn = "2020-01-01" }, Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "case.expected-on-invalid");
        await (await scene.Institution.Http.PostAsJsonAsync($"{path}/delay", new { reason = "The agency has not answered.", expectedOn = expected }, Cancel)).OkAsync();

        JsonElement seen = await (await scene.School.Http.GetAsync(path, Cancel)).JsonAsync();
        Assert.Equal(expected, seen.GetProperty("expectedOn").GetString());
        JsonElement told = seen.GetProperty("history").EnumerateArray().Last();
        Assert.Equal(($"delay-told:{expected}", "institution", "The agency has not answered."), (told.GetProperty("what").GetString(), told.GetProperty("by").GetString(), told.GetProperty("text").GetString()));
    }

    [Theory]
    [InlineData("no address")]
    [InlineData("Ana <ana@example.org>")]
    [InlineData("ana@example.org\r\nBcc: eva@example.org")]
    public async Task Request_ContactThatIsNoAddress_IsRefused(string contact)
    {
        RecognitionScene scene = await RecognitionScene.MakeAsync(hub, isAccredited: false);
        object body = new { learner = scene.Learner, route = "unit-equivalence", target = scene.Target, achievements = new[] { $"{scene.School.Id}~A" }, contact };
        await (await scene.School.Http.PostAsJsonAsync("/v1/recognitions", body, Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "recognition.contact-invalid");
    }

    [Fact]
    public async Task Request_WithContact_NeverShowsIt()
    {
        RecognitionScene scene = await RecognitionScene.MakeAsync(hub, isAccredited: true);
        object body = new { learner = scene.Learner, route = "unit-equivalence", target = scene.Target, achievements = new[] { $"{scene.School.Id}~A" }, contact = "mark.of.contact@example.org" };
        using HttpResponseMessage answer = await scene.School.Http.PostAsJsonAsync("/v1/recognitions", body, Cancel);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        JsonElement done = await scene.UntilAsync(await answer.JsonAsync(), "final");
        Assert.DoesNotContain("mark.of.contact", done.ToString() + await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conditions_NotedAsMet_CountFromThen()
    {
        RecognitionScene scene = await RecognitionScene.MakeAsync(hub, isAccredited: false);
        JsonElement entered = await (await scene.RequestAsync()).JsonAsync();
        await scene.UntilAsync(entered, "review");
        string path = RecognitionScene.Path(entered), met = $"{path}/conditions/met", record = $"/v1/learners/{scene.Learner}/record";
        await (await scene.Institution.Http.PostAsync(met, null, Cancel)).RefusedAsync(HttpStatusCode.Conflict, "case.no-conditions");
        await (await scene.Institution.Http.PostAsync($"{path}/hearing", null, Cancel)).OkAsync();
        await (await scene.School.Http.PostAsJsonAsync($"{path}/hearing/answer", new { text = "It will come." }, Cancel)).OkAsync();
        object conditional = new { outcome = "conditional", ground = "stated-reasons", remedies = new[] { "present-more-evidence" }, reasons = "Show the originals.", conditions = new[] { "present-originals" } };
        await (await scene.Institution.Http.PostAsJsonAsync($"{path}/decision", conditional, Cancel)).OkAsync();
        await scene.UntilAsync(entered, "appeal-window");
        Assert.DoesNotContain(scene.Target, await RecognisedAsync(), StringComparison.Ordinal);
        await (await scene.School.Http.PostAsync(met, null, Cancel)).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        for (int twice = 0; twice < 2; twice++)
        {
            JsonElement noted = await (await scene.Institution.Http.PostAsync(met, null, Cancel)).JsonAsync();
            Assert.Single(noted.GetProperty("history").EnumerateArray(), f => f.GetProperty("what").GetString() == "conditions-met:1");
        }

        // While it can still be appealed against it does not count yet.
        Assert.DoesNotContain(scene.Target, await RecognisedAsync(), StringComparison.Ordinal);

        async Task<string> RecognisedAsync() =>
            string.Join(' ', (await (await scene.School.Http.GetAsync(record, Cancel)).JsonAsync()).GetProperty("record").GetProperty("items").EnumerateArray().Where(i => i.TryGetProperty("recognition", out JsonElement r) && r.ValueKind == JsonValueKind.Object).Select(i => i.ToString()));
    }

    [Fact]
    public async Task Request_SameIdempotencyKey_IsTheSameCase()
    {
        RecognitionScene scene = await RecognitionScene.MakeAsync(hub, isAccredited: true);
        string key = Guid.NewGuid().ToString();
        JsonElement first = await (await scene.RequestAsync(key)).JsonAsync(), again = await (await scene.RequestAsync(key)).JsonAsync();
        Assert.Equal(first.GetProperty("id").GetString(), again.GetProperty("id").GetString());
        JsonElement list = await (await scene.School.Http.GetAsync("/v1/recognitions", Cancel)).JsonAsync();
        Assert.Single(list.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Request_WithoutAchievements_WaitsForEvidence()
    {
        RecognitionScene scene = await RecognitionScene.MakeAsync(hub, isAccredited: true);
        JsonElement entered = await (await scene.RequestAsync(achievements: [])).JsonAsync();
        Assert.Equal(("completeness", "evidence"), (entered.GetProperty("stage").GetString(), Assert.Single(entered.GetProperty("owed").EnumerateArray()).GetString()));
        using var document = new ByteArrayContent("%PDF-1.7"u8.ToArray());
        document.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        JsonElement brought = await (await scene.School.Http.PostAsync(RecognitionScene.Path(entered) + "/evidence?name=diploma.pdf", document, Cancel)).JsonAsync();
        string file = Assert.Single(brought.GetProperty("evidence").EnumerateArray()).GetString()!;
        JsonElement review = await scene.UntilAsync(entered, "review");
        Assert.Equal("needs-person", review.GetProperty("evaluation").GetProperty("outcome").GetString() is "needs-person" or "none" ? "needs-person" : "");
        HttpResponseMessage read = await scene.Institution.Http.GetAsync($"{RecognitionScene.Path(entered)}/evidence/{file}", Cancel);
        Assert.Equal("%PDF-1.7", await read.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("attachment", read.Content.Headers.ContentDisposition?.DispositionType);
    }

    [Fact]
    public async Task Case_OfOthers_DoesNotExist()
    {
        RecognitionScene scene = await RecognitionScene.MakeAsync(hub, isAccredited: false);
        JsonElement entered = await (await scene.RequestAsync()).JsonAsync();
        Provider other = await hub.NewProviderOfAsync("PT", Institutions);
        await (await other.Http.GetAsync(RecognitionScene.Path(entered), Cancel)).RefusedAsync(HttpStatusCode.NotFound, "case.not-found");
        await (await other.Http.PostAsync(RecognitionScene.Path(entered) + "/hearing", null, Cancel)).RefusedAsync(HttpStatusCode.NotFound, "case.not-found");
        await (await other.Http.PostAsync(RecognitionScene.Path(entered) + "/withdraw", null, Cancel)).RefusedAsync(HttpStatusCode.NotFound, "case.not-found");
        await (await other.Http.PostAsJsonAsync("/v1/recognitions", scene.Body(), Cancel)).RefusedAsync(HttpStatusCode.NotFound, "learner.not-found");
        await (await scene.School.Http.PostAsJsonAsync("/v1/recognitions", scene.Body(achievements: [$"{other.Id}~X"]), Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "recognition.achievement-unknown");
        await (await scene.School.Http.PostAsJsonAsync("/v1/recognitions", scene.Body(institution: other.Id), Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "recognition.institution-not-competent");
        Assert.Equal(HttpStatusCode.OK, (await scene.School.Http.PostAsync(RecognitionScene.Path(entered) + "/withdraw", null, Cancel)).StatusCode);
        Assert.Equal("withdrawn", (await scene.UntilAsync(entered, "final")).GetProperty("end").GetString());
    }

    [Fact]
    public async Task Reviews_ListsTheInstitutionsCases()
    {
        RecognitionScene scene = await RecognitionScene.MakeAsync(hub, isAccredited: false);
        JsonElement entered = await (await scene.RequestAsync()).JsonAsync();
        await scene.UntilAsync(entered, "review");
        string id = entered.GetProperty("id").GetString()!;
        JsonElement list = await (await scene.Institution.Http.GetAsync("/v1/reviews?state=review", Cancel)).JsonAsync();
        Assert.Equal(id, Assert.Single(list.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
        await (await scene.Institution.Http.PostAsJsonAsync(RecognitionScene.Path(entered) + "/assign", new { assignee = "ana" }, Cancel)).OkAsync();
        JsonElement mine = await (await scene.Institution.Http.GetAsync("/v1/reviews?assignee=ana", Cancel)).JsonAsync();
        Assert.Equal(id, Assert.Single(mine.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
        Assert.Empty((await (await scene.Institution.Http.GetAsync("/v1/reviews?state=review&provider=PT-NOBODY", Cancel)).JsonAsync()).GetProperty("items").EnumerateArray());
        await (await scene.School.Http.GetAsync("/v1/reviews", Cancel)).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
    }
}
