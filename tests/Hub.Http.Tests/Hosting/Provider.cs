using System.Net.Http.Headers;

namespace Hub.Http.Tests.Hosting;

/// <summary>An organisation with a key.</summary>
public sealed record Provider(string Id, string Secret, HttpClient Http)
{
    const string Header = "localId,kind,title@en,awardingBody,learningOutcomes@en,workloadHours,hoursKind,eqfLevel,assessmentTypes,modes,qualityAssurance,status";

    /// <summary>A catalogue file with these local ids; those that begin with <c>bad</c> are rejected.</summary>
    public string Csv(string title, params string[] localIds) => Header + "\r\n" + string.Concat(localIds.Select(id =>
        $"{id},micro-credential,{title},{Id},Can test what others build,{(id.StartsWith("bad", StringComparison.Ordinal) ? "lots" : "50")},notional,5,written,online,institutional,published\r\n"));

    public Task<HttpResponseMessage> PostAsync(string csv, string query = "kind=catalogue", string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/submissions?{query}") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(csv)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        return Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends and waits until it has ended.</summary>
    public async Task<JsonElement> SubmitAsync(string csv, string query = "kind=catalogue")
    {
        using HttpResponseMessage accepted = await PostAsync(csv, query);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        return await EndAsync(accepted.Headers.Location!.ToString());
    }

    public async Task<JsonElement> EndAsync(string location)
    {
        for (int look = 0; look < 600; look++)
        {
            JsonElement now = await (await Http.GetAsync(location, TestContext.Current.CancellationToken)).JsonAsync();
            if (now.GetProperty("status").GetString() is "finished" or "refused" or "failed" or "awaiting-confirmation") return now;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"{location} did not end within a minute.");
    }
}
