using Hub.Http.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Http.Tests.Pipeline;

public sealed class AuthorityTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Table_EveryEndpoint_StandsInItOnce()
    {
        await using KestrelHub hub = await KestrelHub.StartAsync("secret");
        string[] names = [.. Endpoints(hub).Select(NameOf).Order()];
        Assert.Equal(Authority.Table.Keys.Order(), names);
    }

    [Fact]
    public async Task Endpoints_NeedingARole_RefuseEveryOtherCaller()
    {
        await using KestrelHub hub = await KestrelHub.StartAsync("secret");
        var keys = hub.Services.GetRequiredService<Access.ApiKeys>();
        using var http = new HttpClient { BaseAddress = hub.Address };
        foreach (RouteEndpoint endpoint in Endpoints(hub))
        {
            Role[] allowed = Authority.Table[NameOf(endpoint)];
            if (allowed.Length == 0) continue;
            await (await http.SendAsync(RequestFor(endpoint, null), Cancel)).RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
            (_, string secret) = await keys.AddAsync(OrganisationId.Parse("FI-X"), [.. Enum.GetValues<Role>().Except(allowed)], null, Cancel);
            await (await http.SendAsync(RequestFor(endpoint, secret), Cancel)).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        }
    }

    [Fact]
    public void Apply_EndpointOutsideTheTable_Throws()
    {
        WebApplication app = WebApplication.CreateSlimBuilder().Build();
        RouteGroupBuilder group = app.MapGroup("");
        ((IEndpointConventionBuilder)group).Finally(Authority.Apply);
        group.MapGet("/new", () => "x").WithName("SomethingNew");
        Assert.Throws<InvalidOperationException>(() => ((IEndpointRouteBuilder)app).DataSources.SelectMany(d => d.Endpoints).ToList());
    }

    static IEnumerable<RouteEndpoint> Endpoints(KestrelHub hub) => hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.Cast<RouteEndpoint>();

    static string NameOf(RouteEndpoint endpoint) => endpoint.Metadata.GetRequiredMetadata<IEndpointNameMetadata>().EndpointName;

    static HttpRequestMessage RequestFor(RouteEndpoint endpoint, string? secret)
    {
        string path = endpoint.RoutePattern.RawText!.Replace("{id}", "FI-X~1", StringComparison.Ordinal);
        var request = new HttpRequestMessage(new HttpMethod(endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods[0]), path);
        if (secret is not null) request.Headers.Authorization = new("Bearer", secret);
        return request;
    }
}
