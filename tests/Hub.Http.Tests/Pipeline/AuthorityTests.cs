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

    /// <summary>Every operation of the API description, as every role, as nobody and with a key that is not known.</summary>
    [Fact]
    public async Task Operations_ByEveryCaller_AreAllowedAsTheTableSays()
    {
        await using KestrelHub hub = await KestrelHub.StartAsync("secret");
        var keys = hub.Services.GetRequiredService<Access.ApiKeys>();
        using var http = new HttpClient { BaseAddress = hub.Address };
        var secrets = new Dictionary<Role, string>();
        foreach (Role role in Enum.GetValues<Role>().Where(r => r != Role.Learner)) secrets[role] = (await keys.AddAsync(OrganisationId.Parse("FI-X"), [role], null, Cancel)).Secret;
        await LearnerScene.SchoolAsync(hub.Address, "secret");
        Learners.LearnerReference learner = await LearnerScene.LearnerOfAsync(hub, "PT-ESCOLA~A-1");
        secrets[Role.Learner] = await LearnerScene.SessionAsync(hub.Address, "secret", learner);

        List<(string Method, string Path, string Id)> operations = await OperationsAsync(http);
        Assert.Equal(SampleRequests.Operations.Order(), operations.Select(o => o.Id).Order());
        foreach ((string method, string path, string id) in operations)
        {
            HttpRequestMessage sample = SampleRequests.Of(id);
            Assert.Equal(method, sample.Method.Method, ignoreCase: true);
            Assert.Matches($"^{System.Text.RegularExpressions.Regex.Replace(path, "{[^}]+}", ".+")}$", sample.RequestUri!.ToString().Split('?')[0]);
            Role[] allowed = Authority.Table[id];
            foreach ((Role role, string secret) in secrets) Assert.Equal((id, role, allowed.Length == 0 || allowed.Contains(role)), (id, role, await IsAdmittedAsync(http, id, secret)));
            if (id == "EndLearnerSession") secrets[Role.Learner] = await LearnerScene.SessionAsync(hub.Address, "secret", learner);
            if (allowed.Length == 0) continue;
            await (await SendAsync(http, id, null)).RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
            await (await SendAsync(http, id, "hub_unknown")).RefusedAsync(HttpStatusCode.Unauthorized, "auth.invalid");
        }
    }

    static async Task<List<(string Method, string Path, string Id)>> OperationsAsync(HttpClient http)
    {
        JsonElement api = await (await http.GetAsync("/openapi/v1.json", Cancel)).JsonAsync();
        return [.. api.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(o => (o.Name, path.Name, o.Value.GetProperty("operationId").GetString()!)))];
    }

    /// <summary>Whether the caller got as far as the endpoint. What that says to a sample is its own affair, but it is no fault.</summary>
    static async Task<bool> IsAdmittedAsync(HttpClient http, string operation, string secret)
    {
        HttpResponseMessage answer = await SendAsync(http, operation, secret);
        Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError, operation);
        Assert.NotEqual(HttpStatusCode.Unauthorized, answer.StatusCode);
        return answer.StatusCode != HttpStatusCode.Forbidden || (await answer.JsonAsync()).GetProperty("code").GetString() != "auth.forbidden";
    }

    static Task<HttpResponseMessage> SendAsync(HttpClient http, string operation, string? secret)
    {
        HttpRequestMessage request = SampleRequests.Of(operation);
        if (secret is not null) request.Headers.Authorization = new("Bearer", secret);
        return http.SendAsync(request, Cancel);
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
}
