using System.Globalization;
using Hub.Learners;
using Hub.Recognition.Cases;
using Hub.Recognition.Requests;
using Hub.Submissions;
using Hub.Submissions.Layout;
using Hub.Work;
using Xunit;

namespace Hub.Azure.Tests.Costs;

/// <summary>Counts the requests of what a hub does and holds them against <c>infra/COST.md</c>, so that the document says what the code does.</summary>
public sealed class CostTests(ITestOutputHelper output)
{
    const string Registry = "PT-REGISTRY", Timer = "timer";

    /// <summary>Two every five minutes, three a day: the schedules of the deployment.</summary>
    const int TimersAMonth = 30 * (2 * 288 + 3);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_OfWhatAHubDoes_AreThoseOfTheDocument()
    {
        var fixture = new AzureFixture();
        Assert.SkipWhen(fixture.NotConfigured is not null, fixture.NotConfigured ?? "");
        await using var hub = new MeasuredHub(Environment.GetEnvironmentVariable("HUB_AZURITE")!);
        await WarmUpAsync(hub);

        List<CostLine> measured = [];
        await CatalogueAsync(hub, measured);
        await LearnersAsync(hub, measured);
        await WithoutPeopleAsync(hub, measured);

        foreach (CostLine line in measured) output.WriteLine(line.ToString());
        IReadOnlyList<StatedCost> stated = CostDocument.Measured();
        Assert.Equal(measured.Select(m => m.What), stated.Select(s => s.What));
        Assert.All(measured.Zip(stated), pair => Assert.True(pair.Second.Fits(pair.First), $"infra/COST.md does not say: {pair.First}"));
    }

    /// <summary>Needs no storage.</summary>
    [Fact]
    public void Sizes_InTheDocument_FollowFromItsCounts()
    {
        Dictionary<string, StatedCost> measured = CostDocument.Measured().ToDictionary(m => m.What, StringComparer.Ordinal);
        ILookup<bool, StatedCost> sizes = CostDocument.Sizes().ToLookup(s => s.What.StartsWith('*'));
        Assert.NotEmpty(sizes[false]);
        long[] Sum(params int[] columns) => [.. Enumerable.Range(0, 3).Select(size => sizes[false].Sum(s => s.Counts[size].Number * columns.Sum(c => measured[s.What].Counts[c].Number)))];

        (string, long[])[] expected =
        [
            ("**table requests**", Sum(0, 1)), ("**blob writes**", Sum(2)), ("**blob reads**", Sum(3)), ("**messages**", Sum(4)), ("**signatures**", Sum(5)),
            ("**executions**", [.. Sum(4).Select(messages => messages + TimersAMonth)]),
        ];
        Assert.Equal(expected.Select(e => $"{e.Item1} {string.Join(' ', e.Item2)}"), sizes[true].Select(s => $"{s.What} {string.Join(' ', s.Counts.Select(c => c.Number))}"));
    }

    /// <summary>What happens once in the life of a hub or a process: tables, queues and rules are made and read.</summary>
    static async Task WarmUpAsync(MeasuredHub hub)
    {
        await hub.MeasureAsync("", () => hub.RegisterAsync(Registry));
        await DoAsync(hub, "organisations", Registry, CostFiles.Organisations, 2);
        await DoAsync(hub, "accreditations", "PT-AGENCY", CostFiles.Accreditations, 1);
        await DoAsync(hub, "catalogue", CostFiles.School, CostFiles.Entries(0, 1, "Soldadura"), 1);
        await DoAsync(hub, "achievements", CostFiles.School, CostFiles.Achievements(0, 1), 1);
        await hub.MeasureAsync("a case", () => AskAsync(hub, 0));
        foreach (string queue in (string[])[Queues.Release, Queues.Sweep, Queues.Checkpoint]) await hub.MeasureAsync(queue, () => hub.SendAsync(queue, Timer));
    }

    static async Task DoAsync(MeasuredHub hub, string kind, string organisation, string csv, int accepted)
    {
        (_, SubmissionTotals totals) = await SubmitAsync(hub, "", kind, organisation, csv);
        Assert.Equal(accepted, totals.Accepted);
    }

