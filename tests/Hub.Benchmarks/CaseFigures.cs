using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hub.Notifications;
using Hub.Learners;
using Hub.Ports;
using Hub.Recognition.Cases;
using Hub.Recognition.Requests;
using Hub.Standalone.Hosting;
using Hub.Storage.Embedded.Workflows;

namespace Hub.Benchmarks;

/// <summary>Cases on the one-machine store, every commit on the disk: how many the hub decides alone, and what many that wait cost.</summary>
static class CaseFigures
{
    const string Address = "http://127.0.0.1:18084";
    const string School = "PT-BENCH", Unit = "PT-BENCH~U";

    const int Automatic = 5_000, Sleepers = 100_000, Side = 64;
    const double LeastPerSecond = 500, MostStartSeconds = 2, MostRest = 1.5;

    static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    /// <summary>From the request to the end: evaluated, granted, with its document and notices.</summary>
    public static async Task<Figure> AutomaticAsync(Place place, int times, CancellationToken cancel)
    {
        var perSecond = new List<double>();
        for (int i = 0; i < times; i++)
        {
            string data = place.NewFolder("cases");
            await PrepareAsync(place, data, Automatic, cancel);
            await using LocalHub hub = LocalHub.Open(data);
            LearnerReference[] learners = await LearnersAsync(hub, Automatic, cancel);
            hub.Start();
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            Task loop = hub.Get<ReplayLoop>().RunAsync(stop.Token);
            long start = Stopwatch.GetTimestamp();
            await DecideAsync(hub, learners, cancel);
            perSecond.Add(Automatic / Stopwatch.GetElapsedTime(start).TotalSeconds);
            await stop.CancelAsync();
            await loop;
        }

        return new Figure($"whole automatic cases, {BenchmarkRun.Count(Automatic)} of them, {Side} at a time", "/s", perSecond, [], LeastPerSecond, AtLeast: true);
    }

    /// <summary>Start-up of a hub with many cases that wait for their applicants, and its processor time at rest against that of a hub without any.</summary>
    public static async Task<IReadOnlyList<Figure>> SleepersAsync(Place place, TimeSpan rest, CancellationToken cancel)
    {
        string data = place.NewFolder("sleepers"), empty = place.NewFolder("no-sleepers");
        foreach (string folder in (string[])[data, empty]) await PrepareAsync(place, folder, 1, cancel);
        await using (LocalHub hub = LocalHub.Open(data))
        {
            // Without the messages that make good a crash: they are gone a minute after a case was entered.
            var changes = new CaseChanges(hub.Get<CaseStore>(), hub.Get<CaseLaws>(), hub.Get<IWorkflows>(), new NoQueue(), hub.Get<NoticeOutbox>());
            var enter = new EnterCase(hub.Get<CaseStore>(), hub.Get<CaseLaws>(), changes, TimeProvider.System);
            await Parallel.ForEachAsync(Enumerable.Range(0, Sleepers), Options(cancel), async (n, stop) =>
            {
                var id = new CaseId(OrganisationId.Parse(School), 2026, n.ToString("D8", CultureInfo.InvariantCulture));
                Result<RecognitionCase> entered = await enter.HandleAsync(new EnterCaseCommand(id, School, "0a-sleeper", "PT", "unit-equivalence", Unit, [], ["evidence"]), stop);
                if (entered.Problem is { } problem) throw new InvalidOperationException(problem.Code);
            });
            await hub.Get<ReplayLoop>().AdvanceDueAsync(cancel);
        }

        (double start, double busy) = await ServeAsync(place, data, rest, cancel);
        (double startEmpty, double busyEmpty) = await ServeAsync(place, empty, rest, cancel);
        string many = BenchmarkRun.Count(Sleepers);
        return
        [
            new Figure($"start of `hub serve` until it is ready, {many} cases asleep", "s", [start], [], MostStartSeconds),
            new Figure($"the same, against none asleep", "s", [start], [startEmpty], MostRest),
            new Figure(FormattableString.Invariant($"processor time of `hub serve` in {rest.TotalSeconds:0} s of rest, {many} cases asleep, against none"), "ms", [busy], [busyEmpty], MostRest),
        ];
    }

