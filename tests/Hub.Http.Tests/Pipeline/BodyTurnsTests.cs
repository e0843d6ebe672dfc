using System.IO.Pipelines;
using System.Net.Http.Headers;
using Hub.Http.Tests.Hosting;

namespace Hub.Http.Tests.Pipeline;

/// <summary>Files that come slowly and at the same time: a few are read, some wait, the others are told when to come again.</summary>
public sealed class BodyTurnsTests
{
    const string Secret = "the secret of this test";
    const int Waiting = 8;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Submissions_MoreThanCanBeRead_WaitOrAreToldWhenToComeAgain()
    {
        await using KestrelHub hub = await KestrelHub.StartAsync(Secret, new Dictionary<string, string?> { ["Hub:MaxBodiesAtOnce"] = "1" });
        using var http = new HttpClient { BaseAddress = hub.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
        await http.PutAsJsonAsync($"/v1/organisations/{KestrelHub.Operator}", new { legalName = new { en = "Operator" }, country = "FI" }, Cancel);

        (Task<HttpResponseMessage> Answer, PipeWriter Body)[] sent = [.. Enumerable.Range(0, 1 + Waiting + 3).Select(_ => Send(http))];
        Task<HttpResponseMessage>[] left = [.. sent.Select(s => s.Answer)];
        for (int refused = 0; refused < 3; refused++)
        {
            Task<HttpResponseMessage> first = await Task.WhenAny(left);
            left = [.. left.Except([first])];
            Assert.Equal("5", Assert.Single((await first).Headers.GetValues("Retry-After")));
            await (await first).RefusedAsync(HttpStatusCode.ServiceUnavailable, "hub.busy");
        }

        Assert.All(left, answer => Assert.False(answer.IsCompleted));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/v1/catalogue", Cancel)).StatusCode);          // readers do not wait
        foreach ((_, PipeWriter body) in sent)
        {
            await body.WriteAsync("localId,kind,title@en\nA,unit,A\n"u8.ToArray(), Cancel);
            await body.CompleteAsync();
        }

        Assert.All(await Task.WhenAll(left), answer => Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode));
    }

    /// <summary>A file of which nothing comes until it is written.</summary>
    static (Task<HttpResponseMessage> Answer, PipeWriter Body) Send(HttpClient http)
    {
        var body = new Pipe();
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/submissions?kind=catalogue") { Content = new StreamContent(body.Reader.AsStream()) };
        request.Headers.ExpectContinue = true;          // so that the head goes ahead of the body
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return (http.SendAsync(request, Cancel), body.Writer);
    }
}
