using Hub.Learners;
using Hub.Learners.Access;
using Hub.Learners.Achievements;
using Hub.Learners.CreditRecords.Sharing;
using Hub.Learners.Requests;
using Hub.Pipeline.Tests.Support;
using Hub.Ports;
using Hub.Records;

namespace Hub.Pipeline.Tests.Learners.Access;

/// <summary>What a learner sees, of whom, and by which way.</summary>
public sealed class OwnLearnerTests : IAsyncLifetime
{
    static readonly OrganisationId Other = OrganisationId.Parse("PT-OUTRA");
    static readonly Caller OtherProvider = TestHub.CallerOf(Other);

    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;
    LearnerReference _one, _two;

    /// <summary>The same person at two schools, and somebody else.</summary>
    public async ValueTask InitializeAsync()
    {
        _hub = await TestHub.OpenWithSchoolAsync(_folder);
        await _hub.RegisterAsync(Other.Value, "PT");
        await _hub.AchieveAsync(Achieved.Row("A-1", "1"), Achieved.Row("A-2", "1"), Achieved.Row("B-1", "2"));
        await _hub.SubmitAsync(Achieved.Header + Achieved.Row("C-1", "1"), kind: AchievementKind.KindName, caller: OtherProvider);
        (_one, _two) = (await _hub.LearnerOfAsync("A-1"), await _hub.LearnerOfAsync("B-1"));
    }

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    static string[] School(params string[] ids) => [.. ids.Select(Achieved.Id)];

    async Task<OwnLearner> TokenAsync(string subject = "maria") => (await _hub.Access.Find.HandleAsync(LearnerAccessScene.TokenOf(subject), TestHub.Cancel)).Value;

    async Task<string?> BindAsync(string link, string subject = "maria") => (await _hub.Access.Bind.HandleAsync(LearnerAccessScene.TokenOf(subject), link, TestHub.Cancel)).Problem?.Code;

    [Fact]
    public async Task Link_OfAProvider_ShowsWhatItSentAlone()
    {
        Assert.Equal(School("A-1", "A-2"), await _hub.Access.SeenAsync(await _hub.Access.ComeAsync(_one)));
        Assert.Equal([$"{Other}~C-1"], await _hub.Access.SeenAsync(await _hub.Access.ComeAsync(_one, OtherProvider)));
        Assert.Equal((string[])[.. School("A-1", "A-2"), $"{Other}~C-1"], await _hub.Access.SeenAsync(await _hub.Access.ComeAsync(_one, TestHub.Registrar)));
    }

    [Fact]
    public async Task Token_BoundByLinks_SeesWhatTheirMakersSent()
    {
        Assert.Equal("learner.not-bound", (await _hub.Access.Find.HandleAsync(LearnerAccessScene.TokenOf("maria"), TestHub.Cancel)).Problem!.Code);
        string link = await _hub.Access.LinkAsync(_one);
        Assert.Null(await BindAsync(link));
        Assert.Null(await BindAsync(link));
        Assert.Equal("learner-link.gone", await BindAsync(link, "joana"));
        Assert.Equal("learner-link.gone", (await _hub.Access.Open.HandleAsync(link, TestHub.Cancel)).Problem!.Code);
        Assert.Equal(School("A-1", "A-2"), await _hub.Access.SeenAsync(await TokenAsync()));
        Assert.Null(await BindAsync(await _hub.Access.LinkAsync(_one, OtherProvider)));
        Assert.Equal((string[])[.. School("A-1", "A-2"), $"{Other}~C-1"], await _hub.Access.SeenAsync(await TokenAsync()));
        Assert.Equal("learner.bound-to-another", await BindAsync(await _hub.Access.LinkAsync(_two)));
        Assert.Null(await _hub.Access.Bind.ReleaseAsync(LearnerAccessScene.TokenOf("maria"), TestHub.Cancel));
        Assert.Null(await _hub.Access.Bind.ReleaseAsync(LearnerAccessScene.TokenOf("maria"), TestHub.Cancel));
        Assert.Null(await BindAsync(await _hub.Access.LinkAsync(_two)));
        Assert.Equal(School("B-1"), await _hub.Access.SeenAsync(await TokenAsync()));
    }

