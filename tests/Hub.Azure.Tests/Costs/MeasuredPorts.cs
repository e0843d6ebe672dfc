using Hub.Ports;

namespace Hub.Azure.Tests.Costs;

/// <summary>Queues of one hub on an account that others use too. Messages that are to arrive late wait here until they are asked for.</summary>
public sealed class OwnQueue(IQueue account, string prefix) : IQueue
{
    readonly Queue<(string Queue, string Message)> _late = new();

    public Task SendAsync(string queue, string message, TimeSpan delay, CancellationToken cancel)
    {
        if (delay <= TimeSpan.Zero) return account.SendAsync(prefix + queue, message, TimeSpan.Zero, cancel);
        _late.Enqueue((queue, message));
        return Task.CompletedTask;
    }

    /// <summary>Sends what has waited; false when nothing has.</summary>
    public async Task<bool> SendLateAsync(CancellationToken cancel)
    {
        if (_late.Count == 0) return false;
        while (_late.TryDequeue(out (string Queue, string Message) late)) await account.SendAsync(prefix + late.Queue, late.Message, TimeSpan.Zero, cancel);
        return true;
    }

    public Task<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int limit, TimeSpan visibility, CancellationToken cancel) => account.ReceiveAsync(prefix + queue, limit, visibility, cancel);

    public Task<bool> CompleteAsync(string queue, QueueMessage message, CancellationToken cancel) => account.CompleteAsync(prefix + queue, message, cancel);

    public Task<bool> ReturnAsync(string queue, QueueMessage message, TimeSpan delay, CancellationToken cancel) => account.ReturnAsync(prefix + queue, message, delay, cancel);
}

/// <summary>Counts signatures.</summary>
public sealed class CountedSigner(ISigner inner) : ISigner
{
    long _signatures;

    public long Signatures => Interlocked.Read(ref _signatures);

    public Task<IReadOnlyList<PublicSigningKey>> KeysAsync(CancellationToken cancel) => inner.KeysAsync(cancel);

    public Task<(string KeyId, byte[] Signature)> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        Interlocked.Increment(ref _signatures);
        return inner.SignAsync(data, cancel);
    }
}
