using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Hub.Http.Tests.Scenarios;

/// <summary>What goes on with a submission after its file has been judged: corrections, confirmation, held rows.</summary>
public sealed class RoundTests(HubUnderTest hub)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static async Task<HttpResponseMessage> CorrectAsync(Provider provider, string address, string body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await provider.Http.SendAsync(request, Cancel);
    }

    [Fact]
    public async Task Correct_RepairedErrorFile_CompletesTheSubmissionWithAChainOfReceipts()
    {
        Provider provider = await hub.NewProviderAsync();
        JsonElement first = await provider.SubmitAsync(provider.Csv("Testing", "good-1", "bad-1"));
        JsonElement links = first.GetProperty("links");
        string errors = await provider.Http.GetStringAsync(links.GetProperty("errors").GetString(), Cancel), key = Guid.NewGuid().ToString();
        string address = links.GetProperty("corrections").GetString()!, repaired = errors.Replace(",lots,", ",50,", StringComparison.Ordinal);
        using HttpResponseMessage accepted = await CorrectAsync(provider, address, repaired, key);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        JsonElement second = await provider.EndAsync(accepted.Headers.Location!.ToString());
        Assert.Equal((first.GetProperty("id").GetString(), 1, 2), (second.GetProperty("id").GetString(), second.GetProperty("round").GetInt32(), second.GetProperty("totals").GetProperty("accepted").GetInt32()));
        Assert.False(second.GetProperty("links").TryGetProperty("corrections", out _));

        JsonElement[] receipts = [.. (await (await provider.Http.GetAsync(second.GetProperty("links").GetProperty("receipts").GetString(), Cancel)).JsonAsync()).GetProperty("items").EnumerateArray()];
        Assert.Equal(2, receipts.Length);
        Assert.Equal(receipts[0].GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(receipts[0].GetProperty("jws").GetString()!))));
        Jwks keys = (await hub.Anyone.GetFromJsonAsync<Jwks>("/.well-known/jwks.json", HubJson.Options, Cancel))!;
        JsonElement newest = JsonElement.Parse(Jws.Verify(receipts[1].GetProperty("jws").GetString()!, [.. keys.ToKeys()]).Value.Payload);
        Assert.Equal(receipts[0].GetProperty("sha256").GetString(), newest.GetProperty("previous").GetString());
        Assert.Equal(receipts[1].GetProperty("jws").GetString(), await provider.Http.GetStringAsync(links.GetProperty("receipt").GetString(), Cancel));

        Assert.Equal(HttpStatusCode.Accepted, (await CorrectAsync(provider, address, repaired, key)).StatusCode);      // the same request again
        await (await CorrectAsync(provider, address, repaired + "\r\n", key)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "submission.idempotency-key-reused");
        await (await CorrectAsync(provider, address, repaired)).RefusedAsync(HttpStatusCode.Conflict, "correction.nothing-rejected");
    }

    [Fact]
    public async Task Correct_WhatIsNoErrorFileOrNotOnesOwn_IsRefused()
    {
        Provider provider = await hub.NewProviderAsync(), other = await hub.NewProviderAsync();
        JsonElement first = await provider.SubmitAsync(provider.Csv("Testing", "bad-1"));
        string address = first.GetProperty("links").GetProperty("corrections").GetString()!;
        await (await CorrectAsync(provider, address, provider.Csv("Testing", "good-1"))).RefusedAsync(HttpStatusCode.UnprocessableEntity, "correction.no-row-column");
        await (await CorrectAsync(other, address, "x")).RefusedAsync(HttpStatusCode.NotFound, "submission.not-found");
        await (await CorrectAsync(provider, "/v1/submissions/nonsense/corrections", "x")).RefusedAsync(HttpStatusCode.NotFound, "submission.not-found");
        await (await provider.Http.PostAsync(address.Replace("/corrections", "/confirm", StringComparison.Ordinal), null, Cancel)).RefusedAsync(HttpStatusCode.Conflict, "submission.nothing-to-confirm");
    }

    [Fact]
    public async Task Replace_MuchGoing_WaitsUntilItIsConfirmed()
    {
        Provider provider = await hub.NewProviderAsync();
        await provider.SubmitAsync(provider.Csv("Testing", "a", "b", "c"));
        JsonElement asked = await provider.SubmitAsync(provider.Csv("Testing", "a"), "kind=catalogue&mode=replace");
        Assert.Equal("awaiting-confirmation", asked.GetProperty("status").GetString());
        JsonElement question = asked.GetProperty("withdrawal");
        Assert.Equal((3, 2, "many-going"), (question.GetProperty("entries").GetInt32(), question.GetProperty("going").GetInt32(), question.GetProperty("reason").GetString()));
        using HttpResponseMessage confirmed = await provider.Http.PostAsync(asked.GetProperty("links").GetProperty("confirm").GetString(), null, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, confirmed.StatusCode);
        JsonElement done = await provider.EndAsync(confirmed.Headers.Location!.ToString());
        Assert.Equal(("finished", 2), (done.GetProperty("status").GetString(), done.GetProperty("totals").GetProperty("withdrawn").GetInt32()));
        Assert.Equal(HttpStatusCode.NotFound, (await hub.Anyone.GetAsync($"/v1/catalogue/{provider.Id}~b", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Hold_ReleasedAndRefused_ShowsInTheSubmission()
    {
        // A country without rules: there a credit system that nobody knows is for a person to look at.
        Provider provider = await hub.NewProviderOfAsync("NO");
        JsonElement first = await provider.SubmitAsync("localId,kind,title@en,creditSystem,creditPoints\nA,unit,Welding,Knotenpunkte,5\nB,unit,Brazing,Knotenpunkte,5\n");
        string id = first.GetProperty("id").GetString()!;
        await (await provider.Http.GetAsync("/v1/holds", Cancel)).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        JsonElement page = await (await hub.Registrar.GetAsync($"/v1/holds?organisation={provider.Id}&limit=1", Cancel)).JsonAsync();
        JsonElement hold = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal((id, 2, $"{provider.Id}~A", "open"), (hold.GetProperty("submission").GetString(), hold.GetProperty("row").GetInt32(), hold.GetProperty("recordId").GetString(), hold.GetProperty("state").GetString()));
        JsonElement rest = await (await hub.Registrar.GetAsync($"/v1/holds?submission={id}&kind=catalogue&after={page.GetProperty("next").GetString()}", Cancel)).JsonAsync();
        string second = Assert.Single(rest.GetProperty("items").EnumerateArray()).GetProperty("id").GetString()!;

        Assert.Equal(HttpStatusCode.OK, (await hub.Registrar.PostAsync($"/v1/holds/{hold.GetProperty("id").GetString()}/release", null, Cancel)).StatusCode);
        await (await hub.Registrar.PostAsJsonAsync($"/v1/holds/{second}/refuse", new { }, Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "hold.reason-invalid");
        Assert.Equal(HttpStatusCode.OK, (await hub.Registrar.PostAsJsonAsync($"/v1/holds/{second}/refuse", new { reason = "No such system." }, Cancel)).StatusCode);
        await (await hub.Registrar.PostAsync($"/v1/holds/{second}/release", null, Cancel)).RefusedAsync(HttpStatusCode.Conflict, "hold.already-decided");
        await (await hub.Registrar.PostAsync($"/v1/holds/{id}~99~0/release", null, Cancel)).RefusedAsync(HttpStatusCode.NotFound, "hold.not-found");

        JsonElement now = first;
        for (int look = 0; look < 600 && now.GetProperty("totals").GetProperty("held").GetInt32() > 0; look++)
        {
            await Task.Delay(100, Cancel);
            now = await provider.EndAsync($"/v1/submissions/{id}");
        }

        JsonElement totals = now.GetProperty("totals");
        Assert.Equal((1, 0, 1), (totals.GetProperty("accepted").GetInt32(), totals.GetProperty("held").GetInt32(), totals.GetProperty("rejected").GetInt32()));
        Assert.Contains("No such system.", await provider.Http.GetStringAsync(now.GetProperty("links").GetProperty("errors").GetString(), Cancel), StringComparison.Ordinal);
    }
}