    [Fact]
    public async Task Bind_ByOtherCallers_IsRefused()
    {
        string link = await _hub.Access.LinkAsync(_one);
        Caller key = new("key", TestHub.School, new HashSet<Role> { Role.Learner });
        Assert.Equal("learner.no-subject", (await _hub.Access.Bind.HandleAsync(key, link, TestHub.Cancel)).Problem!.Code);
        Assert.Equal("learner.not-bound", (await _hub.Access.Find.HandleAsync(key, TestHub.Cancel)).Problem!.Code);
        for (int i = 0; i < BindLearnerHandler.MostSubjects; i++) Assert.Null(await BindAsync(await _hub.Access.LinkAsync(_one), $"s{i}"));
        Assert.Equal("learner.too-many-subjects", await BindAsync(link));
        Assert.Null((await _hub.Access.Open.HandleAsync(link, TestHub.Cancel)).Problem);
    }

    [Fact]
    public async Task MergeAndSplit_OfABoundLearner_FollowAndEndTheBinding()
    {
        Assert.Null(await BindAsync(await _hub.Access.LinkAsync(_two)));
        var command = new MergeLearnersCommand(_two, _one);
        Assert.Null(await _hub.Merge.MergeAsync(TestHub.Registrar, command, TestHub.Cancel));
        OwnLearner whole = await TokenAsync();
        Assert.Equal((_one, 2), (whole.Reference, whole.All.Count));
        Assert.Equal(School("A-1", "A-2", "B-1"), await _hub.Access.SeenAsync(whole));
        Assert.Null(await BindAsync(await _hub.Access.LinkAsync(_one)));
        Assert.Null(await _hub.Merge.SplitAsync(TestHub.Registrar, command, TestHub.Cancel));
        Assert.Equal("learner.not-bound", (await _hub.Access.Find.HandleAsync(LearnerAccessScene.TokenOf("maria"), TestHub.Cancel)).Problem!.Code);
    }

    [Fact]
    public async Task Restriction_OfTheLearner_LetsTheLearnerReadAndNobodyElse()
    {
        OwnLearner own = await _hub.Access.ComeAsync(_one);
        (_, string token) = (await _hub.Access.Shares.HandleAsync(own, Command("A-1"), TestHub.Cancel)).Value;
        Assert.Null(await new RestrictLearnerHandler(_hub.Learners, _hub.Clock).RestrictAsync(TestHub.Registrar, _one, "GDPR, article 18", TestHub.Cancel));
        own = await _hub.Access.ComeAsync(_one);
        Assert.True(own.IsRestricted);
        Assert.Equal(2, (await _hub.Access.SeenAsync(own)).Length);
        Assert.Equal("learner.restricted", (await _hub.Access.Shares.HandleAsync(own, Command("A-1"), TestHub.Cancel)).Problem!.Code);
        Assert.Equal("share.not-found", (await _hub.OpenShare.HandleAsync(token, TestHub.Cancel)).Problem!.Code);
        Assert.Equal("learner.restricted", await _hub.ListAsync(_one));
    }

    ShareRecordCommand Command(params string[] ids) => new([.. ids.Select(i => i.Contains('~', StringComparison.Ordinal) ? i : Achieved.Id(i))], [SharedPart.Person], _hub.Clock.GetUtcNow().AddDays(7));

