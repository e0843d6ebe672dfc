using System.Text;
using System.Text.Json;
using Hub.Audit;
using Hub.Learners.Access;
using Hub.Pipeline.Tests.Audit;
using Hub.Pipeline.Tests.Support;
using Hub.Ports;

namespace Hub.Pipeline.Tests.Learners.Access;

public sealed class LearnerLinkTests : IAsyncLifetime
{
    const string Learner = "0a0123456789abcdef0123456789abcdef";

    static readonly Caller Provider = TestHub.CallerOf(TestHub.School);

    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;

    public async ValueTask InitializeAsync() => _hub = await TestHub.OpenWithSchoolAsync(_folder);

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    LearnerLinks Links(ITables? tables = null) => new(tables ?? _hub.Tables, _hub.Queue);

    Task<Result<MakeLearnerLinkResult>> MakeAsync(Caller? caller = null, TimeSpan? lifetime = null, string reference = Learner) =>
        new MakeLearnerLinkHandler(Links(), new Known(), _hub.Clock).HandleAsync(caller ?? Provider, new MakeLearnerLinkCommand(reference, lifetime), TestHub.Cancel);

    Task<Result<OpenLearnerLinkResult>> OpenAsync(string secret, LearnerLinks? links = null) => new OpenLearnerLinkHandler(links ?? Links(), _hub.Signer, _hub.Clock).HandleAsync(secret, TestHub.Cancel);

    Task<LearnerSession?> SessionAsync(string token) => LearnerSession.ReadAsync(token, _hub.Signer, _hub.Clock.GetUtcNow(), TestHub.Cancel);

    [Fact]
    public async Task Link_Once_OpensAShortSession()
    {
        MakeLearnerLinkResult link = (await MakeAsync()).Value;
        Assert.Matches("^lnk_[A-Za-z0-9_-]{43}$", link.Secret);
        OpenLearnerLinkResult opened = (await OpenAsync(link.Secret)).Value;
        LearnerSession session = (await SessionAsync(opened.Token))!;
        Assert.Equal((Learner, TestHub.School), (session.Reference, session.Organisation));
        Caller caller = session.ToCaller();
        Assert.Equal([Role.Learner], caller.Roles);
        Assert.Equal(($"learner~{Learner}", default(OrganisationId)), (caller.KeyId, caller.Organisation));
        Assert.Equal("learner-link.gone", (await OpenAsync(link.Secret)).Problem?.Code);
        _hub.Clock.Advance(LearnerSession.Lifetime);
        Assert.Null(await SessionAsync(opened.Token));
    }

