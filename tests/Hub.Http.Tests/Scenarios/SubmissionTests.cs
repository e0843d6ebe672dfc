using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Hub.Http.Tests.Scenarios;

public sealed class SubmissionTests(HubUnderTest hub)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_GoodAndBadRows_GivesTotalsFindingsErrorsAndReceipt()
    {
        Provider provider = await hub.NewProviderAsync();
        string csv = provider.Csv("Testing", "good-1", "bad-1", "good-2", "bad-2");
        JsonElement ended = await provider.SubmitAsync(csv, "kind=catalogue&fileName=offer.csv");
        Assert.Equal("finished", ended.GetProperty("status").GetString());
        Assert.Equal("offer.csv", ended.GetProperty("fileName").GetString());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(csv))), ended.GetProperty("bodySha256").GetString());
        Assert.Equal(4, ended.GetProperty("totals").GetProperty("rows").GetInt32());
        Assert.Equal(2, ended.GetProperty("totals").GetProperty("accepted").GetInt32());
        Assert.Equal(2, ended.GetProperty("totals").GetProperty("rejected").GetInt32());
        Assert.False(ended.TryGetProperty("bodyBlob", out _));

        JsonElement links = ended.GetProperty("links");
        await CheckFindingsAsync(provider, links.GetProperty("findings").GetString()!);
        HttpResponseMessage errors = await provider.Http.GetAsync(links.GetProperty("errors").GetString(), Cancel);
        string[] rejected = (await errors.Content.ReadAsStringAsync(Cancel)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("text/csv", errors.Content.Headers.ContentType?.MediaType);
        Assert.Equal(3, rejected.Length);
        Assert.Contains("hub_errors", rejected[0], StringComparison.Ordinal);
        Assert.StartsWith("bad-1,", rejected[1], StringComparison.Ordinal);
        await CheckReceiptAsync(provider, ended);
    }

    static async Task CheckFindingsAsync(Provider provider, string address)
    {
        JsonElement whole = await (await provider.Http.GetAsync(address, Cancel)).JsonAsync();
        List<int> rows = [.. whole.GetProperty("items").EnumerateArray().Where(f => f.GetProperty("severity").GetString() == "reject").Select(f => f.GetProperty("row").GetInt32())];
        Assert.Equal([3, 5], rows.Distinct());
        using var asLines = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "application/x-ndjson" } } };
        HttpResponseMessage answer = await provider.Http.SendAsync(asLines, Cancel);
        string[] lines = (await answer.Content.ReadAsStringAsync(Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(whole.GetProperty("items").GetArrayLength(), lines.Length);

        var paged = new List<string>();
        string? next = "";
        while (next is not null)
        {
            JsonElement page = await (await provider.Http.GetAsync($"{address}?limit=1{(next == "" ? "" : $"&after={next}")}", Cancel)).JsonAsync();
            paged.AddRange(page.GetProperty("items").EnumerateArray().Select(f => f.GetRawText()));
            next = page.TryGetProperty("next", out JsonElement cursor) ? cursor.GetString() : null;
        }

        Assert.Equal(lines, paged);
        await (await provider.Http.GetAsync($"{address}?after=3", Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "page.cursor-invalid");
    }

    async Task CheckReceiptAsync(Provider provider, JsonElement submission)
    {
        HttpResponseMessage answer = await provider.Http.GetAsync(submission.GetProperty("links").GetProperty("receipt").GetString(), Cancel);
        Assert.Equal("application/jose", answer.Content.Headers.ContentType?.MediaType);
        Jwks keys = (await hub.Anyone.GetFromJsonAsync<Jwks>("/.well-known/jwks.json", HubJson.Options, Cancel))!;
        string jws = await answer.Content.ReadAsStringAsync(Cancel);
        Result<(byte[] Payload, string KeyId)> verified = Jws.Verify(jws, [.. keys.ToKeys()]);
        Assert.Null(verified.Problem);
        JsonElement receipt = JsonElement.Parse(verified.Value.Payload);
        Assert.Equal(submission.GetProperty("id").GetString(), receipt.GetProperty("submission").GetString());
        Assert.Equal(submission.GetProperty("bodySha256").GetString(), receipt.GetProperty("fileSha256").GetString());
        byte[] forged = Base64Url.DecodeFromChars(jws.Split('.')[1]);
        forged[20] ^= 1;
        Assert.NotNull(Jws.Verify($"{jws.Split('.')[0]}.{Base64Url.EncodeToString(forged)}.{jws.Split('.')[2]}", [.. keys.ToKeys()]).Problem);
    }

    [Fact]
    public async Task Send_SameIdempotencyKey_GivesFirstAnswerOrRefuses()
    {
        Provider provider = await hub.NewProviderAsync();
        string key = Guid.NewGuid().ToString(), csv = provider.Csv("Once", "a");
        string first = (await (await provider.PostAsync(csv, idempotencyKey: key)).JsonAsync()).GetProperty("id").GetString()!;
        string again = (await (await provider.PostAsync(csv, idempotencyKey: key)).JsonAsync()).GetProperty("id").GetString()!;
        Assert.Equal(first, again);
        await (await provider.PostAsync(provider.Csv("Twice", "a"), idempotencyKey: key)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "submission.idempotency-key-reused");
        JsonElement other = await (await provider.PostAsync(csv)).JsonAsync();
        Assert.NotEqual(first, other.GetProperty("id").GetString());
        Assert.Equal(1, other.GetProperty("sameAs").GetInt64());
    }

    [Fact]
    public async Task Send_ModeCheck_StoresNothing()
    {
        Provider provider = await hub.NewProviderAsync();
        JsonElement ended = await provider.SubmitAsync(provider.Csv("Only looking", "seen"), "kind=catalogue&mode=check");
        Assert.Equal("finished", ended.GetProperty("status").GetString());
        Assert.Equal(1, ended.GetProperty("totals").GetProperty("rows").GetInt32());
        await (await hub.Anyone.GetAsync($"/v1/catalogue/{provider.Id}~seen", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "entry.not-found");
    }

    [Fact]
    public async Task Send_WrongParameters_AreRefusedWithTheirCodes()
    {
        Provider provider = await hub.NewProviderAsync(), other = await hub.NewProviderAsync();
        string csv = provider.Csv("Wrong", "a");
        await (await provider.PostAsync(csv, "kind=poems")).RefusedAsync(HttpStatusCode.UnprocessableEntity, "submission.unknown-kind");
        await (await provider.PostAsync(csv, "")).RefusedAsync(HttpStatusCode.UnprocessableEntity, "submission.unknown-kind");
        await (await provider.PostAsync(csv, "kind=catalogue&mode=maybe")).RefusedAsync(HttpStatusCode.UnprocessableEntity, "submission.unknown-mode");
        await (await provider.PostAsync(csv, "kind=organisations")).RefusedAsync(HttpStatusCode.Forbidden, "submission.not-allowed");
        await (await provider.PostAsync(csv, $"kind=catalogue&organisation={other.Id}")).RefusedAsync(HttpStatusCode.Forbidden, "submission.not-allowed");
        await (await provider.PostAsync(csv, "kind=catalogue&organisation=*")).RefusedAsync(HttpStatusCode.UnprocessableEntity, "organisation.id-invalid");
        await (await provider.PostAsync("")).RefusedAsync(HttpStatusCode.UnprocessableEntity, "file.empty");
    }

    [Fact]
    public async Task Send_UnreadableBody_IsRefusedInTheSubmission()
    {
        Provider provider = await hub.NewProviderAsync();
        JsonElement ended = await provider.SubmitAsync("nothing,that,is\r\nknown,to,us\r\n");
        Assert.Equal("refused", ended.GetProperty("status").GetString());
        Assert.NotEqual("", ended.GetProperty("problem").GetProperty("code").GetString());
        string self = ended.GetProperty("links").GetProperty("self").GetString()!;
        Assert.Equal(0, (await (await provider.Http.GetAsync($"{self}/findings", Cancel)).JsonAsync()).GetProperty("items").GetArrayLength());
        await (await provider.Http.GetAsync($"{self}/errors", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "submission.no-errors");
        await (await provider.Http.GetAsync($"{self}/receipt", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "submission.no-receipt");
    }

    [Fact]
    public async Task Read_OfAnotherOrganisation_IsLikeMissing()
    {
        Provider one = await hub.NewProviderAsync(), two = await hub.NewProviderAsync();
        string id = (await one.SubmitAsync(one.Csv("Mine", "a"))).GetProperty("id").GetString()!;
        string there = await (await two.Http.GetAsync($"/v1/submissions/{id}", Cancel)).Content.ReadAsStringAsync(Cancel);
        HttpResponseMessage missing = await two.Http.GetAsync($"/v1/submissions/{two.Id}~99", Cancel);
        await missing.RefusedAsync(HttpStatusCode.NotFound, "submission.not-found");
        Assert.Equal(await missing.Content.ReadAsStringAsync(Cancel), there);
        foreach (string part in new[] { "findings", "errors", "receipt" })
            await (await two.Http.GetAsync($"/v1/submissions/{id}/{part}", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "submission.not-found");
        await (await two.Http.GetAsync($"/v1/submissions?organisation={one.Id}", Cancel)).RefusedAsync(HttpStatusCode.Forbidden, "submission.not-allowed");
        Assert.Equal(HttpStatusCode.OK, (await hub.Registrar.GetAsync($"/v1/submissions/{id}", Cancel)).StatusCode);
    }

    [Fact]
    public async Task List_SmallPages_AreInOrder()
    {
        Provider provider = await hub.NewProviderAsync();
        for (int i = 0; i < 3; i++) await provider.PostAsync(provider.Csv($"Number {i}", "a"));
        JsonElement first = await (await provider.Http.GetAsync("/v1/submissions?limit=2", Cancel)).JsonAsync();
        Assert.Equal([1, 2], first.GetProperty("items").EnumerateArray().Select(s => s.GetProperty("number").GetInt32()));
        JsonElement rest = await (await provider.Http.GetAsync($"/v1/submissions?limit=2&after={first.GetProperty("next").GetString()}", Cancel)).JsonAsync();
        Assert.Equal(3, Assert.Single(rest.GetProperty("items").EnumerateArray()).GetProperty("number").GetInt32());
        Assert.False(rest.TryGetProperty("next", out _));
        await (await provider.Http.GetAsync("/v1/submissions?limit=0", Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "page.limit-invalid");
        await (await provider.Http.GetAsync("/v1/submissions?after=x", Cancel)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "page.cursor-invalid");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_TooLarge_IsRefusedHoweverItIsSent(bool chunked)
    {
        Provider provider = await hub.NewProviderAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/submissions?kind=catalogue") { Content = new ByteArrayContent(new byte[33_554_433]) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = true;
        await (await provider.Http.SendAsync(request, Cancel)).RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "submission.too-large");
        Assert.Empty((await (await provider.Http.GetAsync("/v1/submissions", Cancel)).JsonAsync()).GetProperty("items").EnumerateArray());
    }
}