    [Fact]
    public async Task Shares_OfTheLearner_ShowWhatWasChosenAndAreSeenByWhoSeesThat()
    {
        OwnLearner whole = await _hub.Access.ComeAsync(_one, TestHub.Registrar), own = await _hub.Access.ComeAsync(_one);
        Assert.Equal("share.achievement-unknown", (await _hub.Access.Shares.HandleAsync(own, Command($"{Other}~C-1"), TestHub.Cancel)).Problem!.Code);
        Assert.Equal("share.achievement-unknown", (await _hub.Access.Shares.HandleAsync(own, Command("B-1"), TestHub.Cancel)).Problem!.Code);
        (RecordShare both, string token) = (await _hub.Access.Shares.HandleAsync(whole, Command("A-1", $"{Other}~C-1"), TestHub.Cancel)).Value;
        Assert.Null(both.Organisation);
        Assert.Equal([Achieved.Id("A-1"), $"{Other}~C-1"], (await _hub.OpenShare.HandleAsync(token, TestHub.Cancel)).Value.Record.Items.Select(i => i.Id).Order(StringComparer.Ordinal));
        RecordShare schools = (await _hub.Shares.HandleAsync(TestHub.CallerOf(TestHub.School), _one, Command("A-2"), TestHub.Cancel)).Value.Share;
        Assert.Equal([schools.Id], (await _hub.Access.Shares.ListAsync(own, TestHub.Cancel)).Shares.Select(s => s.Id));
        Assert.Equal(2, (await _hub.Access.Shares.ListAsync(whole, TestHub.Cancel)).Shares.Count);
        Assert.Equal("share.not-found", (await _hub.Access.Shares.WithdrawAsync(own, both.Id, TestHub.Cancel))!.Code);
        Assert.Null(await _hub.Access.Shares.WithdrawAsync(own, schools.Id, TestHub.Cancel));
        Assert.Null(await _hub.Access.Shares.WithdrawAsync(whole, both.Id, TestHub.Cancel));
        Assert.Equal("share.not-found", (await _hub.OpenShare.HandleAsync(token, TestHub.Cancel)).Problem!.Code);
    }

    [Fact]
    public async Task Accesses_OfTheLearner_TellWhoReadWhenAndWhy()
    {
        OwnLearner own = await _hub.Access.ComeAsync(_one);
        await _hub.ListAsync(_one);
        await _hub.ListAsync(_one, OtherProvider);
        _hub.Clock.Advance(TimeSpan.FromMinutes(1));
        await _hub.ReadLearner.FindAsync(TestHub.Registrar, Achieved.Id("A-1"), TestHub.Cancel);
        _hub.Clock.Advance(TimeSpan.FromMinutes(1));
        await _hub.Access.SeenAsync(own);
        await _hub.Shares.ListAsync(TestHub.CallerOf(TestHub.School), _one, TestHub.Cancel);          // no reading of the record
        await _hub.PumpAsync();
        Page<LearnerAccess> seen = (await _hub.Access.Accesses.HandleAsync(own, null, 100, TestHub.Cancel)).Value;
        Assert.Null(seen.Next);
        Assert.Equal([("own-record", $"learner~{_one}"), ("registrar", "registrar-key"), ("own-records", "test-key")], seen.Items.Where(i => i.Action == "personal-data.read").Select(i => (i.Ground!, i.Actor)));
        Assert.Equal(["learner-link.made", "learner-link.used"], seen.Items.Where(i => i.Ground is null).Select(i => i.Action).Order());
        Assert.Equal(seen.Items.OrderByDescending(i => i.At), seen.Items);
        Assert.Equal(2, (await _hub.Access.Accesses.HandleAsync(await _hub.Access.ComeAsync(_one, TestHub.Registrar), null, 100, TestHub.Cancel)).Value.Items.Count(i => i.Ground == "own-records"));

        var paged = new List<LearnerAccess>();
        for (string? after = null; ;)
        {
            Page<LearnerAccess> page = (await _hub.Access.Accesses.HandleAsync(own, after, 2, TestHub.Cancel)).Value;
            paged.AddRange(page.Items);
            if ((after = page.Next) is null) break;
        }

        Assert.Equal(seen.Items, paged);
        Assert.Equal("page.cursor-invalid", (await _hub.Access.Accesses.HandleAsync(own, "a/b", 2, TestHub.Cancel)).Problem!.Code);
    }

    [Fact]
    public async Task Export_OfTheLearner_HoldsEverything()
    {
        OwnLearner own = await _hub.Access.ComeAsync(_one);
        await _hub.Access.Shares.HandleAsync(own, Command("A-1"), TestHub.Cancel);
        await _hub.Access.Requests.HandleAsync(own, new(LearnerRequestKind.Erasure, null, "please"), TestHub.Cancel);
        await _hub.PumpAsync();
        OwnData data = (await _hub.Access.Export.HandleAsync(own, TestHub.Cancel)).Value;
        Assert.Equal((2, 1, 1, 2), (data.Achievements.Count, data.Shares.Shares.Count, data.Requests.Count, data.Record.Record.Items.Count));
        Assert.Contains(data.Accesses, a => a.Action == "record.shared");
        Assert.Equal($"{Achieved.Mark}-1", data.Record.Learner!.Identifiers.Single().Value);
    }

