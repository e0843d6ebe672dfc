using System.Collections.Concurrent;
using Hub.Formats.Csv;

namespace Hub.Pipeline.Tests.Support;

/// <summary>
/// Does work once, and stops it at every state of the store that a death of the process could leave behind: after each call that
/// changed something, and with a blob written but not yet visible. From a copy of each state another process goes on, and has to come
/// to what comes of the work without deaths. Of a dead process nothing is left but its folder, so between two changes it does not
/// matter where it dies; that a call changed nothing is told by the store's own count of transactions, not by the call's name.
/// </summary>
/// <param name="work">What a client does, and does again when it got no answer; the dictionary is what it knows from before.</param>
/// <param name="outcome">Everything that can be seen in the end, as text.</param>
public sealed class EveryDeath(Func<TestHub, Dictionary<string, string>, Task> work, Func<TestHub, Task<string>> outcome)
{
    /// <summary>Until the next process is there: messages that the dead one had taken show again.</summary>
    static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    /// <summary>Of all tests together: each copy of a folder takes memory.</summary>
    static readonly SemaphoreSlim Turns = new(Environment.ProcessorCount);

    readonly ConcurrentBag<Task> _replays = [];
    readonly ConcurrentBag<(string Where, string Outcome)> _outcomes = [];

    public CsvLimits Limits { get; init; } = CsvLimits.Default;

    /// <summary>Time between what was prepared and the work.</summary>
    public TimeSpan Later { get; init; } = TimeSpan.FromHours(1);

    /// <summary>What is done after a death: the same, unless a test says otherwise.</summary>
    public Func<TestHub, Dictionary<string, string>, Task>? Again { get; init; }

    /// <summary>Looks at what a death leaves, before anybody goes on with it.</summary>
    public Action<TemporaryFolder> LeftBehind { get; init; } = _ => { };

    /// <summary>Gives what comes of the work, after all deaths have come to it too.</summary>
    public async Task<string> RunAsync(TemporaryFolder prepared)
    {
        using TemporaryFolder folder = prepared.Copy();
        var clock = new SettableClock();
        clock.Advance(Later);
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        using var stops = new Stops();
        using (TestHub hub = TestHub.Open(folder, clock, stops, Limits))
        {
            stops.Watch(() => hub.Transactions, where => ReplayAsync(where, folder, clock, known));
            await work(hub, known);
            stops.Watch(null, null);
        }

        await Task.WhenAll(_replays);
        string expected = await EndAsync(folder, clock);
        foreach ((string where, string actual) in _outcomes) Assert.True(expected == actual, $"Death {where}:\n{actual}\ninstead of\n{expected}");
        Assert.True(_outcomes.Count > 5);
        TestContext.Current.TestOutputHelper?.WriteLine($"{_outcomes.Count} deaths");
        return expected;
    }

    async Task<string> EndAsync(TemporaryFolder folder, SettableClock clock)
    {
        using TestHub hub = TestHub.Open(folder, clock, limits: Limits);
        return await outcome(hub);
    }

    /// <summary>The copy is made before this returns, and the store stands still until then; what follows is done beside the work.</summary>
    async Task ReplayAsync(string where, TemporaryFolder folder, SettableClock clock, Dictionary<string, string> known)
    {
        await Turns.WaitAsync();
        TemporaryFolder left = folder.Copy();
        SettableClock later = clock.Copy();
        later.Advance(Rest);
        var stillKnown = new Dictionary<string, string>(known, StringComparer.Ordinal);
        _replays.Add(Task.Run(async () =>
        {
            try
            {
                LeftBehind(left);
                using TestHub next = TestHub.Open(left, later, limits: Limits);
                await (Again ?? work)(next, stillKnown);
                _outcomes.Add((where, await outcome(next)));
            }
            catch (Exception fault)
            {
                _outcomes.Add((where, fault.ToString()));       // compared like any other: the test says where it was
            }
            finally
            {
                left.Dispose();
                Turns.Release();
            }
        }));
    }
}

/// <summary>Lets calls of ports through and stops after those that changed the store.</summary>
sealed class Stops : Faults, IDisposable
{
    readonly SemaphoreSlim _one = new(1);
    Func<long>? _transactions;
    Func<string, Task>? _stop;
    long _before;

    public void Watch(Func<long>? transactions, Func<string, Task>? stop)
    {
        (_transactions, _stop) = (transactions, stop);
        _before = transactions?.Invoke() ?? 0;
    }

    public override async Task<T> CallAsync<T>(string what, Func<Task<T>> call)
    {
        await _one.WaitAsync();
        try
        {
            T result = await call();
            long now = _transactions?.Invoke() ?? 0;
            if (now != _before || what.StartsWith("blob-delete", StringComparison.Ordinal) || what.StartsWith("ring-", StringComparison.Ordinal)) await StopAsync($"after {what}");
            _before = now;
            return result;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Others go on while the content is written: it may itself need the store.</summary>
    public override async Task<T> CallAsync<T>(string what, Func<Func<Stream, CancellationToken, Task>, Task<T>> call, Func<Stream, CancellationToken, Task> write)
    {
        bool isWritten = false;
        try
        {
            T result = await call(async (stream, cancel) =>
            {
                await write(stream, cancel);
                await stream.FlushAsync(cancel);
                await _one.WaitAsync(cancel);
                isWritten = true;
                await StopAsync($"inside {what}");
            });
            if (isWritten) await StopAsync($"after {what}");
            return result;
        }
        finally
        {
            if (isWritten) _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    Task StopAsync(string where) => _stop?.Invoke(where) ?? Task.CompletedTask;
}
