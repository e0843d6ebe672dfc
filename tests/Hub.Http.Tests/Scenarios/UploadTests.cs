using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Hub.Http.Tests.Scenarios;

public sealed class UploadTests(HubUnderTest hub)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upload_Whole_IsASubmissionLikeAnyOther()
    {
        Provider provider = await hub.NewProviderAsync();
        byte[] file = Encoding.UTF8.GetBytes(provider.Csv("By link", "a", "bad-1"));
        (JsonElement begun, string link) = await BeginAsync(provider);
        Assert.Equal("uploading", begun.GetProperty("status").GetString());
        Assert.InRange(begun.GetProperty("expiresAt").GetDateTimeOffset(), DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(7));
        await (await ConfirmAsync(provider, begun)).RefusedAsync(HttpStatusCode.Conflict, "submission.upload-missing");
        Assert.Equal("uploading", (await (await provider.Http.GetAsync(begun.GetProperty("self").GetString(), Cancel)).JsonAsync()).GetProperty("status").GetString());

        Assert.Equal(HttpStatusCode.Created, (await PutAsync(link, "", file)).StatusCode);
        await (await ConfirmAsync(provider, begun, new string('0', 64))).RefusedAsync(HttpStatusCode.UnprocessableEntity, "submission.body-differs");
        HttpResponseMessage confirmed = await ConfirmAsync(provider, begun, Convert.ToHexString(SHA256.HashData(file)));
        Assert.Equal(HttpStatusCode.Accepted, confirmed.StatusCode);
        JsonElement ended = await provider.EndAsync(confirmed.Headers.Location!.ToString());
        Assert.Equal(begun.GetProperty("id").GetString(), ended.GetProperty("id").GetString());
        Assert.Equal(file.Length, ended.GetProperty("sizeBytes").GetInt64());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), ended.GetProperty("bodySha256").GetString());
        Assert.Equal(1, ended.GetProperty("totals").GetProperty("accepted").GetInt32());
        Assert.Equal("finished", (await (await ConfirmAsync(provider, begun)).JsonAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Upload_InBlocksOutOfOrder_IsJoinedAsListed()
    {
        Provider provider = await hub.NewProviderAsync();
        byte[] file = Encoding.UTF8.GetBytes(provider.Csv("In blocks", "a", "b", "c"));
        (JsonElement begun, string link) = await BeginAsync(provider);
        string[] ids = [.. Enumerable.Range(0, 3).Select(i => Convert.ToBase64String(Encoding.ASCII.GetBytes($"block-{i:D4}")))];
        int third = file.Length / 3;
        Assert.Equal(HttpStatusCode.Created, (await PutAsync(link, Block(ids[2]), file[(2 * third)..])).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await PutAsync(link, Block(ids[0]), Encoding.ASCII.GetBytes("lost on the way"))).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await PutAsync(link, Block(ids[0]), file[..third])).StatusCode);
        // The cloud refuses it in its own words, the emulator of it not at all.
        if (IsOfTheHub(link)) await (await PutAsync(link, "comp=blocklist", List(ids))).RefusedAsync(HttpStatusCode.UnprocessableEntity, "upload.block-unknown");
        string listed = await hub.Anyone.GetStringAsync(With(link, "comp=blocklist&blocklisttype=uncommitted"), Cancel);
        Assert.Contains($"<Name>{ids[0]}</Name><Size>{third}</Size>", listed, StringComparison.Ordinal);
        Assert.DoesNotContain(ids[1], listed, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Created, (await PutAsync(link, Block(ids[1]), file[third..(2 * third)])).StatusCode);
        for (int again = 0; again < 2; again++) Assert.Equal(HttpStatusCode.Created, (await PutAsync(link, "comp=blocklist", List(ids))).StatusCode);
        HttpResponseMessage confirmed = await ConfirmAsync(provider, begun, Convert.ToHexString(SHA256.HashData(file)));
        Assert.Equal(3, (await provider.EndAsync(confirmed.Headers.Location!.ToString())).GetProperty("totals").GetProperty("accepted").GetInt32());
    }

    [Fact]
    public async Task Upload_SameIdempotencyKey_IsTheSameSubmission()
    {
        Provider provider = await hub.NewProviderAsync();
        string key = Guid.NewGuid().ToString();
        (JsonElement first, _) = await BeginAsync(provider, key);
        (JsonElement again, string link) = await BeginAsync(provider, key);
        Assert.Equal(first.GetProperty("id").GetString(), again.GetProperty("id").GetString());
        await PutAsync(link, "", Encoding.UTF8.GetBytes(provider.Csv("Once", "a")));
        await ConfirmAsync(provider, again);
        JsonElement confirmed = await (await StartAsync(provider, key)).JsonAsync();
        Assert.Equal(first.GetProperty("id").GetString(), confirmed.GetProperty("id").GetString());
        Assert.False(confirmed.TryGetProperty("uploadUrl", out _));
        await (await StartAsync(provider, key, "check")).RefusedAsync(HttpStatusCode.UnprocessableEntity, "submission.idempotency-key-reused");
        await (await provider.PostAsync(provider.Csv("Once", "a"), idempotencyKey: key)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "submission.idempotency-key-reused");
    }

    [Fact]
    [Trait("Runs", "on one machine only")]      // in the cloud links lead to the storage, which refuses in its own words
    public async Task Upload_WrongRequests_AreRefusedWithTheirCodes()
    {
        Provider provider = await hub.NewProviderAsync(), other = await hub.NewProviderAsync();
        (JsonElement begun, string link) = await BeginAsync(provider);
        await (await PutAsync(link, "comp=page", [1])).RefusedAsync(HttpStatusCode.UnprocessableEntity, "upload.unknown-part");
        await (await PutAsync(link, "comp=block", [1])).RefusedAsync(HttpStatusCode.UnprocessableEntity, "upload.block-id-invalid");
        await (await PutAsync(link, Block("no base64!"), [1])).RefusedAsync(HttpStatusCode.UnprocessableEntity, "upload.block-id-invalid");
        foreach (string list in new[] { "", "<List/>", "<BlockList/>", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hosts'>]><BlockList><Latest>&e;</Latest></BlockList>" })
            await (await PutAsync(link, "comp=blocklist", Encoding.UTF8.GetBytes(list))).RefusedAsync(HttpStatusCode.UnprocessableEntity, "upload.list-invalid");
        int flipped = link.LastIndexOf('.') + 1;
        string forged = string.Concat(link.AsSpan(0, flipped), link[flipped] == 'A' ? "B" : "A", link.AsSpan(flipped + 1));
        foreach (string wrong in new[] { forged, "/v1/uploads/none", "/v1/uploads/a.b", "/v1/uploads/..", })
            await (await PutAsync(wrong, "", [1])).RefusedAsync(HttpStatusCode.NotFound, wrong.EndsWith("..", StringComparison.Ordinal) ? "request.unknown-path" : "upload.unknown-link");

        await (await ConfirmAsync(other, begun)).RefusedAsync(HttpStatusCode.NotFound, "submission.not-found");
        string direct = (await provider.SubmitAsync(provider.Csv("Direct", "a"))).GetProperty("id").GetString()!;
        await (await provider.Http.PostAsync($"/v1/submissions/{direct}/confirm", null, Cancel)).RefusedAsync(HttpStatusCode.Conflict, "submission.nothing-to-confirm");
        await (await provider.PostAsync("x", "kind=catalogue&upload=true")).RefusedAsync(HttpStatusCode.UnprocessableEntity, "submission.upload-has-body");
    }

    static string Block(string id) => $"comp=block&blockid={Uri.EscapeDataString(id)}";

    static byte[] List(IEnumerable<string> ids) => Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>{string.Concat(ids.Select(i => $"<Latest>{i}</Latest>"))}</BlockList>");

    static async Task<(JsonElement Begun, string Link)> BeginAsync(Provider provider, string? idempotencyKey = null)
    {
        HttpResponseMessage answer = await StartAsync(provider, idempotencyKey);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        JsonElement begun = await answer.JsonAsync();
        return (begun, begun.GetProperty("uploadUrl").GetString()!);
    }

    static Task<HttpResponseMessage> StartAsync(Provider provider, string? idempotencyKey, string mode = "merge")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/submissions?kind=catalogue&upload=true&mode={mode}");
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        return provider.Http.SendAsync(request, Cancel);
    }

    /// <summary>Without the provider's key: the link is all it takes.</summary>
    Task<HttpResponseMessage> PutAsync(string link, string query, byte[] body)
    {
        var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        // Asked for with a whole file where the link leads to a storage account; with a list of blocks its emulator would keep the list itself.
        if (query.Length == 0) content.Headers.Add("x-ms-blob-type", "BlockBlob");
        return hub.Anyone.PutAsync(With(link, query), content, Cancel);
    }

    static Uri With(string link, string query) => new(query.Length == 0 ? link : $"{link}{(link.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}", UriKind.RelativeOrAbsolute);

    bool IsOfTheHub(string link) => new Uri(hub.Address, link).Authority == hub.Address.Authority;

    static Task<HttpResponseMessage> ConfirmAsync(Provider provider, JsonElement begun, string? sha256 = null) =>
        provider.Http.PostAsync(begun.GetProperty("confirm").GetString() + (sha256 is null ? "" : $"?sha256={sha256}"), null, Cancel);
}
