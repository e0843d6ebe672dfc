using Hub.Ports;
using Hub.Work;

namespace Hub.Learners;

/// <summary>
/// After keys were destroyed, has the store leave nothing of them in its files. Work of a queue of its own, because it takes longer than
/// whoever erases should wait, and because it can be in vain while a backup reads.
/// </summary>
public sealed class ClearRemains(IRemains remains, IQueue queue)
{
    /// <summary>Erasures that come together share one clearing.</summary>
    internal static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    static readonly TimeSpan UntilNextTry = TimeSpan.FromMinutes(1);

    internal static Task AskAsync(IQueue queue, TimeSpan delay, CancellationToken cancel) => queue.SendAsync(Queues.Remains, "erased", delay, cancel);

    public async Task HandleAsync(CancellationToken cancel)
    {
        if (!await remains.ClearAsync(cancel)) await AskAsync(queue, UntilNextTry, cancel);
    }
}
