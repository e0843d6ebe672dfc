namespace Hub.Http.Tests.Scenarios;

public sealed class BatchTests(HubUnderTest hub)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_GoodBadAndRepeated_GivesAResultForEachInOrder()
    {
        Provider provider = await hub.NewProviderAsync();
        object[] records =
        [
            provider.Entry("a", "First"), provider.Entry("bad", "Second", workloadHours: "lots"), provider.Entry("a", "First"),
            provider.Entry("b", "Third", partOf: "a"), provider.Entry("c", "Fourth", partOf: "bad"), provider.Entry("d", "Fifth"), provider.Entry("d", "Another fifth"), "no record",
        ];
        JsonElement answer = await (await PostAsync(provider, records)).JsonAsync();
        JsonElement[] items = [.. answer.GetProperty("items").EnumerateArray()];
        Assert.Equal(["accepted", "rejected", "unchanged", "accepted", "rejected", "rejected", "rejected", "rejected"], items.Select(i => i.GetProperty("outcome").GetString()));
        Assert.Equal([200, 422, 200, 200, 422, 422, 422, 422], items.Select(i => i.GetProperty("status").GetInt32()));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], items.Select(i => i.GetProperty("row").GetInt32()));
        Assert.Equal($"{provider.Id}~a", items[0].GetProperty("id").GetString());
        Assert.Contains("row.duplicate-same", Codes(items[2]));
        Assert.Contains("entry.reference-rejected", Codes(items[4]));
        Assert.Contains("row.duplicate-different", Codes(items[5]));
        Assert.Contains("json.not-an-object", Codes(items[7]));
        Assert.Equal(2, answer.GetProperty("counts").GetProperty("accepted").GetInt32());
        Assert.Equal("Third", (await (await hub.Anyone.GetAsync($"/v1/catalogue/{provider.Id}~b", Cancel)).JsonAsync()).GetProperty("title").GetProperty("en").GetString());
        await (await hub.Anyone.GetAsync($"/v1/catalogue/{provider.Id}~bad", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "entry.not-found");
    }

    [Fact]
    public async Task Send_WhatAFileHolds_MakesTheSameFindings()
    {
        Provider provider = await hub.NewProviderAsync();
        JsonElement file = await provider.SubmitAsync(provider.Csv("Same", "bad-1"), "kind=catalogue&mode=check");
        JsonElement findings = await (await provider.Http.GetAsync(file.GetProperty("links").GetProperty("findings").GetString(), Cancel)).JsonAsync();
        JsonElement batch = await (await PostAsync(provider, provider.Entry("bad-1", "Same", workloadHours: "lots"))).JsonAsync();
        Assert.Equal(Codes(findings.GetProperty("items")), Codes(batch.GetProperty("items")[0].GetProperty("findings")));
    }

    [Fact]
    public async Task Send_WhatARegistrarMustDecide_WaitsAsASubmission()
    {
        // A country without rules: there a credit system that nobody knows is for a person to look at.
        Provider provider = await hub.NewProviderOfAsync("NO");
        object[] records =
        [
            new { localId = "good", kind = "unit", title = new { en = "Brazing" } },
            new { localId = "doubtful", kind = "unit", title = new { en = "Welding" }, creditSystem = "Knotenpunkte", creditPoints = 5 },
        ];
        string key = Guid.NewGuid().ToString();
        JsonElement answer = await (await PostAsync(provider, records, key)).JsonAsync();
        Assert.Equal([200, 202], answer.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("status").GetInt32()));
        string submission = answer.GetProperty("held").GetString()!;
        JsonElement waiting = await provider.EndAsync($"/v1/submissions/{submission}");
        Assert.Equal((1, 1), (waiting.GetProperty("totals").GetProperty("rows").GetInt32(), waiting.GetProperty("totals").GetProperty("held").GetInt32()));
        Assert.Equal(answer.ToString(), (await (await PostAsync(provider, records, key)).JsonAsync()).ToString());

        JsonElement hold = Assert.Single((await (await hub.Registrar.GetAsync($"/v1/holds?organisation={provider.Id}", Cancel)).JsonAsync()).GetProperty("items").EnumerateArray());
        Assert.Equal((submission, $"{provider.Id}~doubtful"), (hold.GetProperty("submission").GetString(), hold.GetProperty("recordId").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await hub.Registrar.PostAsync($"/v1/holds/{hold.GetProperty("id").GetString()}/release", null, Cancel)).StatusCode);
        for (int look = 0; look < 600 && waiting.GetProperty("totals").GetProperty("held").GetInt32() > 0; look++)
        {
            await Task.Delay(100, Cancel);
            waiting = await provider.EndAsync($"/v1/submissions/{submission}");
        }

        Assert.Equal(HttpStatusCode.OK, (await hub.Anyone.GetAsync($"/v1/catalogue/{provider.Id}~doubtful", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Send_RecordsAsRead_AreUnchangedAndOfOthersRejected()
    {
        Provider one = await hub.NewProviderAsync(), two = await hub.NewProviderAsync();
        await PostAsync(one, one.Entry("a", "Mine"));
        JsonElement read = await (await hub.Anyone.GetAsync($"/v1/catalogue/{one.Id}~a", Cancel)).JsonAsync();
        JsonElement again = (await (await PostAsync(one, read)).JsonAsync()).GetProperty("items")[0];
        Assert.Equal("unchanged", again.GetProperty("outcome").GetString());
        JsonElement foreign = (await (await PostAsync(two, read)).JsonAsync()).GetProperty("items")[0];
        Assert.Equal("rejected", foreign.GetProperty("outcome").GetString());
        Assert.Contains("json.other-id", Codes(foreign));
    }

    [Fact]
    public async Task Send_ColumnsOfFiles_AreUnderstood()
    {
        Provider provider = await hub.NewProviderAsync();
        var flat = new Dictionary<string, object>
        {
            ["localId"] = "flat",
            ["kind"] = "micro-credential",
            ["title@en"] = "Flat",
            ["learningOutcomes@en"] = "Can say one thing|Can say another",
            ["workloadHours"] = 50,
            ["hoursKind"] = "notional",
            ["eqfLevel"] = 5,
            ["assessmentTypes"] = "written|oral",
            ["modes"] = "online",
            ["qualityAssurance"] = "institutional",
        };
        JsonElement item = (await (await PostAsync(provider, flat)).JsonAsync()).GetProperty("items")[0];
        Assert.Equal("accepted", item.GetProperty("outcome").GetString());
        JsonElement entry = await (await hub.Anyone.GetAsync($"/v1/catalogue/{provider.Id}~flat", Cancel)).JsonAsync();
        Assert.Equal(2, entry.GetProperty("learningOutcomes").GetProperty("en").GetArrayLength());
        flat["title@xx-nonsense"] = "In no language";
        JsonElement refused = (await (await PostAsync(provider, flat)).JsonAsync()).GetProperty("items")[0];
        Assert.Contains("json.text-without-language", Codes(refused));
    }

    [Fact]
    public async Task Send_SameIdempotencyKey_GivesFirstAnswerOrRefuses()
    {
        Provider provider = await hub.NewProviderAsync();
        string key = Guid.NewGuid().ToString();
        object entry = provider.Entry("a", "Once");
        string first = await (await PostAsync(provider, [entry], key)).Content.ReadAsStringAsync(Cancel);
        await PostAsync(provider, provider.Entry("a", "Changed meanwhile"));
        Assert.Equal(first, await (await PostAsync(provider, [entry], key)).Content.ReadAsStringAsync(Cancel));
        Assert.Contains("\"accepted\"", first, StringComparison.Ordinal);
        await (await PostAsync(provider, [provider.Entry("a", "Twice")], key)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "submission.idempotency-key-reused");
        await (await provider.PostAsync(provider.Csv("A file", "a"), idempotencyKey: key)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "submission.idempotency-key-reused");
    }

    [Fact]
    public async Task Send_WrongBatches_AreRefusedWithTheirCodes()
    {
        Provider provider = await hub.NewProviderAsync(), other = await hub.NewProviderAsync();
        object entry = provider.Entry("a", "Wrong");
        await (await TextAsync(provider, "[{]")).RefusedAsync(HttpStatusCode.UnprocessableEntity, "batch.not-json");
        await (await TextAsync(provider, "{}")).RefusedAsync(HttpStatusCode.UnprocessableEntity, "batch.not-an-array");
        await (await TextAsync(provider, "[]")).RefusedAsync(HttpStatusCode.UnprocessableEntity, "batch.wrong-count");
        await (await TextAsync(provider, $"[{string.Join(',', Enumerable.Repeat("1", 1001))}]")).RefusedAsync(HttpStatusCode.UnprocessableEntity, "batch.wrong-count");
        await (await TextAsync(provider, "localId,kind", "text/csv")).RefusedAsync(HttpStatusCode.UnsupportedMediaType, "request.unsupported-media");
        await (await PostAsync(provider, [entry], path: "poems")).RefusedAsync(HttpStatusCode.UnprocessableEntity, "submission.unknown-kind");
        await (await PostAsync(provider, [entry], path: "organisations")).RefusedAsync(HttpStatusCode.Forbidden, "submission.not-allowed");
        await (await PostAsync(provider, [entry], path: $"catalogue?organisation={other.Id}")).RefusedAsync(HttpStatusCode.Forbidden, "submission.not-allowed");
        await (await PostAsync(provider, [entry], idempotencyKey: new string('k', 256))).RefusedAsync(HttpStatusCode.UnprocessableEntity, "submission.idempotency-key-invalid");
        await (await TextAsync(provider, new string(' ', 16 * 1024 * 1024 + 1))).RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "submission.too-large");
    }

    [Fact]
    public async Task Send_ThousandRecords_AreAllTaken()
    {
        Provider provider = await hub.NewProviderAsync();
        JsonElement answer = await (await PostAsync(provider, [.. Enumerable.Range(0, 1000).Select(i => provider.Entry($"e{i}", $"Title {i}"))])).JsonAsync();
        Assert.Equal(1000, answer.GetProperty("counts").GetProperty("accepted").GetInt32());
        Assert.All(answer.GetProperty("items").EnumerateArray().Select((item, i) => (item, i)), pair => Assert.Equal($"{provider.Id}~e{pair.i}", pair.item.GetProperty("id").GetString()));
    }

    static string[] Codes(JsonElement findings) =>
        [.. (findings.ValueKind == JsonValueKind.Object ? findings.GetProperty("findings") : findings).EnumerateArray().Select(f => f.GetProperty("code").GetString()!)];

    static Task<HttpResponseMessage> PostAsync(Provider provider, params object[] records) => PostAsync(provider, records, null);

    static Task<HttpResponseMessage> PostAsync(Provider provider, object[] records, string? idempotencyKey = null, string path = "catalogue")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/batches/{path}") { Content = JsonContent.Create(records) };
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        return provider.Http.SendAsync(request, Cancel);
    }

    static Task<HttpResponseMessage> TextAsync(Provider provider, string body, string mediaType = "application/json") =>
        provider.Http.PostAsync("/v1/batches/catalogue", new StringContent(body, Encoding.UTF8, mediaType), Cancel);
}
