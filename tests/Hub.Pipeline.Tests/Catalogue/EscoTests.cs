using Hub.Esco;
using Hub.Pipeline.Tests.Support;
using Hub.Submissions;

namespace Hub.Pipeline.Tests.Catalogue;

public sealed class EscoTests : IAsyncLifetime
{
    const string Weld = "5da42fa3-1d8b-4e5e-9f0f-3f3e7c2f3a11";
    const string Telex = "00000000-1d8b-4e5e-9f0f-3f3e7c2f3a11";

    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;

    public async ValueTask InitializeAsync() => _hub = await TestHub.OpenWithSchoolAsync(_folder);

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    static EscoSet SetOf(params (string Id, EscoStatus Status)[] skills) =>
        EscoSet.Of(skills.Select(s => new EscoSkill(s.Id, s.Status, null, null, null, new Dictionary<string, string> { ["en"] = $"label of {s.Id}", ["lt"] = "ą" })));

    static string Row(string localId) => $"localId,kind,title@en,escoSkills\n{localId},unit,Welding,{Weld}|{Telex}\n";

    async Task<string> FindingsAsync(string localId)
    {
        Submission ended = await _hub.SubmitAsync(Row(localId));
        Assert.Equal(1, ended.Totals!.Accepted);
        return await _hub.FindingsAsync(ended);
    }

    [Fact]
    public async Task Submit_SetLoaded_WarnsOfLinksItDoesNotHave()
    {
        Assert.DoesNotContain("entry.skill", await FindingsAsync("A"), StringComparison.Ordinal);
        EscoSummary loaded = await _hub.Esco.LoadAsync(SetOf((Weld, EscoStatus.Obsolete)), TestHub.Cancel);
        Assert.Equal((1, 1), (loaded.Skills, loaded.Obsolete));
        string findings = await FindingsAsync("B");
        Assert.Contains("entry.skill-obsolete", findings, StringComparison.Ordinal);
        Assert.Contains("entry.skill-unknown", findings, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Judge_AnotherSetLoadedMeanwhile_TheFileIsJudgedByTheOneItBeganWith()
    {
        EscoSummary first = await _hub.Esco.LoadAsync(SetOf((Weld, EscoStatus.Released), (Telex, EscoStatus.Released)), TestHub.Cancel);
        Submission sent = await _hub.SendAsync(Row("A"));
        await new Pump(_hub) { Drop = (queue, _) => queue == Work.Queues.Judge }.RunAsync();
        await _hub.Esco.LoadAsync(SetOf(("other", EscoStatus.Released)), TestHub.Cancel);
        Assert.Equal(first.Version, (await SubmissionPlan.ReadAsync(_hub.Blobs, sent.Id, TestHub.Cancel))!.Esco);
        await _hub.Router.HandleAsync(Work.Queues.Judge, new Work.SubmissionWork(sent.Organisation, sent.Number, sent.BodyBlob, 0).ToMessage(), TestHub.Cancel);
        await _hub.PumpAsync();
        Assert.DoesNotContain("entry.skill", await _hub.FindingsAsync(await _hub.ReadAsync(sent.Id)), StringComparison.Ordinal);
        Assert.Contains("entry.skill-unknown", await FindingsAsync("B"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindAsync_Skills_AreReadWhereTheyLie()
    {
        await _hub.Esco.LoadAsync(SetOf([.. Enumerable.Range(0, 300).Select(i => ($"s{i}", EscoStatus.Released))]), TestHub.Cancel);
        var other = new EscoReference(_hub.Blobs, _hub.Clock);
        IReadOnlyDictionary<string, EscoSkill> found = await other.FindAsync(["http://data.europa.eu/esco/skill/s7", "http://data.europa.eu/esco/skill/s299", "http://data.europa.eu/esco/skill/none"], TestHub.Cancel);
        Assert.Equal(["label of s299", "label of s7"], found.Values.Select(s => s.Labels["en"]).Order());
        Assert.Equal("ą", found.Values.First().Labels["lt"]);
    }

    [Theory]
    [InlineData(FaultMoment.Before)]
    [InlineData(FaultMoment.Inside)]
    [InlineData(FaultMoment.After)]
    public async Task LoadAsync_DiesAtEachCall_LeavesTheOldSetOrTheNewOne(FaultMoment moment)
    {
        EscoSummary old = await _hub.Esco.LoadAsync(SetOf((Telex, EscoStatus.Released)), TestHub.Cancel);
        EscoSet next = SetOf((Weld, EscoStatus.Released));
        int deaths = 0;
        for (int at = 1; at <= 3; at++)
        {
            var faults = Faults.At(at, moment);
            await Assert.ThrowsAnyAsync<Exception>(() => new EscoReference(new FaultyBlobs(_hub.Blobs, faults), _hub.Clock).LoadAsync(next, TestHub.Cancel));
            Assert.True(faults.IsDead);
            deaths++;
            EscoSkills now = (await new EscoReference(_hub.Blobs, _hub.Clock).CurrentAsync(TestHub.Cancel))!;
            Assert.Equal(at == 3 && moment == FaultMoment.After ? next.Index.Version : old.Version, now.Version);
            Assert.Equal(1, now.Count);
        }

        Assert.Equal(3, deaths);
        await _hub.Esco.LoadAsync(next, TestHub.Cancel);
        Assert.Equal(EscoStatus.Released, (await _hub.Esco.CurrentAsync(TestHub.Cancel))!.StatusOf(EscoSkill.UriPrefix + Weld));
    }
}