    static async Task<(double StartSeconds, double BusyMilliseconds)> ServeAsync(Place place, string data, TimeSpan rest, CancellationToken cancel)
    {
        long began = Stopwatch.GetTimestamp();
        using Process hub = ServedFigures.Start(place.Hub, ["serve", "--data", data, "--urls", Address]);
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri(Address) };
            await ServedFigures.UntilUpAsync(http, "/health/ready", hub, cancel);
            double start = Stopwatch.GetElapsedTime(began).TotalSeconds;
            // Whoever owes something is told so: that work is done first.
            while (await BusyAsync(hub, Moment, cancel) > Moment / 10) { }
            return (start, (await BusyAsync(hub, rest, cancel)).TotalMilliseconds);
        }
        finally
        {
            hub.Kill();
            await hub.WaitForExitAsync(CancellationToken.None);
        }
    }

    static async Task<TimeSpan> BusyAsync(Process hub, TimeSpan during, CancellationToken cancel)
    {
        hub.Refresh();
        TimeSpan before = hub.TotalProcessorTime;
        await Task.Delay(during, cancel);
        hub.Refresh();
        return hub.TotalProcessorTime - before;
    }

    static async Task DecideAsync(LocalHub hub, LearnerReference[] learners, CancellationToken cancel)
    {
        RequestRecognitionHandler request = hub.Get<RequestRecognitionHandler>();
        CaseStore cases = hub.Get<CaseStore>();
        Caller caller = LocalHub.Operator(OrganisationId.Parse(School));
        var ids = new CaseId[learners.Length];
        await Parallel.ForEachAsync(Enumerable.Range(0, learners.Length), Options(cancel), async (n, stop) =>
        {
            var command = new RequestRecognitionCommand(learners[n], "unit-equivalence", Unit, [Achievement(n)], Institution: null, Language: null, Contact: null, IdempotencyKey: null);
            Result<RecognitionCase> asked = await request.HandleAsync(caller, command, stop);
            ids[n] = asked.Problem is { } problem ? throw new InvalidOperationException(problem.Code) : CaseId.Parse(asked.Value.Id);
        });
        foreach (CaseId id in ids)
        {
            RecognitionCase? of;
            while ((of = await cases.FindAsync(id, cancel))?.Stage != CaseStage.Final) await Task.Delay(10, cancel);
            if (of is not { End: CaseEnd.Granted, Decision.ByMachine: true }) throw new InvalidOperationException($"Case {id} was not granted by the hub.");
        }
    }

    static async Task<LearnerReference[]> LearnersAsync(LocalHub hub, int count, CancellationToken cancel)
    {
        var learners = new LearnerReference[count];
        LearnerRecords records = hub.Get<LearnerRecords>();
        for (int n = 0; n < count; n++) learners[n] = await records.LearnerOfAsync(Achievement(n), cancel) ?? throw new InvalidOperationException($"{Achievement(n)} did not come in.");
        return learners;
    }

    /// <summary>An accredited school with a unit, awarded to as many learners as there are to be cases.</summary>
    static async Task PrepareAsync(Place place, string data, int learners, CancellationToken cancel)
    {
        await SubmitAsync(place, data, "organisations", "PT-REGISTRY", "localId,legalName@en,country,roles\nPT-BENCH,A school,PT,provider|awarding-body\nPT-AGENCY,An agency,PT,agency\n", cancel);
        await SubmitAsync(place, data, "accreditations", "PT-AGENCY", "localId,organisation,type,decision,validFrom\n1,PT-BENCH,institutional,positive,2015-01-01\n", cancel);
        await SubmitAsync(place, data, "catalogue", School, "localId,kind,title@pt,creditSystem,creditPoints,workloadHours,hoursKind,status\nU,unit,Soldadura,PONTO,4.5,50,training,published\n", cancel);
        var achievements = new StringBuilder("localId,learnerScheme,learnerId,entryId,kind,awardedOn\n");
        for (int n = 0; n < learners; n++) achievements.Append(CultureInfo.InvariantCulture, $"A-{n:D6},NIF,{100_000_000 + n},U,unit,2025-06-01\n");
        await SubmitAsync(place, data, "achievements", School, achievements.ToString(), cancel);
    }

    static async Task SubmitAsync(Place place, string data, string kind, string organisation, string csv, CancellationToken cancel)
    {
        string file = place.In($"{kind}-of-cases.csv");
        await File.WriteAllTextAsync(file, csv, cancel);
        await Measured.RunAsync(place.Hub, ["submit", file, "--kind", kind, "--org", organisation, "--data", data, "--json"], [0], cancel);
    }

    static string Achievement(int n) => string.Create(CultureInfo.InvariantCulture, $"{School}~A-{n:D6}");

    static ParallelOptions Options(CancellationToken cancel) => new() { MaxDegreeOfParallelism = Side, CancellationToken = cancel };

    sealed class NoQueue : IQueue
    {
        public Task SendAsync(string queue, string message, TimeSpan delay, CancellationToken cancel) => Task.CompletedTask;

        public Task<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int limit, TimeSpan visibility, CancellationToken cancel) => Task.FromResult<IReadOnlyList<QueueMessage>>([]);

        public Task<bool> CompleteAsync(string queue, QueueMessage message, CancellationToken cancel) => Task.FromResult(true);

        public Task<bool> ReturnAsync(string queue, QueueMessage message, TimeSpan delay, CancellationToken cancel) => Task.FromResult(true);
    }
}
