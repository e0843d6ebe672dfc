using System.IO.Compression;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Hub.Http.Tests.Scenarios;

/// <summary>The ways a file comes in a request, whole and not.</summary>
public sealed class SubmissionBodyTests(HubUnderTest hub)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_Gzip_IsKeptUnpacked()
    {
        Provider provider = await hub.NewProviderAsync();
        byte[] file = Encoding.UTF8.GetBytes(provider.Csv("Packed", "a", "b"));
        HttpResponseMessage accepted = await PostAsync(provider, new ByteArrayContent(Gzip(file)), "gzip");
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        JsonElement ended = await provider.EndAsync(accepted.Headers.Location!.ToString());
        Assert.Equal(2, ended.GetProperty("totals").GetProperty("accepted").GetInt32());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), ended.GetProperty("bodySha256").GetString());
    }

    [Fact]
    public async Task Send_WronglyPacked_IsRefusedAndNothingIsStored()
    {
        Provider provider = await hub.NewProviderAsync();
        byte[] file = Encoding.UTF8.GetBytes(provider.Csv("Packed", [.. Enumerable.Range(0, 2000).Select(i => $"e{i * 7919}")]));
        await (await PostAsync(provider, new ByteArrayContent(file), "gzip")).RefusedAsync(HttpStatusCode.UnprocessableEntity, "request.not-gzip");
        byte[] packed = Gzip(file);
        await (await PostAsync(provider, new ByteArrayContent(packed[..(packed.Length / 2)]), "gzip")).RefusedAsync(HttpStatusCode.UnprocessableEntity, "request.not-gzip");
        HttpResponseMessage unknown = await PostAsync(provider, new ByteArrayContent(file), "br");
        await unknown.RefusedAsync(HttpStatusCode.UnsupportedMediaType, "request.unknown-encoding");
        await NothingIsStoredAsync(provider);
    }

    [Fact]
    public async Task Send_Form_IsTheFileInIt()
    {
        Provider provider = await hub.NewProviderAsync();
        byte[] file = Encoding.UTF8.GetBytes(provider.Csv("Form", "a"));
        using var form = new MultipartFormDataContent { { Csv(file), "file", "offer.csv" } };
        HttpResponseMessage accepted = await PostAsync(provider, form, null);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        JsonElement ended = await provider.EndAsync(accepted.Headers.Location!.ToString());
        Assert.Equal("offer.csv", ended.GetProperty("fileName").GetString());
        Assert.Equal("text/csv", ended.GetProperty("mediaType").GetString());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), ended.GetProperty("bodySha256").GetString());
    }

    [Fact]
    public async Task Send_FormOfSomethingElse_IsRefusedAndNothingIsStored()
    {
        Provider provider = await hub.NewProviderAsync();
        byte[] file = Encoding.UTF8.GetBytes(provider.Csv("Form", "a"));
        using var two = new MultipartFormDataContent { { Csv(file), "file", "a.csv" }, { Csv(file), "file", "b.csv" } };
        await (await PostAsync(provider, two, null)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "request.form-field");
        using var fields = new MultipartFormDataContent { { new StringContent("catalogue"), "kind" } };
        await (await PostAsync(provider, fields, null)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "request.form-field");
        using var cut = new ByteArrayContent(Encoding.ASCII.GetBytes("--x\r\nContent-Disposition: form-data; name=f; filename=f.csv\r\n\r\nlocalId,ki")) { Headers = { ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x") } };
        await (await PostAsync(provider, cut, null)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "request.form-unreadable");
        using var none = new ByteArrayContent(Encoding.ASCII.GetBytes("--x--\r\n")) { Headers = { ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x") } };
        await (await PostAsync(provider, none, null)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "request.form-empty");
        await NothingIsStoredAsync(provider);
    }

    [Theory]
    [InlineData("Content-Length: 1000\r\n\r\nlocalId,kind")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nc\r\nlocalId,kind\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nff\r\nlocalId,kind")]
    public async Task Send_ClientGoesAway_NothingIsStored(string rest)
    {
        Provider provider = await hub.NewProviderAsync();
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(hub.Address.Host, hub.Address.Port, Cancel);
            byte[] request = Encoding.ASCII.GetBytes($"POST /v1/submissions?kind=catalogue HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {provider.Secret}\r\nContent-Type: text/csv\r\n{rest}");
            await client.GetStream().WriteAsync(request, Cancel);
            await Task.Delay(100, Cancel);
        }

        await NothingIsStoredAsync(provider);
    }

    static async Task NothingIsStoredAsync(Provider provider) =>
        Assert.Empty((await (await provider.Http.GetAsync("/v1/submissions", Cancel)).JsonAsync()).GetProperty("items").EnumerateArray());

    static Task<HttpResponseMessage> PostAsync(Provider provider, HttpContent content, string? encoding)
    {
        content.Headers.ContentType ??= new MediaTypeHeaderValue("text/csv");
        if (encoding is not null) content.Headers.ContentEncoding.Add(encoding);
        return provider.Http.PostAsync("/v1/submissions?kind=catalogue", content, Cancel);
    }

    static ByteArrayContent Csv(byte[] file) => new(file) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };

    static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(content);
        return packed.ToArray();
    }
}