    /// <summary>After erasure nothing leads to the learner, and nothing of what was kept for access is left.</summary>
    [Fact]
    public async Task Erasure_OfTheLearner_TakesEverything()
    {
        Assert.Null(await BindAsync(await _hub.Access.LinkAsync(_one)));
        OwnLearner own = await TokenAsync();
        await _hub.Access.Shares.HandleAsync(own, Command("A-1"), TestHub.Cancel);
        await _hub.Access.Requests.HandleAsync(own, new(LearnerRequestKind.Rectification, Achieved.Id("A-1"), $"{Achieved.Mark} is wrong"), TestHub.Cancel);
        await _hub.PumpAsync();
        Assert.Empty(Achieved.FilesWith(_folder.Path, Achieved.Mark));
        Assert.Equal(ErasureOutcome.Erased, (await _hub.Erase.HandleAsync(TestHub.Registrar, _one, TestHub.Cancel)).Value);
        Assert.Equal("learner.not-bound", (await _hub.Access.Find.HandleAsync(LearnerAccessScene.TokenOf("maria"), TestHub.Cancel)).Problem!.Code);
        Assert.Empty((await _hub.Access.Answers.ListAsync(TestHub.CallerOf(TestHub.School), false, null, null, 100, TestHub.Cancel)).Value.Items);
        Assert.Empty(await _hub.RowsAsync(LearnerAccesses.Table, _one.Value));
        foreach (string table in (string[])[LearnerSubjects.Table, RecordShares.Table, LearnerRequests.Table])
            for (int i = 0; i < RecordKeys.PartitionCount; i++)
                Assert.DoesNotContain(await _hub.RowsAsync(table, RecordKeys.Partition(i)), r => r.Row[0] != '!');
        Assert.Empty(await _hub.Tables.ScanAsync(LearnerRequests.Table, $"for~{TestHub.School}", " ", null, 10, TestHub.Cancel));
    }

    /// <summary>A subject may be a national number: it stands nowhere, nor does anything it could be found by without the pepper.</summary>
    [Fact]
    public async Task Subject_Bound_IsNowhereInClear()
    {
        Assert.Null(await BindAsync(await _hub.Access.LinkAsync(_one), $"{Achieved.Mark}-123"));
        await _hub.PumpAsync();
        Assert.Empty(Achieved.FilesWith(_folder.Path, Achieved.Mark));
        Assert.Empty(Achieved.FilesWith(_folder.Path, LearnerAccessScene.TokenOf($"{Achieved.Mark}-123").KeyId));
    }

    /// <summary>Wherever the process dies while a token is bound, the same link finishes it, once.</summary>
    [Theory]
    [InlineData(FaultMoment.Before)]
    [InlineData(FaultMoment.After)]
    public async Task Bind_ProcessDiesAtEachCall_IsFinishedByTheSameLink(FaultMoment moment)
    {
        int tried = 0;
        for (int at = 1; at < 40; at++, tried++)
        {
            string link = await _hub.Access.LinkAsync(_one), subject = "s";
            var faults = Faults.At(at, moment);
            (ITables tables, IQueue queue) = (new FaultyTables(_hub.Tables, faults), new FaultyQueue(_hub.Queue, faults));
            var learners = new LearnerStore(tables, _hub.KeyRing, queue);
            var subjects = new LearnerSubjects(tables, queue, learners);
            try
            {
                await new BindLearnerHandler(new LearnerLinks(tables, queue), subjects, learners, new FindOwnLearner(learners, subjects), _hub.Clock).HandleAsync(LearnerAccessScene.TokenOf(subject), link, TestHub.Cancel);
            }
            catch (DeathException)
            {
                // the learner tries again
            }

            Assert.Null(await BindAsync(link, subject));
            Assert.Equal(School("A-1", "A-2"), await _hub.Access.SeenAsync(await TokenAsync(subject)));
            Assert.Null(await _hub.Access.Bind.ReleaseAsync(LearnerAccessScene.TokenOf(subject), TestHub.Cancel));
            Assert.Empty((await _hub.Learners.FindAsync(_one, TestHub.Cancel))!.Value.Row.Subjects!);
            if (!faults.IsDead) break;
        }

        Assert.True(tried > 5);
    }
}
