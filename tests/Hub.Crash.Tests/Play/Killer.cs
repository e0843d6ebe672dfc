using System.Diagnostics;
using Hub.Crash.Tests.Served;

namespace Hub.Crash.Tests.Play;

/// <summary>Kills the hub at moments that nobody expects, and starts it again on the same folder.</summary>
sealed class Killer(Stage stage, Random random)
{
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    public async Task KillAsync(CancellationToken cancel)
    {
        await AwaitMomentAsync(cancel);
        await stage.Hub.KillAsync();
        stage.Hub.Start();
        if (random.Next(5) == 0)
        {
            // Once more while it is about to go on where it was.
            await Task.Delay(random.Next(100, 900), cancel);
            await stage.Hub.KillAsync();
            stage.Hub.Start();
        }

        await stage.Hub.UntilReadyAsync(cancel);
    }

    Task AwaitMomentAsync(CancellationToken cancel) => random.Next(2) == 0 ? Task.Delay(random.Next(1200), cancel) : AfterAnswerAsync(random.Next(1, 60), cancel);

    /// <summary>Right after the hub has said that something is done.</summary>
    async Task AfterAnswerAsync(int answers, CancellationToken cancel)
    {
        int until = stage.Answers + answers;
        for (long begin = Stopwatch.GetTimestamp(); stage.Answers < until && Stopwatch.GetElapsedTime(begin) < LongestWait;) await Task.Delay(1, cancel);
    }
}
