using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Hub.Ports;
using QueueMessage = Hub.Ports.QueueMessage;

namespace Hub.Storage.Azure.Queues;

/// <summary>
/// Azure storage queues. In the cloud the host's triggers receive; receiving here serves operators and keeps the contract.
/// Times are rounded up to whole seconds, the finest the service knows.
/// </summary>
public sealed class AzureQueue(QueueServiceClient account) : IQueue, IBacklog
{
    static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    readonly ConcurrentDictionary<string, QueueClient> made = new(StringComparer.Ordinal);
    readonly RenewedReceipts renewed = new();

    public async Task SendAsync(string queue, string message, TimeSpan delay, CancellationToken cancel)
    {
        QueueLimits.CheckName(queue);
        QueueLimits.CheckMessage(message);
        QueueLimits.CheckDelay(delay);
        // Left to itself a message would vanish after seven days.
        await (await MakeAsync(queue, cancel)).SendMessageAsync(message, Seconds(delay), Forever, cancel);
    }

    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int limit, TimeSpan visibility, CancellationToken cancel)
    {
        QueueLimits.CheckName(queue);
        QueueLimits.CheckReceive(limit, visibility);
        var taken = new List<QueueMessage>();
        try
        {
            while (taken.Count < limit)
            {
                Response<global::Azure.Storage.Queues.Models.QueueMessage[]> found = await Client(queue).ReceiveMessagesAsync(limit - taken.Count, Seconds(visibility), cancel);
                if (found.Value.Length == 0) break;
                foreach (global::Azure.Storage.Queues.Models.QueueMessage message in found.Value)
                {
                    if (message.DequeueCount > IQueue.MaxAttempts && !QueueLimits.IsPoison(queue)) await PoisonAsync(queue, message, cancel);
                    else taken.Add(new QueueMessage(message.MessageId, message.Body.ToString(), (int)message.DequeueCount, message.PopReceipt));
                }
            }
        }
        catch (RequestFailedException absent) when (absent.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return [];
        }

        return taken;
    }

    public async Task<bool> CompleteAsync(string queue, QueueMessage message, CancellationToken cancel)
    {
        QueueLimits.CheckName(queue);
        return await HeldAsync(() => Client(queue).DeleteMessageAsync(message.Id, renewed.Of(message), cancel));
    }

    public async Task<bool> ReturnAsync(string queue, QueueMessage message, TimeSpan delay, CancellationToken cancel)
    {
        QueueLimits.CheckName(queue);
        QueueLimits.CheckDelay(delay);
        return await HeldAsync(async () =>
        {
            UpdateReceipt receipt = await Client(queue).UpdateMessageAsync(message.Id, renewed.Of(message), visibilityTimeout: Seconds(delay), cancellationToken: cancel);
            renewed.Keep(message, receipt);
        });
    }

    public async Task<Backlog> LookAsync(string queue, CancellationToken cancel)
    {
        QueueLimits.CheckName(queue);
        try
        {
            QueueProperties properties = await Client(queue).GetPropertiesAsync(cancel);
            if (properties.ApproximateMessagesCountLong == 0) return default;
            PeekedMessage? first = await Client(queue).PeekMessageAsync(cancel);
            return new Backlog(properties.ApproximateMessagesCountLong, first?.InsertedOn);
        }
        catch (RequestFailedException absent) when (absent.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return default;
        }
    }

    static TimeSpan Seconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));

    /// <summary>False when the message is gone or another has it.</summary>
    static async Task<bool> HeldAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (RequestFailedException lost) when (lost.Status == 404 || lost.ErrorCode == QueueErrorCode.PopReceiptMismatch)
        {
            return false;
        }
    }

    QueueClient Client(string queue) => made.TryGetValue(queue, out QueueClient? client) ? client : account.GetQueueClient(queue);

    async Task<QueueClient> MakeAsync(string queue, CancellationToken cancel)
    {
        if (made.TryGetValue(queue, out QueueClient? known)) return known;
        QueueClient client = account.GetQueueClient(queue);
        await client.CreateIfNotExistsAsync(cancellationToken: cancel);
        return made.GetOrAdd(queue, client);
    }

    /// <summary>Copied first, so that a crash in between leaves two rather than none.</summary>
    async Task PoisonAsync(string queue, global::Azure.Storage.Queues.Models.QueueMessage message, CancellationToken cancel)
    {
        await SendAsync(queue + QueueLimits.PoisonSuffix, message.Body.ToString(), TimeSpan.Zero, cancel);
        await HeldAsync(() => Client(queue).DeleteMessageAsync(message.MessageId, message.PopReceipt, cancel));
    }
}
