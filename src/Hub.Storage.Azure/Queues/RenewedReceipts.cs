using System.Collections.Concurrent;
using Azure.Storage.Queues.Models;
using QueueMessage = Hub.Ports.QueueMessage;

namespace Hub.Storage.Azure.Queues;

/// <summary>
/// The service gives a message a new receipt whenever its visibility is changed, while the port's receipt names the delivery.
/// This keeps the newest of each delivery as long as that is any use: until the message is visible to others.
/// </summary>
sealed class RenewedReceipts
{
    const int CleanEvery = 256;

    readonly ConcurrentDictionary<string, UpdateReceipt> newest = new(StringComparer.Ordinal);
    int kept;

    public string Of(QueueMessage message) => newest.TryGetValue(Key(message), out UpdateReceipt? receipt) ? receipt.PopReceipt : message.Receipt;

    public void Keep(QueueMessage message, UpdateReceipt receipt)
    {
        newest[Key(message)] = receipt;
        if (Interlocked.Increment(ref kept) % CleanEvery != 0) return;
        foreach ((string key, UpdateReceipt old) in newest)
            if (old.NextVisibleOn < DateTimeOffset.UtcNow) newest.TryRemove(key, out _);
    }

    static string Key(QueueMessage message) => $"{message.Id} {message.Receipt}";
}
