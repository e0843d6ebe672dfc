using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Hub.Learners;
using Hub.Recognition.Cases;
using Hub.Recognition.Requests;
using Hub.Standalone.Hosting;
using Hub.Storage.Embedded.Folders;
using Hub.Storage.Embedded.Workflows;

namespace Hub.Benchmarks;

/// <summary>Cases of recognition in a data folder: how fast whole ones go through, and what those cost that sleep.</summary>
sealed class CaseFigures(Place place, TimeSpan load, Action<string> say)
{
    const double LeastCasesPerSecond = 500, MostStartSeconds = 2;

    /// <summary>A hundredth of a core: what a hub that nobody asks anything may take.</summary>
    const double MostIdleMilliseconds = 10;

    /// <summary>Of a core, when a hub has done what it found at its start.</summary>
    const double MostSettled = 0.1;

    const int Requesters = 64;

    /// <summary>Cases that go through before it is measured: code that runs the first time is compiled the first time.</summary>
    const int Warming = 2000;

    /// <summary>Sleeping cases are asked for in turn by so many learners.</summary>
    const int Sleepers = 1000;

    const string Address = "http://127.0.0.1:18084";

    static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    /// <summary>Request, evaluation, grant, document, notice, end: with the queues at work and every commit on the disk, as when the hub serves.</summary>
    public async Task<Figure> AutomaticAsync(int count, CancellationToken cancel)
    {
        string data = await CaseFolder.MakeAsync(place, "cases", Warming + count, cancel);
        await using LocalHub hub = LocalHub.Open(data);
        hub.Start();
        LearnerReference[] learners = await LearnersAsync(hub, Warming + count, cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task loop = hub.Get<ReplayLoop>().RunAsync(stop.Token);
        await RequestAsync(hub, learners[..Warming], i => [CaseFolder.Achievement(i)], cancel);
        while (await GrantedAsync(hub, cancel) < Warming) await Task.Delay(50, cancel);
        long before = hub.Get<DataFolder>().Transactions, began = Stopwatch.GetTimestamp();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        await RequestAsync(hub, learners[Warming..], i => [CaseFolder.Achievement(Warming + i)], cancel);
        say(string.Create(CultureInfo.InvariantCulture, $"{count} cases asked for after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s"));
        while (await GrantedAsync(hub, cancel) < Warming + count) await Task.Delay(50, cancel);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        say(string.Create(CultureInfo.InvariantCulture, $"{(hub.Get<DataFolder>().Transactions - before) / (double)count:0.0} transactions and {(Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / count:0.00} ms of processor time a case"));
        await stop.CancelAsync();
        await loop;
        return new Figure($"{BenchmarkRun.Count(count)} cases from the request to the end, granted by the hub", "cases/s", [count / seconds], [], LeastCasesPerSecond, AtLeast: true);
    }

    /// <summary>How long a hub takes to start with so many sleeping cases, and what it takes while they sleep.</summary>
    public async Task<Figure[]> SleepersAsync(int count, CancellationToken cancel)
    {
        string data = await CaseFolder.MakeAsync(place, "sleepers", Sleepers, cancel);
        double without = (await ServeAsync(data, cancel)).IdleMilliseconds;
        await FallAsleepAsync(data, count, cancel);
        (double start, double with) = await ServeAsync(data, cancel);
        return
        [
            new Figure($"start of `hub serve` with {BenchmarkRun.Count(count)} sleeping cases, until it is ready", "s", [start], [], MostStartSeconds),
            new Figure("processor time it takes then, in a second", "ms", [with], [], MostIdleMilliseconds),
            new Figure("the same without cases", "ms", [without], [], MostIdleMilliseconds),
        ];
    }

    async Task FallAsleepAsync(string data, int count, CancellationToken cancel)
    {
        await using LocalHub hub = LocalHub.Open(data);
        hub.Start();
        LearnerReference[] learners = await LearnersAsync(hub, Sleepers, cancel);
        for (int done = 0; done < count; done += Sleepers)
        {
            // Nothing is presented: each waits for evidence.
            await RequestAsync(hub, learners[..Math.Min(Sleepers, count - done)], _ => [], cancel);
            await hub.Get<ReplayLoop>().AdvanceDueAsync(cancel);
        }

        // What there is to tell of them is told before anything is measured.
        for (long then = -1; hub.Get<DataFolder>().Transactions is var now && now != then; then = now) await Task.Delay(Settling, cancel);
        say($"{BenchmarkRun.Count(count)} cases sleep");
    }

    async Task<(double StartSeconds, double IdleMilliseconds)> ServeAsync(string data, CancellationToken cancel)
    {
        long began = Stopwatch.GetTimestamp();
        using Process hub = ServedFigures.Start(place.Hub, ["serve", "--data", data, "--urls", Address]);
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri(Address) };
            await ServedFigures.UntilUpAsync(http, "/health/ready", hub, cancel);
            double start = Stopwatch.GetElapsedTime(began).TotalSeconds;
            // Messages that wait for a process that dies too early come a minute after each case: the last of them are done first.
            for (double took = 1; took > MostSettled;) took = await ProcessorTimeAsync(hub, Settling, cancel);
            return (start, await ProcessorTimeAsync(hub, load, cancel) * 1000);
        }
        finally
        {
            hub.Kill();
            await hub.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>Of each second, while some go by.</summary>
    static async Task<double> ProcessorTimeAsync(Process process, TimeSpan meanwhile, CancellationToken cancel)
    {
        process.Refresh();
        TimeSpan before = process.TotalProcessorTime;
        await Task.Delay(meanwhile, cancel);
        process.Refresh();
        return (process.TotalProcessorTime - before) / meanwhile;
    }

    static async Task<LearnerReference[]> LearnersAsync(LocalHub hub, int count, CancellationToken cancel)
    {
        var learners = new LearnerReference[count];
        await Parallel.ForAsync(0, count, cancel, async (i, stop) => learners[i] = await hub.Get<LearnerRecords>().LearnerOfAsync(CaseFolder.Achievement(i), stop) ?? throw new InvalidOperationException($"There is no {CaseFolder.Achievement(i)}."));
        return learners;
    }

    static async Task RequestAsync(LocalHub hub, LearnerReference[] learners, Func<int, string[]> achievements, CancellationToken cancel)
    {
        var refused = new ConcurrentBag<Problem>();
        Caller school = LocalHub.Operator(OrganisationId.Parse(CaseFolder.School));
        await Parallel.ForAsync(0, learners.Length, new ParallelOptions { MaxDegreeOfParallelism = Requesters, CancellationToken = cancel }, async (i, stop) =>
        {
            var command = new RequestRecognitionCommand(learners[i], "unit-equivalence", CaseFolder.Target, achievements(i), Institution: null, Language: null, IdempotencyKey: null);
            if ((await hub.Get<RequestRecognitionHandler>().HandleAsync(school, command, stop)).Problem is { } problem) refused.Add(problem);
        });
        if (refused.TryTake(out Problem? first)) throw new InvalidOperationException($"{refused.Count + 1} requests were refused, the first with {first.Code}.");
    }

    /// <summary>Cases that are final; one that ended in another way than by a grant is a fault of the measurement.</summary>
    static async Task<int> GrantedAsync(LocalHub hub, CancellationToken cancel)
    {
        CaseStore cases = hub.Get<CaseStore>();
        int count = 0;
        OrganisationId body = OrganisationId.Parse(CaseFolder.Institution);
        if ((await cases.ListAsync(body, DateTime.UtcNow.Year, CaseStore.ByState, "review", null, 1, cancel)).Items is [var doubtful, ..]) throw new InvalidOperationException($"Case {doubtful.Id} was not granted.");
        for (string? after = null; ;)
        {
            Page<CaseItem> page = await cases.ListAsync(body, DateTime.UtcNow.Year, CaseStore.ByState, "final", after, 1000, cancel);
            count += page.Items.Count;
            if (page.Next is null) return count;
            after = page.Next;
        }
    }
}
