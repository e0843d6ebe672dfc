using Hub.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Hub.Http.Tests.Pipeline;

public sealed class HubPipelineTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Fault_InAnyEnvironment_SaysNothingOfItself(string environment)
    {
        await using KestrelHub hub = await KestrelHub.StartAsync("secret", new() { ["environment"] = environment }, Unreachable);
        using var http = new HttpClient { BaseAddress = hub.Address };
        HttpResponseMessage answer = await http.GetAsync("/v1/catalogue/FI-X~1", Cancel);
        Assert.DoesNotContain(FailingTables.Secret, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await answer.RefusedAsync(HttpStatusCode.InternalServerError, "hub.fault");
        await (await http.GetAsync("/health/ready", Cancel)).RefusedAsync(HttpStatusCode.ServiceUnavailable, "hub.not-ready");
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live", Cancel)).StatusCode);
        await (await http.GetAsync("/v1/changes?after=x", Cancel)).RefusedAsync(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task TooManyRequests_OfOneKey_AreRefusedAndTheOthersNot()
    {
        await using KestrelHub hub = await KestrelHub.StartAsync("secret", new() { ["Hub:RequestsPerMinute"] = "3" });
        using var http = new HttpClient { BaseAddress = hub.Address, DefaultRequestHeaders = { Authorization = new("Bearer", "secret") } };
        for (int i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/v1/submissions", Cancel)).StatusCode);
        HttpResponseMessage refused = await http.GetAsync("/v1/submissions", Cancel);
        await refused.RefusedAsync(HttpStatusCode.TooManyRequests, "request.too-many");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/v1/catalogue", Cancel)).StatusCode);
    }

    [Fact]
    public async Task AnonymousLimit_Set_CountsThemTogether()
    {
        await using KestrelHub hub = await KestrelHub.StartAsync("secret", new() { ["Hub:AnonymousRequestsPerMinute"] = "2" });
        using var http = new HttpClient { BaseAddress = hub.Address };
        for (int i = 0; i < 2; i++) Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/v1/catalogue", Cancel)).StatusCode);
        await (await http.GetAsync("/v1/catalogue", Cancel)).RefusedAsync(HttpStatusCode.TooManyRequests, "request.too-many");
    }

    [Fact]
    public async Task UnknownKeys_TooMany_AreShutOutAndKnownOnesNot()
    {
        await using KestrelHub hub = await KestrelHub.StartAsync("secret", new() { ["Hub:UnknownKeysPerMinute"] = "3", ["Hub:KeyCache"] = "00:00:00" });
        (_, string known) = await hub.Services.GetRequiredService<Access.ApiKeys>().AddAsync(OrganisationId.Parse("FI-X"), [Role.Provider], null, Cancel);
        using var http = new HttpClient { BaseAddress = hub.Address };
        Assert.Equal(HttpStatusCode.OK, (await ListAsync(http, known)).StatusCode);
        for (int i = 0; i < 3; i++) await (await ListAsync(http, $"hub_guess-{i}")).RefusedAsync(HttpStatusCode.Unauthorized, "auth.invalid");
        HttpResponseMessage shutOut = await ListAsync(http, "hub_guess-4");
        await shutOut.RefusedAsync(HttpStatusCode.TooManyRequests, "request.too-many");
        Assert.NotNull(shutOut.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await ListAsync(http, known)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ListAsync(http, "secret")).StatusCode);
    }

    [Fact]
    public async Task Submissions_TooManyUnfinished_AreRefusedUntilOneHasEnded()
    {
        await using KestrelHub hub = await KestrelHub.StartAsync("secret", new() { ["Hub:MaxOpenSubmissions"] = "2" });
        await hub.StopWorkAsync();
        using var http = new HttpClient { BaseAddress = hub.Address, DefaultRequestHeaders = { Authorization = new("Bearer", "secret") } };
        Assert.Equal(HttpStatusCode.Created, (await http.PutAsJsonAsync("/v1/organisations/FI-X", new { legalName = new { en = "A school" }, country = "FI" }, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(http, "merge")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(http, "check")).StatusCode);
        HttpResponseMessage refused = await SendAsync(http, "merge");
        await refused.RefusedAsync(HttpStatusCode.TooManyRequests, "submission.too-many-open");
        Assert.NotNull(refused.Headers.RetryAfter);
        hub.StartWork();
        HttpStatusCode later = HttpStatusCode.TooManyRequests;
        for (int look = 0; look < 300 && later == HttpStatusCode.TooManyRequests; look++, await Task.Delay(100, Cancel)) later = (await SendAsync(http, "check")).StatusCode;
        Assert.Equal(HttpStatusCode.Accepted, later);
    }

    static Task<HttpResponseMessage> SendAsync(HttpClient http, string mode) =>
        http.PostAsync($"/v1/submissions?kind=catalogue&organisation=FI-X&mode={mode}", new StringContent("localId\r\n1\r\n", Encoding.UTF8, "text/csv"), Cancel);

    static Task<HttpResponseMessage> ListAsync(HttpClient http, string secret)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1/submissions");
        request.Headers.Authorization = new("Bearer", secret);
        return http.SendAsync(request, Cancel);
    }

    [Theory]
    [InlineData("Hub:Operator", "-")]
    [InlineData("Hub:BootstrapKeySha256", "abc")]
    [InlineData("Hub:RequestsPerMinute", "0")]
    [InlineData("Hub:MaxSubmissionBytes", "99000000")]
    [InlineData("Hub:KeyCache", "01:00:00")]
    [InlineData("Hub:UnknownKeysPerMinute", "0")]
    [InlineData("Hub:MaxOpenSubmissions", "1001")]
    public void Options_OutOfRange_AreRefused(string key, string value)
    {
        ServiceCollection services = [];
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [key] = value }).Build());
        services.AddHub();
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());
    }

    [Fact]
    public void UseHub_WithoutTheHostsParts_NamesThem()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddHub();
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => builder.Build().UseHub());
        Assert.Contains(nameof(ITables), refused.Message, StringComparison.Ordinal);
    }

    /// <summary>How a function runs the pipeline: no web application around it, one delegate for all requests.</summary>
    [Fact]
    public async Task UseHub_OnABareBuilder_AnswersLikeTheWebApplication()
    {
        await using KestrelHub hub = await KestrelHub.StartAsync("secret");
        RequestDelegate pipeline = new ApplicationBuilder(hub.Services).UseHub().Build();
        using var http = new HttpClient { BaseAddress = hub.Address };
        foreach (string path in new[] { "/health/live", "/v1/catalogue", "/v1/catalogue/FI-X~1", "/v1/submissions", "/nothing", "/" })
        {
            (int status, string? type, string body) = await RunAsync(pipeline, hub.Services, path);
            HttpResponseMessage served = await http.GetAsync(path, Cancel);
            Assert.Equal((int)served.StatusCode, status);
            Assert.Equal(served.Content.Headers.ContentType?.ToString(), type);
            Assert.Equal(await served.Content.ReadAsStringAsync(Cancel), body);
        }
    }

    static async Task<(int Status, string? Type, string Body)> RunAsync(RequestDelegate pipeline, IServiceProvider services, string path)
    {
        await using AsyncServiceScope scope = services.CreateAsyncScope();
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider, Request = { Method = "GET", Path = path }, Response = { Body = body } };
        await pipeline(http);
        await http.Response.CompleteAsync();
        return (http.Response.StatusCode, http.Response.ContentType, Encoding.UTF8.GetString(body.ToArray()));
    }

    static void Unreachable(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<ITables, FailingTables>());
}
