using Hub.Catalogue;
using Hub.Feed;
using Hub.Organisations;
using Hub.Organisations.Accreditations;
using Hub.Ports;
using Hub.Recognition.Cases;
using Hub.Recognition.Statistics;
using Hub.Releases;
using Hub.Standalone.Commands;
using Hub.Storage.Embedded.Folders;
using Hub.Work;

namespace Hub.Standalone.Doctor;

/// <summary>Work that waits, and work that failed at every attempt.</summary>
sealed class QueueCheck(string data, TimeProvider clock) : ICheck
{
    static readonly TimeSpan Long = TimeSpan.FromMinutes(15);

    public string Name => "queues";

    public async Task<CheckAnswer> RunAsync(CancellationToken cancel)
    {
        using DataFolder folder = DataFolder.OpenForReading(data, clock);
        long waiting = 0, poison = 0;
        (string Queue, DateTimeOffset Since)? oldest = null;
        foreach (string queue in Queues.All)
        {
            Backlog backlog = await folder.Queue.LookAsync(queue, cancel);
            waiting += backlog.Messages;
            poison += (await folder.Queue.LookAsync(Queues.PoisonOf(queue), cancel)).Messages;
            if (backlog.OldestSince is { } since && (oldest is null || since < oldest.Value.Since)) oldest = (queue, since);
        }

        int failed = (await folder.Tables.ScanAsync(FailedWorks.Table, FailedWorks.Partition, "", null, TableLimits.MaxPage, cancel)).Count;
        if (failed + poison > 0)
            return this.Fail($"{failed + poison} messages failed at every attempt", "See why in the log, then send them again: GET /v1/failed-work, POST /v1/failed-work/ID/retry");
        if (oldest is not { } first || clock.GetUtcNow() - first.Since < Long) return this.Ok($"{waiting} messages, none waits long");
        string found = $"{waiting} messages; the oldest, in {first.Queue}, waits since {first.Since:yyyy-MM-dd HH:mm} UTC";
        return this.Warn(found, DataFolder.HolderOf(data) is null ? $"Nobody works on them: hub serve --data {data}" : "Look into the log of the hub for what holds it up.");
    }
}

/// <summary>Whether the feed takes in what is written.</summary>
/// <param name="pause">How long a hub that serves is given to take a change; null: 5 seconds.</param>
sealed class FeedCheck(string data, TimeProvider clock, TimeSpan? pause = null) : ICheck
{
    public string Name => "feed";

    public async Task<CheckAnswer> RunAsync(CancellationToken cancel)
    {
        using DataFolder folder = DataFolder.OpenForReading(data, clock);
        var sequencer = new Sequencer(folder.Tables, clock);
        bool isServed = DataFolder.HolderOf(data) is not null;
        foreach (string table in PublicTables)
        {
            if (await sequencer.FindWaitingAsync(table, cancel) is not { } waiting) continue;
            string found = $"changes in {table} are not in the feed";
            if (!isServed) return this.Warn(found, $"Nobody takes them: hub serve --data {data}");
            await Task.Delay(pause ?? TimeSpan.FromSeconds(5), clock, cancel);
            if (await sequencer.FindWaitingAsync(table, cancel) == waiting) return this.Warn($"{found}, and stay so", "Look into the log of the hub; it looks for forgotten changes every minute (Schedule__SweepEvery).");
        }

        return this.Ok("has every change");
    }

    static readonly string[] PublicTables = [CatalogueKind.TableName, OrganisationRegister.Table, AccreditationKind.TableName];
}

/// <summary>Processes that wait for an operator.</summary>
sealed class ProcessCheck(string data, TimeProvider clock) : ICheck
{
    public string Name => "processes";

    public async Task<CheckAnswer> RunAsync(CancellationToken cancel)
    {
        using DataFolder folder = DataFolder.OpenForReading(data, clock);
        var parked = new List<WorkflowStatus>();
        await foreach (WorkflowStatus status in CasesCommand.DeskOf(folder).ListAsync(onlyParked: true, cancel)) parked.Add(status);
        return parked.Count == 0
            ? this.Ok("none is parked")
            : this.Fail($"{parked.Count} parked, the first is {parked[0].InstanceId}: {parked[0].Reason}", $"hub cases list --parked --data {data}; mend the cause, stop the hub, then: hub cases retry {parked[0].InstanceId} --data {data}");
    }
}

/// <summary>Cases whose due time has passed.</summary>
sealed class CaseCheck(string data, TimeProvider clock) : ICheck
{
    public string Name => "cases";

    public async Task<CheckAnswer> RunAsync(CancellationToken cancel)
    {
        using DataFolder folder = DataFolder.OpenForReading(data, clock);
        CaseCounts counts = await new CountCases(new CaseStore(folder.Tables, clock), new CaseStatistics(folder.Tables), clock).HandleAsync(cancel);
        string found = $"{counts.Open.Values.Sum()} open, {counts.Overdue} overdue";
        return counts.Overdue == 0 ? this.Ok(found) : this.Warn(found, "Reviewers find them first in GET /v1/reviews; the deadlines of the law run on.");
    }
}

/// <summary>Whether the newest release has what the feed has, and is sound.</summary>
sealed class ReleaseCheck(string data, TimeProvider clock) : ICheck
{
    static readonly TimeSpan Old = TimeSpan.FromDays(2), Skew = TimeSpan.FromMinutes(5);

    public string Name => "release";

    public async Task<CheckAnswer> RunAsync(CancellationToken cancel)
    {
        using DataFolder folder = DataFolder.OpenForReading(data, clock);
        long last = await new FeedReader(folder.Tables).LastAsync(cancel);
        string cut = $"hub release --data {data} (while it serves: POST /v1/releases)";
        if ((await new ReleaseStore(folder.Tables).NewestAsync(cancel))?.Release is not { } newest)
            return last == 0 ? this.Ok("nothing to release yet") : this.Warn($"{last} changes and no release", cut);
        TimeSpan age = clock.GetUtcNow() - newest.CreatedAt;
        if (age < -Skew) return this.Fail($"release {newest.Id} was cut in the future: the clock of this machine is wrong", "timedatectl status; switch time synchronisation on: timedatectl set-ntp true");
        if (await DoctorRelease.FaultAsync(data, cancel) is { } fault) return this.Fail($"release {newest.Id} is not sound: {fault.Title} {fault.Detail}", $"hub verify {data}; restore its files from a backup, or cut a new one: {cut}");
        string found = $"{newest.Id} is sound, {age.TotalDays:N0} days old; {last - newest.Sequence} changes since";
        return last > newest.Sequence && age > Old ? this.Warn(found, cut) : this.Ok(found);
    }
}

static class DoctorRelease
{
    public const string NoRelease = "release.not-found";

    /// <summary>What is wrong with the newest release of a folder or hub, by the keys published beside it; null when it is sound.</summary>
    public static async Task<Problem?> FaultAsync(string target, CancellationToken cancel)
    {
        Result<ReleaseLocation> located = await ReleaseLocation.FindAsync(target, cancel);
        if (located.Problem is { } absent) return absent;
        await using ReleaseLocation location = located.Value;
        if (await location.KeysAsync(cancel) is not { } keys) return new Problem(ProblemKind.NotFound, "release.keys-not-found", "No public keys lie beside it.");
        VerifyReleaseResult result = await new VerifyReleaseHandler(location.Source, keys).HandleAsync(location.Release, cancel);
        return result.Ok ? null : result.Problem;
    }
}
