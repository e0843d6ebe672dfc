using System.Text;
using Hub.Audit;
using Hub.Learners;
using Hub.Learners.Access;
using Hub.Pipeline.Tests.Audit;
using Hub.Pipeline.Tests.Support;
using Hub.Ports;
using Hub.Work;

namespace Hub.Pipeline.Tests.Learners.Access;

/// <summary>One-time links, and the sessions they begin.</summary>
public sealed class LearnerLinkTests : IAsyncLifetime
{
    static readonly Caller Provider = TestHub.CallerOf(TestHub.School);

    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;
    LearnerReference _learner;

    public async ValueTask InitializeAsync()
    {
        _hub = await TestHub.OpenWithSchoolAsync(_folder);
        await _hub.AchieveAsync(Achieved.Row("A-1", "1"));
        _learner = await _hub.LearnerOfAsync("A-1");
    }

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    Task<Result<MakeLearnerLinkResult>> MakeAsync(Caller? caller = null, TimeSpan? lifetime = null, LearnerReference? reference = null) =>
        _hub.Access.Make.HandleAsync(caller ?? Provider, new MakeLearnerLinkCommand(reference ?? _learner, lifetime), TestHub.Cancel);

    Task<Result<OpenLearnerLinkResult>> OpenAsync(string secret) => _hub.Access.Open.HandleAsync(secret, TestHub.Cancel);

    Task<LearnerSession?> SessionAsync(string token) => _hub.Access.Sessions.FindAsync(token, TestHub.Cancel);

    [Fact]
    public async Task Link_Once_OpensAShortSession()
    {
        MakeLearnerLinkResult link = (await MakeAsync()).Value;
        Assert.Matches("^lnk_[A-Za-z0-9_-]{43}$", link.Secret);
        Assert.False(link.ShowsAll);
        OpenLearnerLinkResult opened = (await OpenAsync(link.Secret)).Value;
        Assert.Matches("^lrn_[0-9a-f]{2}[A-Za-z0-9_-]{43}$", opened.Token);
        Caller caller = (await SessionAsync(opened.Token))!.ToCaller();
        Assert.Equal([Role.Learner], caller.Roles);
        Assert.Equal(($"learner~{_learner}", default(OrganisationId)), (caller.KeyId, caller.Organisation));
        Assert.Equal((_learner.Value, TestHub.School), (caller.Grant!.Reference, caller.Grant.Organisations!.Single()));
        Assert.Equal("learner-link.gone", (await OpenAsync(link.Secret)).Problem?.Code);
        _hub.Clock.Advance(LearnerSession.Lifetime);
        Assert.Null(await SessionAsync(opened.Token));
    }

    [Fact]
    public async Task Session_Ended_OpensNothing()
    {
        string token = (await OpenAsync((await MakeAsync()).Value.Secret)).Value.Token;
        await _hub.Access.Sessions.EndAsync(token, TestHub.Cancel);
        Assert.Null(await SessionAsync(token));
        await _hub.Access.Sessions.EndAsync(token, TestHub.Cancel);
    }

    [Theory]
    [InlineData("")]
    [InlineData("lrn_")]
    [InlineData("lrn_zzAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("lrn_00AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("lrn_!/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Session_OfWhatIsNone_IsNotFound(string token) => Assert.Null(await SessionAsync(token));

    [Fact]
    public async Task Link_UsedByManyAtOnce_OpensOneSession()
    {
        string secret = (await MakeAsync()).Value.Secret;
        Result<OpenLearnerLinkResult>[] all = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => OpenAsync(secret))));
        Assert.Single(all, r => r.Problem is null);
        Assert.Equal(15, all.Count(r => r.Problem?.Code == "learner-link.gone"));
    }

    [Fact]
    public async Task Sweep_AfterTheirTime_LeavesNeitherLinkNorSession()
    {
        string secret = (await MakeAsync(lifetime: TimeSpan.FromHours(1))).Value.Secret;
        await OpenAsync((await MakeAsync(lifetime: TimeSpan.FromHours(1))).Value.Secret);
        string later = (await MakeAsync()).Value.Secret;
        _hub.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("learner-link.gone", (await OpenAsync(secret)).Problem?.Code);
        Assert.Equal("learner-link.gone", (await OpenAsync("lnk_" + new string('A', 43))).Problem?.Code);
        Assert.Equal("learner-link.gone", (await OpenAsync("")).Problem?.Code);
        await _hub.Checkpoint.HandleAsync(TestHub.Cancel);
        await _hub.Router.HandleAsync(Queues.Sweep, "", TestHub.Cancel);
        Assert.Single(await RowsAsync());
        Assert.Null((await OpenAsync(later)).Problem);
    }

    [Fact]
    public async Task Make_WhereItMayNotBe_IsRefused()
    {
        Assert.Equal("learner.not-found", (await MakeAsync(reference: LearnerReference.New("00"))).Problem?.Code);
        Assert.Equal("learner.not-found", (await MakeAsync(TestHub.CallerOf(OrganisationId.Parse("PT-OUTRA")))).Problem?.Code);
        Assert.Equal("learner-link.lifetime-invalid", (await MakeAsync(lifetime: TimeSpan.FromDays(31))).Problem?.Code);
        Assert.Equal("learner-link.lifetime-invalid", (await MakeAsync(lifetime: TimeSpan.Zero)).Problem?.Code);
        Assert.Equal("learner-link.not-allowed", (await MakeAsync(new Caller("k", TestHub.School, new HashSet<Role> { Role.Auditor }))).Problem?.Code);
        await _hub.Erase.HandleAsync(TestHub.Registrar, _learner, TestHub.Cancel);
        Assert.Equal("learner.erased", (await MakeAsync(TestHub.Registrar)).Problem?.Code);
    }

    /// <summary>Neither a secret nor anything it could be made of is stored.</summary>
    [Fact]
    public async Task Secrets_Stored_AreHashesOnly()
    {
        string secret = (await MakeAsync()).Value.Secret, token = (await OpenAsync((await MakeAsync()).Value.Secret)).Value.Token;
        string stored = string.Concat((await RowsAsync()).Select(row => row.Row + Encoding.UTF8.GetString(row.Body.Span)));
        Assert.Contains(_learner.Value, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(secret[4..], stored, StringComparison.Ordinal);
        Assert.DoesNotContain(token[6..], stored, StringComparison.Ordinal);
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
            var dying = new OpenLearnerLinkHandler(new LearnerLinks(new FaultyTables(_hub.Tables, faults), new FaultyQueue(_hub.Queue, faults)), _hub.Clock);
            bool first = false;
            try
            {
                first = (await dying.HandleAsync(secret, TestHub.Cancel)).Problem is null;
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

    async Task<List<TableRow>> RowsAsync()
    {
        var rows = new List<TableRow>();
        for (int i = 0; i < 256; i++) rows.AddRange(await _hub.RowsAsync(LearnerLinks.Table, $"{i:x2}"));
        return rows;
    }
}
