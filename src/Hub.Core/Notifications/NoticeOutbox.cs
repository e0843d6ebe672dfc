using System.Text.Json;
using Hub.Ports;
using Hub.Work;

namespace Hub.Notifications;

/// <summary>Message of <see cref="Queues.Notify"/>: names the row of a notice.</summary>
public sealed record NoticeWork(string Table, string Partition, string Row)
{
    public string ToMessage() => JsonSerializer.Serialize(this, HubJson.Options);

    public static NoticeWork Parse(string message) => JsonSerializer.Deserialize<NoticeWork>(message, HubJson.Options) ?? throw new InvalidDataException("The message is empty.");
}

/// <summary>Sends what lies in the outbox of something on its way. Asked again it finds what a crash left behind.</summary>
public sealed class NoticeOutbox(ITables tables, IQueue queue)
{
    /// <summary>Notices about one thing at a time.</summary>
    const int Most = 100;

    public async Task SendAsync(string table, string partition, string about, CancellationToken cancel)
    {
        string prefix = Notice.PrefixOf(about);
        foreach (TableRow row in await tables.ScanAsync(table, partition, prefix, RowRange.EndOf(prefix), Most, cancel))
            await queue.SendAsync(Queues.Notify, new NoticeWork(table, partition, row.Row).ToMessage(), TimeSpan.Zero, cancel);
    }
}
