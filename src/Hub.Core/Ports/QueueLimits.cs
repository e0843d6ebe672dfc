using System.Text;
using System.Text.RegularExpressions;

namespace Hub.Ports;

/// <summary>What every <see cref="IQueue"/> refuses, with the same exceptions.</summary>
public static partial class QueueLimits
{
    public const string PoisonSuffix = "-poison";

    /// <summary>Messages of one receive.</summary>
    public const int MaxReceive = 32;

    /// <summary>Of a delay and of a visibility.</summary>
    public static readonly TimeSpan MaxDelay = TimeSpan.FromDays(7);

    /// <summary>Also lets through the name of a poison queue, which an operator reads like any other.</summary>
    public static void CheckName(string queue)
    {
        string own = IsPoison(queue) ? queue[..^PoisonSuffix.Length] : queue;
        if (!Name().IsMatch(own)) throw new ArgumentException($"'{queue}' is no queue name: 3 to 56 of a-z, 0-9 and -.", nameof(queue));
    }

    public static void CheckMessage(string message)
    {
        int bytes = Encoding.UTF8.GetByteCount(message);
        if (bytes > IQueue.MaxMessageBytes) throw new ArgumentException($"A message holds at most {IQueue.MaxMessageBytes} bytes; this one has {bytes}.", nameof(message));
    }

    public static void CheckDelay(TimeSpan delay)
    {
        if (delay < TimeSpan.Zero || delay > MaxDelay) throw new ArgumentOutOfRangeException(nameof(delay), delay, "0 to 7 days.");
    }

    public static void CheckReceive(int limit, TimeSpan visibility)
    {
        if (limit is < 1 or > MaxReceive) throw new ArgumentOutOfRangeException(nameof(limit), limit, $"1 to {MaxReceive}.");
        if (visibility <= TimeSpan.Zero || visibility > MaxDelay) throw new ArgumentOutOfRangeException(nameof(visibility), visibility, "More than 0, at most 7 days.");
    }

    public static bool IsPoison(string queue) => queue.EndsWith(PoisonSuffix, StringComparison.Ordinal);

    // As in Azure Queue storage: no dash at either end, no two in a row.
    [GeneratedRegex("^(?=.{3,56}$)[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Name();
}
