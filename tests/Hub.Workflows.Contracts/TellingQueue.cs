using Hub.Notifications;
using Hub.Ports;
using Hub.Work;

namespace Hub.Workflows.Contracts;

/// <summary>Takes messages about notices and keeps what they lead to, once a key.</summary>
public sealed class TellingQueue(ITables tables) : IQueue
{
    readonly Dictionary<string, Notice> _told = [];

    public IEnumerable<string> Kinds => _told.Values.Select(n => n.Kind);

    public IReadOnlyCollection<Notice> Told => _told.Values;

    /// <summary>Messages that are no notices.</summary>
    public List<(string Queue, string Message, TimeSpan Delay)> Others { get; } = [];

    /// <summary>Every notice, with its delay.</summary>
    public List<(NoticeWork Work, TimeSpan Delay)> Messages { get; } = [];

    public async Task SendAsync(string queue, string message, TimeSpan delay, CancellationToken cancel)
    {
        if (queue != Queues.Notify)
        {
            Others.Add((queue, message, delay));
            return;
        }

        var work = NoticeWork.Parse(message);
        Messages.Add((work, delay));
        if (await tables.FindAsync(work.Table, work.Partition, work.Row, cancel) is not { } row) return;
        Notice notice = Notice.Read(row);
        _told[notice.Key] = notice;
    }

    public Task<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int limit, TimeSpan visibility, CancellationToken cancel) => throw new NotSupportedException();

    public Task<bool> CompleteAsync(string queue, QueueMessage message, CancellationToken cancel) => throw new NotSupportedException();

    public Task<bool> ReturnAsync(string queue, QueueMessage message, TimeSpan delay, CancellationToken cancel) => throw new NotSupportedException();
}
