using Hub.Client;
using System.Security.Cryptography;

namespace Hub.Http.Tests.Scenarios;

/// <summary>The client for other systems, against the real pipeline.</summary>
public sealed class ClientTests(HubUnderTest hub)
{
    static readonly HubClientOptions Quick = new() { FirstPause = TimeSpan.FromMilliseconds(1) };

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Routes_All_StandInTheApiDescriptionWithTheirAnswers()
    {
        JsonElement api = await (await hub.Anyone.GetAsync("/openapi/v1.json", Cancel)).JsonAsync();
        foreach (HubRoute route in HubRoute.All)
        {
            Assert.True(api.GetProperty("paths").TryGetProperty("/" + route.Template, out JsonElement path), route.Template);
            Assert.True(path.TryGetProperty(route.Method.Method.ToLowerInvariant(), out JsonElement operation), route.ToString());
            Assert.All(route.Successes, status => Assert.True(operation.GetProperty("responses").TryGetProperty($"{status}", out _), $"{route} {status}"));
        }

        Assert.Equal(typeof(HubRoute).GetFields().Count(f => f.FieldType == typeof(HubRoute)), HubRoute.All.Count);
    }

    [Fact]
    public async Task Submit_File_GivesTotalsFindingsErrorsAndReceipt()
    {
        Provider provider = await hub.NewProviderAsync();
        using HubClient client = Open(provider);
        byte[] file = Encoding.UTF8.GetBytes(provider.Csv("By client", "a", "bad-1"));
        var sent = new List<long>();
        HubSubmission received = await client.Submissions.SubmitAsync(new MemoryStream(file), new HubSubmitRequest("catalogue") { FileName = "a.csv" }, new Collected(sent), Cancel);
        HubSubmission ended = await client.Submissions.WaitAsync(received.Id, every: TimeSpan.FromMilliseconds(50), cancel: Cancel);
        Assert.Equal("finished", ended.Status);
        Assert.Equal("a.csv", ended.FileName);
        Assert.Equal((2, 1, 1), (ended.Totals!.Rows, ended.Totals.Accepted, ended.Totals.Rejected));
        Assert.Equal([file.Length], sent);
        List<HubFinding> findings = await client.Submissions.ReadFindingsAsync(ended.Id, Cancel).ToListAsync(Cancel);
        Assert.Equal(ended.Totals.Findings, findings.Count);
        Assert.Contains(findings, f => f is { Row: 3, Severity: "reject" });
        using var errors = new MemoryStream();
        Assert.True(await client.Submissions.CopyErrorsAsync(ended.Id, errors, Cancel));
        Assert.Contains("hub_errors", Encoding.UTF8.GetString(errors.ToArray()), StringComparison.Ordinal);
        Assert.Equal(3, (await client.Submissions.ReadReceiptAsync(ended.Id, Cancel)).Split('.').Length);
        Assert.Equal([ended.Id], (await client.Submissions.ListAsync(cancel: Cancel).ToListAsync(Cancel)).Select(s => s.Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Submit_InBlocks_GoesOnWhereItStopped(bool canSeek)
    {
        Provider provider = await hub.NewProviderAsync();
        byte[] file = Encoding.UTF8.GetBytes(provider.Csv("In blocks", [.. Enumerable.Range(0, 50).Select(i => $"e{i}")]));
        var request = new HubSubmitRequest("catalogue") { IdempotencyKey = Guid.NewGuid().ToString() };
        HubClientOptions options = Quick with { DirectBytes = 0, BlockBytes = 1000, RetryFor = TimeSpan.Zero };

        var breaking = new Breaking(failFrom: 5, failCount: int.MaxValue);
        using (HubClient broken = Open(provider, options, breaking)) await Assert.ThrowsAsync<HttpRequestException>(() => broken.Submissions.SubmitAsync(new MemoryStream(file), request, cancel: Cancel));
        var counting = new Breaking(failFrom: int.MaxValue, failCount: 0);
        using HubClient client = Open(provider, options, counting);
        await using Stream again = canSeek ? new MemoryStream(file) : new OneWay(file);
        HubSubmission received = await client.Submissions.SubmitAsync(again, request, cancel: Cancel);
        HubSubmission ended = await client.Submissions.WaitAsync(received.Id, every: TimeSpan.FromMilliseconds(50), cancel: Cancel);
        Assert.Equal(50, ended.Totals!.Accepted);
        Assert.Equal(1, ended.Number);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), ended.BodySha256);
        int blocks = (file.Length + 999) / 1000;
        Assert.Equal(blocks - 3, counting.Requests.Count(r => r.Contains("comp=block&", StringComparison.Ordinal)));        // start, list, three blocks, then it broke

        HubSubmission third = await client.Submissions.SubmitAsync(new MemoryStream(file), request, cancel: Cancel);
        Assert.Equal(ended.Id, third.Id);
        Assert.DoesNotContain(breaking.Authorized.Concat(counting.Authorized), r => r.Contains("/v1/uploads/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_ConnectionLostAndHubBusy_TriesAgainAndDoesItOnce()
    {
        Provider provider = await hub.NewProviderAsync();
        var told = new List<string>();
        using HubClient client = Open(provider, Quick with { Retrying = (why, _) => told.Add(why) }, new Breaking(failFrom: 0, failCount: 4));
        HubSubmission received = await client.Submissions.SubmitAsync(new MemoryStream(Encoding.UTF8.GetBytes(provider.Csv("Stubborn", "a"))), new HubSubmitRequest("catalogue"), cancel: Cancel);
        Assert.Equal(1, received.Number);
        Assert.Equal(["lost", "HTTP 503", "lost", "HTTP 429"], told);
    }

    [Fact]
    public async Task Send_RefusedByTheHub_IsAnExceptionWithItsCode()
    {
        Provider provider = await hub.NewProviderAsync();
        using HubClient client = Open(provider);
        HubException refused = await Assert.ThrowsAsync<HubException>(() => client.Submissions.SubmitAsync(new MemoryStream([1]), new HubSubmitRequest("poems"), cancel: Cancel));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "submission.unknown-kind"), (refused.Status, refused.Code));
        Assert.Contains("catalogue", refused.Detail, StringComparison.Ordinal);
        using var elsewhere = new HubClient(hub.Address, "hub_unknown");
        Assert.Equal("auth.invalid", (await Assert.ThrowsAsync<HubException>(() => elsewhere.Submissions.ReadAsync("FI-X~1", Cancel))).Code);
    }

    [Fact]
    public async Task Catalogue_PutReadWithdraw_KeepsVersions()
    {
        Provider provider = await hub.NewProviderAsync();
        using HubClient client = Open(provider);
        string id = $"{provider.Id}~with/slash";
        long before = await client.Catalogue.ReadChangesAsync(0, Cancel).Select(c => c.Sequence).LastOrDefaultAsync(Cancel);
        string etag = await client.Catalogue.PutAsync(id, provider.Entry(null, "First"), "*", Cancel);
        HubEntry entry = (await client.Catalogue.FindAsync(id, Cancel))!;
        Assert.Equal((etag, "First"), (entry.ETag, entry.Json.GetProperty("title").GetProperty("en").GetString()));
        string changed = await client.Catalogue.PutAsync(id, provider.Entry(null, "Second"), etag, Cancel);
        Assert.Equal("record.version-differs", (await Assert.ThrowsAsync<HubException>(() => client.Catalogue.PutAsync(id, provider.Entry(null, "Third"), etag, Cancel))).Code);
        Assert.Contains(await client.Catalogue.ListAsync(Cancel).ToListAsync(Cancel), e => e.GetProperty("id").GetString() == id);
        await client.Catalogue.WithdrawAsync(id, changed, Cancel);
        Assert.Null(await client.Catalogue.FindAsync(id, Cancel));

        List<HubChange> changes = [];
        for (int look = 0; look < 300 && changes.Count < 3; look++, await Task.Delay(100, Cancel))
            changes = await client.Catalogue.ReadChangesAsync(before, Cancel).Where(c => c.Id == id).ToListAsync(Cancel);
        Assert.Equal(["upsert", "upsert", "delete"], changes.Select(c => c.Operation));
    }

    [Fact]
    public async Task Batch_Records_GiveTheirOutcomes()
    {
        Provider provider = await hub.NewProviderAsync();
        using HubClient client = Open(provider);
        HubBatch batch = await client.Submissions.ApplyBatchAsync("catalogue", [provider.Entry("a", "One"), provider.Entry("b", "Two", workloadHours: "lots")], cancel: Cancel);
        Assert.Equal(["accepted", "rejected"], batch.Items.Select(i => i.Outcome));
        Assert.NotEmpty(batch.Items[1].Findings);
    }

    [Fact]
    public async Task Release_Cut_IsThere()
    {
        string secret = (await hub.NewProviderAsync("publisher")).Secret;
        using var client = new HubClient(hub.Address, secret);
        HubRelease release = await client.Releases.CutAsync(Cancel);
        Assert.Equal(HttpStatusCode.OK, (await hub.Anyone.GetAsync(release.Manifest, Cancel)).StatusCode);
    }

    HubClient Open(Provider provider, HubClientOptions? options = null, Breaking? breaking = null) =>
        new(new HttpClient(breaking ?? new Breaking(int.MaxValue, 0)), hub.Address, provider.Secret, options ?? Quick);

    /// <summary>A network that loses answers (after the hub has acted) and meets a busy hub, in turn.</summary>
    sealed class Breaking(int failFrom, int failCount) : DelegatingHandler(new SocketsHttpHandler())
    {
        public List<string> Requests { get; } = [];

        public List<string> Authorized { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            int number = Requests.Count;
            Requests.Add(request.RequestUri!.AbsoluteUri);
            if (request.Headers.Authorization is not null) Authorized.Add(request.RequestUri.AbsoluteUri);
            bool fails = number >= failFrom && number - failFrom < failCount;
            if (fails && (number - failFrom) % 2 == 1)
                return new HttpResponseMessage((number - failFrom) % 4 == 1 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.TooManyRequests) { Headers = { { "Retry-After", "0" } }, Content = new StringContent("busy") };
            HttpResponseMessage answer = fails && failCount == int.MaxValue ? throw new HttpRequestException("lost") : await base.SendAsync(request, cancellationToken);
            return fails ? throw new HttpRequestException("lost") : answer;
        }
    }

    sealed class Collected(List<long> values) : IProgress<long>
    {
        public void Report(long value) => values.Add(value);
    }

    sealed class OneWay(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
