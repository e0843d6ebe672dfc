using System.Collections.Concurrent;
using Hub.Ports;
using Hub.Storage.Embedded.Folders;
using Hub.Storage.Embedded.Queues;
using Hub.Work;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Hub.Storage.Tests.Embedded;

/// <summary>On the system's clock with short times. Nothing here fails for being slow: it waits for what must come.</summary>
public sealed class QueueLoopTests : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    static readonly QueueLoopOptions Quick = new()
    {
        Visibility = TimeSpan.FromSeconds(60),
        DrainTime = TimeSpan.FromSeconds(20),
        RetryDelays = [TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(5)],
    };

    readonly TemporaryFolder temporary = new();
    readonly DataFolder folder;
    readonly RecordingLogger log = new();
    readonly CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

    public QueueLoopTests() => folder = DataFolder.Open(temporary.Path, TimeProvider.System);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        stop.Dispose();
        folder.Dispose();
        temporary.Dispose();
    }

    [Fact]
    public async Task Run_MessagesSentBeforeAndAfterStart_HandlesEachOnce()
    {
        var seen = new ConcurrentBag<string>();
        var all = new CountdownEvent(20);
        for (int i = 0; i < 10; i++) await SendAsync("m" + i);
        Task loop = Run(Quick, 3, (message, _) =>
        {
            seen.Add(message.Text);
            all.Signal();
            return Task.CompletedTask;
        });
        for (int i = 10; i < 20; i++) await SendAsync("m" + i);

        await Task.Run(() => Assert.True(all.Wait(Patience)), Cancel);
        await StopAsync(loop);

        Assert.Equal(20, seen.Distinct().Count());
        Assert.Equal(20, seen.Count);
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task Run_HandlerFailsTwice_DeliversAThirdTime()
    {
        var attempts = new ConcurrentQueue<int>();
        var done = new TaskCompletionSource();
        await SendAsync("secret content");
        Task loop = Run(Quick, 1, (message, _) =>
        {
            attempts.Enqueue(message.Attempt);
            if (message.Attempt < 3) throw new InvalidDataException("not this time");
            done.SetResult();
            return Task.CompletedTask;
        });

        await done.Task.WaitAsync(Patience, Cancel);
        await StopAsync(loop);

        Assert.Equal([1, 2, 3], attempts);
        Assert.Equal(2, log.Lines.Count(line => line.Level == LogLevel.Warning));
        Assert.DoesNotContain(log.Lines, line => line.Text.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_HandlerAlwaysFails_PoisonsAfterFiveAttempts()
    {
        int calls = 0;
        await SendAsync("bad");
        Task loop = Run(Quick, 1, (_, _) =>
        {
            Interlocked.Increment(ref calls);
            throw new InvalidDataException("never");
        });

        await folder.Queue.WaitAsync("work-poison", null, Cancel).AsTask().WaitAsync(Patience, Cancel);
        await StopAsync(loop);

        Assert.Equal(IQueue.MaxAttempts, calls);
        Assert.Equal("bad", Assert.Single(await folder.Queue.ReceiveAsync("work-poison", 1, Patience, Cancel)).Text);
        Assert.Single(log.Lines, line => line.Level == LogLevel.Error);
    }

    [Fact]
    public async Task Run_HandlerAsksForLater_ComesBackWithoutAFaultInTheLog()
    {
        var done = new TaskCompletionSource<int>();
        await SendAsync("x");
        Task loop = Run(Quick, 1, (message, _) =>
        {
            if (message.Attempt == 1) throw new RetryLaterException(TimeSpan.FromMilliseconds(1));
            done.SetResult(message.Attempt);
            return Task.CompletedTask;
        });

        Assert.Equal(2, await done.Task.WaitAsync(Patience, Cancel));
        await StopAsync(loop);
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task Run_HandlerOutlastsVisibility_KeepsItsMessage()
    {
        int calls = 0;
        var done = new TaskCompletionSource();
        await SendAsync("slow");
        Task loop = Run(Quick with { Visibility = TimeSpan.FromSeconds(1) }, 2, async (_, cancel) =>
        {
            Interlocked.Increment(ref calls);
            await Task.Delay(TimeSpan.FromSeconds(3), cancel);
            done.SetResult();
        });

        await done.Task.WaitAsync(Patience, Cancel);
        await StopAsync(loop);

        Assert.Equal(1, calls);
        Assert.Empty(await folder.Queue.ReceiveAsync("work", 1, Patience, Cancel));
    }

    [Fact]
    public async Task Run_StoppedWhileHandling_LetsTheHandlerEnd()
    {
        var begun = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await SendAsync("running");
        await SendAsync("waiting");
        Task loop = Run(Quick, 1, async (_, cancel) =>
        {
            begun.TrySetResult();
            await release.Task.WaitAsync(cancel);
        });
        await begun.Task.WaitAsync(Patience, Cancel);

        await stop.CancelAsync();
        Assert.False(loop.IsCompleted);
        release.SetResult();
        await loop.WaitAsync(Patience, Cancel);

        QueueMessage left = Assert.Single(await folder.Queue.ReceiveAsync("work", 32, Patience, Cancel));
        Assert.Equal(("waiting", 1), (left.Text, left.Attempt));
    }

    [Fact]
    public async Task Run_HandlerOutlastsTheDrain_IsCancelledAndItsMessageVisibleAtOnce()
    {
        var begun = new TaskCompletionSource();
        await SendAsync("endless");
        Task loop = Run(Quick with { DrainTime = TimeSpan.FromMilliseconds(50) }, 1, async (_, cancel) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
        });
        await begun.Task.WaitAsync(Patience, Cancel);

        await StopAsync(loop);

        Assert.Equal(2, Assert.Single(await folder.Queue.ReceiveAsync("work", 1, Patience, Cancel)).Attempt);
    }

    [Fact]
    public async Task Run_Parallelism_IsNeverExceededAndReached()
    {
        int running = 0;
        int most = 0;
        var three = new TaskCompletionSource();
        var all = new CountdownEvent(12);
        for (int i = 0; i < 12; i++) await SendAsync("m" + i);
        Task loop = Run(Quick, 3, async (_, cancel) =>
        {
            int now = Interlocked.Increment(ref running);
            lock (all) most = Math.Max(most, now);
            if (now == 3) three.TrySetResult();
            await three.Task.WaitAsync(cancel);
            Interlocked.Decrement(ref running);
            all.Signal();
        });

        await Task.Run(() => Assert.True(all.Wait(Patience)), Cancel);
        await StopAsync(loop);

        Assert.Equal(3, most);
    }

    [Fact]
    public async Task Wait_MessageSentMeanwhile_EndsAtOnce()
    {
        Task waiting = folder.Queue.WaitAsync("work", null, Cancel).AsTask();
        Assert.False(waiting.IsCompleted);

        await SendAsync("x");

        await waiting.WaitAsync(Patience, Cancel);
    }

    [Fact]
    public async Task Wait_UntilHasCome_Ends() =>
        await folder.Queue.WaitAsync("work", DateTimeOffset.UtcNow.AddMilliseconds(20), Cancel).AsTask().WaitAsync(Patience, Cancel);

    [Fact]
    public async Task Wait_MessageWithDelay_EndsWhenItIsVisible()
    {
        await folder.Queue.SendAsync("work", "x", TimeSpan.FromMilliseconds(50), Cancel);

        await folder.Queue.WaitAsync("work", null, Cancel).AsTask().WaitAsync(Patience, Cancel);

        Assert.Single(await folder.Queue.ReceiveAsync("work", 1, Patience, Cancel));
    }

    Task Run(QueueLoopOptions options, int parallelism, Func<QueueMessage, CancellationToken, Task> handle) =>
        new QueueLoop(folder.Queue, [new QueueWork("work", handle, parallelism)], options, TimeProvider.System, log).RunAsync(stop.Token);

    async Task StopAsync(Task loop)
    {
        await stop.CancelAsync();
        await loop.WaitAsync(Patience, Cancel);
    }

    Task SendAsync(string text) => folder.Queue.SendAsync("work", text, TimeSpan.Zero, Cancel);

    sealed class RecordingLogger : ILogger<QueueLoop>
    {
        public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue((logLevel, formatter(state, exception)));
    }
}
