using System.Net.Http.Headers;

namespace Hub.Http.Tests.Scenarios;

public sealed class CatalogueChangeTests(HubUnderTest hub)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_NewThenChanged_KeepsVersionsApart()
    {
        Provider provider = await hub.NewProviderAsync();
        string address = $"/v1/catalogue/{provider.Id}~a%2F1";
        HttpResponseMessage created = await PutAsync(provider.Http, address, provider.Entry(null, "First"), r => r.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any));
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal($"/v1/catalogue/{provider.Id}~a%2F1", created.Headers.Location!.ToString(), ignoreCase: true);
        HttpResponseMessage read = await hub.Anyone.GetAsync(address, Cancel);
        Assert.Equal(created.Headers.ETag, read.Headers.ETag);
        Assert.Equal("a/1", (await read.JsonAsync()).GetProperty("localId").GetString());

        HttpResponseMessage same = await PutAsync(provider.Http, address, provider.Entry("a/1", "First"));
        Assert.Equal(HttpStatusCode.OK, same.StatusCode);
        Assert.Equal(created.Headers.ETag, same.Headers.ETag);
        HttpResponseMessage changed = await PutAsync(provider.Http, address, provider.Entry("a/1", "Second"), r => r.Headers.IfMatch.Add(created.Headers.ETag!));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        await (await PutAsync(provider.Http, address, provider.Entry("a/1", "Third"), r => r.Headers.IfMatch.Add(created.Headers.ETag!))).RefusedAsync(HttpStatusCode.PreconditionFailed, "record.version-differs");
        await (await PutAsync(provider.Http, address, provider.Entry("a/1", "Third"), r => r.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any))).RefusedAsync(HttpStatusCode.PreconditionFailed, "record.version-differs");
    }

    [Fact]
    public async Task Put_WrongEntries_AreRefusedWithTheirCodes()
    {
        Provider provider = await hub.NewProviderAsync();
        await (await PutAsync(provider.Http, $"/v1/catalogue/{provider.Id}~a", provider.Entry("b", "Other id"))).RefusedAsync(HttpStatusCode.UnprocessableEntity, "record.other-id");
        await (await PutAsync(provider.Http, $"/v1/catalogue/{provider.Id}~a", provider.Entry("a", "Bad", workloadHours: "lots"))).RefusedAsync(HttpStatusCode.UnprocessableEntity, "record.refused");
        await (await PutAsync(provider.Http, $"/v1/catalogue/{provider.Id}~a", provider.Entry("a", "X"), r => r.Headers.IfMatch.Add(new EntityTagHeaderValue("\"mine\"")))).RefusedAsync(HttpStatusCode.UnprocessableEntity, "request.condition-invalid");
        await (await hub.Anyone.GetAsync($"/v1/catalogue/{provider.Id}~a", Cancel)).RefusedAsync(HttpStatusCode.NotFound, "entry.not-found");
    }

    [Fact]
    public async Task Delete_Published_IsWithdrawnAndCanBeRepeated()
    {
        Provider provider = await hub.NewProviderAsync();
        string address = $"/v1/catalogue/{provider.Id}~gone";
        EntityTagHeaderValue first = (await PutAsync(provider.Http, address, provider.Entry("gone", "Going"))).Headers.ETag!;
        await PutAsync(provider.Http, address, provider.Entry("gone", "Going soon"));
        await (await DeleteAsync(provider.Http, address, first)).RefusedAsync(HttpStatusCode.PreconditionFailed, "record.version-differs");
        HttpResponseMessage withdrawn = await DeleteAsync(provider.Http, address);
        Assert.Equal(HttpStatusCode.NoContent, withdrawn.StatusCode);
        await (await hub.Anyone.GetAsync(address, Cancel)).RefusedAsync(HttpStatusCode.NotFound, "entry.not-found");
        HttpResponseMessage again = await DeleteAsync(provider.Http, address);
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
        Assert.Equal(withdrawn.Headers.ETag, again.Headers.ETag);

        HttpResponseMessage back = await PutAsync(provider.Http, address, provider.Entry("gone", "Back"), r => r.Headers.IfMatch.Add(withdrawn.Headers.ETag!));
        Assert.Equal(4, (await back.JsonAsync()).GetProperty("record").GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Change_OfAnotherOrganisation_IsLikeMissing()
    {
        Provider owner = await hub.NewProviderAsync(), other = await hub.NewProviderAsync();
        await PutAsync(owner.Http, $"/v1/catalogue/{owner.Id}~a", owner.Entry("a", "Mine"));
        foreach (string id in new[] { $"{owner.Id}~a", $"{owner.Id}~nothing", "no-id" })
        {
            await (await DeleteAsync(other.Http, $"/v1/catalogue/{id}")).RefusedAsync(HttpStatusCode.NotFound, "record.not-found");
            await (await PutAsync(other.Http, $"/v1/catalogue/{id}", other.Entry("a", "Yours"))).RefusedAsync(HttpStatusCode.NotFound, "record.not-found");
        }

        await (await DeleteAsync(other.Http, $"/v1/catalogue/{other.Id}~nothing")).RefusedAsync(HttpStatusCode.NotFound, "record.not-found");
    }

    [Fact]
    public async Task Change_ByARegistrar_NeedsTheVersion()
    {
        Provider owner = await hub.NewProviderAsync();
        string address = $"/v1/catalogue/{owner.Id}~a";
        EntityTagHeaderValue seen = (await PutAsync(owner.Http, address, owner.Entry("a", "Mine"))).Headers.ETag!;
        await (await PutAsync(hub.Registrar, address, owner.Entry("a", "Put right"))).RefusedAsync(HttpStatusCode.PreconditionRequired, "record.condition-required");
        await (await DeleteAsync(hub.Registrar, address)).RefusedAsync(HttpStatusCode.PreconditionRequired, "record.condition-required");
        HttpResponseMessage changed = await PutAsync(hub.Registrar, address, owner.Entry("a", "Put right"), r => r.Headers.IfMatch.Add(seen));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await DeleteAsync(hub.Registrar, address, changed.Headers.ETag)).StatusCode);
    }

    static Task<HttpResponseMessage> PutAsync(HttpClient http, string address, object entry, Action<HttpRequestMessage>? condition = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = JsonContent.Create(entry) };
        condition?.Invoke(request);
        return http.SendAsync(request, Cancel);
    }

    static Task<HttpResponseMessage> DeleteAsync(HttpClient http, string address, EntityTagHeaderValue? seen = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Delete, address);
        if (seen is not null) request.Headers.IfMatch.Add(seen);
        return http.SendAsync(request, Cancel);
    }
}