    static async Task<(CostLine Line, SubmissionTotals Totals)> SubmitAsync(MeasuredHub hub, string what, string kind, string organisation, string csv)
    {
        Submission? submission = null;
        CostLine line = await hub.MeasureAsync(what, async () => submission = await hub.SubmitAsync(kind, organisation, csv));
        return (line, await hub.TotalsAsync(submission!));
    }

    static async Task CatalogueAsync(MeasuredHub hub, List<CostLine> measured)
    {
        foreach ((string what, string csv, int accepted, int unchanged) in ((string, string, int, int)[])
        [
            ("catalogue, 200 new rows", CostFiles.Entries(1_000, 200, "Soldadura"), 200, 0),
            ("catalogue, 200 rows unchanged", CostFiles.Entries(1_000, 200, "Soldadura"), 0, 200),
            ("catalogue, 200 rows changed", CostFiles.Entries(1_000, 200, "Soldadura manual"), 200, 0),
            ("catalogue, 500 new rows", CostFiles.Entries(2_000, 500, "Soldadura"), 500, 0),
        ])
        {
            (CostLine line, SubmissionTotals totals) = await SubmitAsync(hub, what, "catalogue", CostFiles.School, csv);
            Assert.Equal((accepted, unchanged), (totals.Accepted, totals.Unchanged));
            measured.Add(line);
        }
    }

    static async Task LearnersAsync(MeasuredHub hub, List<CostLine> measured)
    {
        (CostLine line, SubmissionTotals totals) = await SubmitAsync(hub, "achievements, 200 rows of new learners", "achievements", CostFiles.School, CostFiles.Achievements(1_000, 200));
        Assert.Equal(200, totals.Accepted);
        measured.Add(line);
        string id = "";
        measured.Add(await hub.MeasureAsync("a case that the hub decides", async () => id = await AskAsync(hub, 1_000)));
        RecognitionCase? of = await hub.Get<CaseStore>().FindAsync(CaseId.Parse(id), Cancel);
        Assert.True(of is { Stage: CaseStage.Final, End: CaseEnd.Granted, Decision.ByMachine: true }, of?.Stage.ToString());
    }

    /// <summary>What timers have done, whether or not anything happened.</summary>
    static async Task WithoutPeopleAsync(MeasuredHub hub, List<CostLine> measured)
    {
        measured.Add(await hub.MeasureAsync("a release, 901 entries", () => hub.SendAsync(Queues.Release, Timer)));
        measured.Add(await hub.MeasureAsync("a release, nothing new", () => hub.SendAsync(Queues.Release, Timer)));
        measured.Add(await hub.MeasureAsync("a sweep of the feed, nothing new", async () =>
        {
            foreach (string table in hub.Get<RecordKinds>().Tables) await hub.SendAsync(Queues.Sequence, table);
        }));
        measured.Add(await hub.MeasureAsync("the daily sweep of submissions, nothing to clear", () => hub.SendAsync(Queues.Sweep, Timer)));
        measured.Add(await hub.MeasureAsync("the daily checkpoint of logs, nothing new", () => hub.SendAsync(Queues.Checkpoint, Timer)));
    }

    /// <summary>Asks that the unit of an achievement be recognised as itself: beyond doubt, so that no person decides.</summary>
    static async Task<string> AskAsync(MeasuredHub hub, int achievement)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"{CostFiles.School}~A-{achievement:D6}");
        LearnerReference learner = (await hub.Get<LearnerRecords>().LearnerOfAsync(id, Cancel))!.Value;
        var caller = new Caller("key", OrganisationId.Parse(CostFiles.School), new HashSet<Role> { Role.Provider });
        Result<RecognitionCase> asked = await hub.Get<RequestRecognitionHandler>().HandleAsync(caller, new RequestRecognitionCommand(learner, "unit-equivalence", CostFiles.Unit, [id], Institution: null, Language: null, Contact: null, IdempotencyKey: null), Cancel);
        Assert.Null(asked.Problem);
        return asked.Value.Id;
    }
}
