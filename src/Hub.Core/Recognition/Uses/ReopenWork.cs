using System.Text.Json;
using Hub.Learners;
using Hub.Ports;
using Hub.Work;

namespace Hub.Recognition.Uses;

/// <summary>Learners of whom something was revoked or corrected.</summary>
/// <param name="Learners">References.</param>
public sealed record ReopenWork(IReadOnlyList<string> Learners)
{
    /// <summary>References of one message: some 20 KB of <see cref="IQueue.MaxMessageBytes"/>.</summary>
    const int Most = 500;

    public static async Task SendAsync(IQueue queue, IReadOnlyList<LearnerReference> learners, TimeSpan delay, CancellationToken cancel)
    {
        foreach (LearnerReference[] some in learners.Chunk(Most))
            await queue.SendAsync(Queues.Reopen, JsonSerializer.Serialize(new ReopenWork([.. some.Select(l => l.Value)]), HubJson.Options), delay, cancel);
    }

    public static ReopenWork Parse(string message) => JsonSerializer.Deserialize<ReopenWork>(message, HubJson.Options) ?? throw new InvalidDataException("The message is empty.");
}