    [Fact]
    public async Task Link_UsedByManyAtOnce_OpensOneSession()
    {
        string secret = (await MakeAsync()).Value.Secret;
        Result<OpenLearnerLinkResult>[] all = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => OpenAsync(secret))));
        Assert.Single(all, r => r.Problem is null);
        Assert.Equal(15, all.Count(r => r.Problem?.Code == "learner-link.gone"));
    }

    [Fact]
    public async Task Link_AfterItsTime_IsGoneAndLeavesNothing()
    {
        string secret = (await MakeAsync(lifetime: TimeSpan.FromHours(1))).Value.Secret;
        _hub.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("learner-link.gone", (await OpenAsync(secret)).Problem?.Code);
        Assert.Equal("learner-link.gone", (await OpenAsync("lnk_" + new string('A', 43))).Problem?.Code);
        Assert.Equal("learner-link.gone", (await OpenAsync("")).Problem?.Code);
        await _hub.Checkpoint.HandleAsync(TestHub.Cancel);
        for (int i = 0; i < 256; i++) Assert.Empty(await _hub.RowsAsync(LearnerLinks.Table, $"{i:x2}"));
    }

    [Fact]
    public async Task Make_WhereItMayNotBe_IsRefused()
    {
        Assert.Equal("learner.not-found", (await MakeAsync(reference: "another")).Problem?.Code);
        Assert.Equal("learner-link.lifetime-invalid", (await MakeAsync(lifetime: TimeSpan.FromDays(31))).Problem?.Code);
        Assert.Equal("learner-link.lifetime-invalid", (await MakeAsync(lifetime: TimeSpan.Zero)).Problem?.Code);
        Assert.Equal("learner-link.not-allowed", (await MakeAsync(new Caller("k", TestHub.School, new HashSet<Role> { Role.Auditor }))).Problem?.Code);
    }

    /// <summary>Neither the secret nor anything it could be made of is stored.</summary>
    [Fact]
    public async Task Link_Stored_IsAHashOnly()
    {
        string secret = (await MakeAsync()).Value.Secret;
        var stored = new StringBuilder();
        for (int i = 0; i < 256; i++)
            foreach (TableRow row in await _hub.RowsAsync(LearnerLinks.Table, $"{i:x2}")) stored.Append(row.Row).Append(Encoding.UTF8.GetString(row.Body.Span));
        Assert.Contains(Learner, stored.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret[4..], stored.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_OfOtherThingsTheHubSigned_IsNone()
    {
        byte[] payload = JsonSerializer.SerializeToUtf8Bytes(new LearnerSession(Learner, TestHub.School, _hub.Clock.GetUtcNow().AddMinutes(5)), HubJson.Options);
        Assert.Null(await SessionAsync(await Jws.SignAsync(_hub.Signer, AuditCheckpoint.MediaTypeName, payload, TestHub.Cancel)));
        string right = await Jws.SignAsync(_hub.Signer, LearnerSession.MediaTypeName, payload, TestHub.Cancel);
        Assert.NotNull(await SessionAsync(right));
        string[] parts = right.Split('.');
        Assert.Null(await SessionAsync($"{parts[0]}.{parts[1]}.{parts[2][..^4]}AAAA"));
        Assert.Null(await SessionAsync("x"));
        Assert.Null(await SessionAsync(""));
        Assert.Equal("audit.checkpoint-invalid", AuditCheckpoint.Read(right, [.. await _hub.Signer.KeysAsync(TestHub.Cancel)]).Problem?.Code);
    }

    [Fact]
    public async Task AccessLog_OfALearner_ShowsWhoReadAndNobodyElse()
    {
        await _hub.Trail.NoteReadingAsync(Provider, TestHub.School, $"learners/{Learner}", "task of the provider", TestHub.Cancel);
        await _hub.Trail.NoteReadingAsync(Provider, TestHub.School, "learners/other", "task of the provider", TestHub.Cancel);
        LearnerSession session = (await SessionAsync((await OpenAsync((await MakeAsync()).Value.Secret)).Value.Token))!;
        await _hub.Trail.NoteReadingAsync(session.ToCaller(), session.Organisation, $"learners/{Learner}", "own-record", TestHub.Cancel);
        await _hub.PumpAsync();
        (IReadOnlyList<LearnerAccess> items, long? next) = await new ReadAccessLogHandler(_hub.Audit).HandleAsync(session, 0, 10, TestHub.Cancel);
        Assert.Equal([("test-key", "task of the provider"), ($"learner~{Learner}", "own-record")], items.Select(i => (i.Actor, i.Ground!)).OrderByDescending(i => i.Actor, StringComparer.Ordinal));
        Assert.Null(next);
        Assert.Equal(["learner-link.made", "learner-link.used"], (await _hub.LogAsync(TestHub.School.Value)).Select(e => e.Action).Where(a => a.StartsWith("learner", StringComparison.Ordinal)).Order());
    }

    /// <summary>A link is there or it is not, and used once, wherever the process dies.</summary>
    [Theory]
    [InlineData(FaultMoment.Before)]
    [InlineData(FaultMoment.After)]
    public async Task Open_ProcessDiesAtEachCall_OpensAtMostOnceAndIsLoggedOnce(FaultMoment moment)
    {
        int used = 0;
        for (int at = 1; at < 10; at++)
        {
            string secret = (await MakeAsync()).Value.Secret;
            var faults = Faults.At(at, moment);
            bool first = false;
            try
            {
                first = (await OpenAsync(secret, new LearnerLinks(new FaultyTables(_hub.Tables, faults), new FaultyQueue(_hub.Queue, faults)))).Problem is null;
            }
            catch (DeathException)
            {
                // the learner tries again
            }

            bool again = (await OpenAsync(secret)).Problem is null;
            Assert.False(first && again);
            Assert.NotNull((await OpenAsync(secret)).Problem);
            used++;
            if (!faults.IsDead) break;
        }

        await _hub.Checkpoint.HandleAsync(TestHub.Cancel);
        Assert.Equal(used, (await _hub.LogAsync(TestHub.School.Value)).Count(e => e.Action == AuditActions.LearnerLinkUsed));
        Assert.True(used > 2);
    }

    sealed class Known : IKnownLearners
    {
        public Task<Problem?> RefusalAsync(Caller caller, string reference, CancellationToken cancel) =>
            Task.FromResult(reference == Learner ? null : new Problem(ProblemKind.NotFound, "learner.not-found", "You know no learner by this reference."));
    }
}
