using Hub.Ports;
using Hub.Work;

namespace Hub.Pipeline.Tests.Support;

/// <summary>
/// Works on the queues until nothing is left, also nothing that is delayed. The order of messages is the test's to choose.
/// A message dies with the process that took it, and shows again when its visibility is over.
/// </summary>
public sealed class Pump(TestHub hub)
{
    static readonly TimeSpan Visibility = TimeSpan.FromMinutes(2);

    readonly List<(string Queue, QueueMessage Message)> _taken = [];

    /// <summary>Delivers every message twice, the second time after the others that were taken with it.</summary>
    public bool Twice { get; init; }

    /// <summary>Takes messages in random order.</summary>
    public Random? Shuffle { get; init; }

    /// <summary>Messages that wait until no others are left.</summary>
    public Func<string, string, bool> Later { get; init; } = (_, _) => false;

    /// <summary>Messages that nobody works on.</summary>
    public Func<string, string, bool> Drop { get; init; } = (_, _) => false;

    public int Handled { get; private set; }

    public async Task RunAsync()
    {
        for (int idle = 0; idle < 2;)
        {
            foreach (string queue in Queues.All) await TakeAsync(queue);
            if (_taken.Count > 0)
            {
                idle = 0;
                await HandleAsync(Next());
                continue;
            }

            idle++;
            hub.Clock.Advance(Visibility + Visibility);
        }

        foreach (string queue in Queues.All) Assert.Empty(await hub.Queue.ReceiveAsync($"{queue}-poison", 1, Visibility, TestHub.Cancel));
    }

    async Task TakeAsync(string queue)
    {
        IReadOnlyList<QueueMessage> messages = await hub.Queue.ReceiveAsync(queue, 32, Visibility, TestHub.Cancel);
        for (int times = Twice ? 2 : 1; times > 0; times--) _taken.AddRange(messages.Select(message => (queue, message)));
    }

    (string Queue, QueueMessage Message) Next()
    {
        int next = Shuffle?.Next(_taken.Count) ?? Math.Max(0, _taken.FindIndex(t => !Later(t.Queue, t.Message.Text)));
        (string, QueueMessage) message = _taken[next];
        _taken.RemoveAt(next);
        return message;
    }

    async Task HandleAsync((string Queue, QueueMessage Message) taken)
    {
        if (!Drop(taken.Queue, taken.Message.Text)) await hub.Router.HandleAsync(taken.Queue, taken.Message.Text, TestHub.Cancel);
        await hub.Queue.CompleteAsync(taken.Queue, taken.Message, TestHub.Cancel);
        Handled++;
    }
}
