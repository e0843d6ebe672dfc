using System.Security.Cryptography;
using System.Text;
using Hub.Ports;
using Hub.Rules;
using Hub.Work;

namespace Hub.Notifications;

/// <param name="HubName">Stands in the text, so that the recipient knows who writes.</param>
/// <param name="PublicUrl">Absolute address of the hub; null: the text names the case and links to nothing.</param>
public sealed record NoticeSender(string HubName, string? PublicUrl);

/// <summary>
/// Sends one notice: a fixed sentence in the recipient's language and a link, nothing else. A repeat has the same id, so that a
/// mailbox can tell it. What can not be sent now is tried later, longer each time; then it stays in the poison queue for the operator.
/// </summary>
public sealed class DeliverNotice(ITables tables, IQueue queue, NoticeRecipients recipients, INotifier notifier, NoticeSender sender)
{
    static readonly TimeSpan[] Delays =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(8), TimeSpan.FromHours(24)];

    static readonly Phrases Words = Phrases.Load(RuleFiles.Embedded, "notifications");

    public async Task HandleAsync(NoticeWork work, CancellationToken cancel)
    {
        if (await tables.FindAsync(work.Table, work.Partition, work.Row, cancel) is not { } row) return;       // sent already
        Notice notice = Notice.Read(row);
        Delivery delivery = await recipients.FindAsync(notice, cancel) is { } contact ? await notifier.NotifyAsync(Compose(notice, contact, sender), cancel) : Delivery.Refused;
        if (delivery == Delivery.TryLater) await PutOffAsync(work, notice, row, cancel);
        else await tables.CommitAsync(work.Table, work.Partition, [RowChange.Delete(row.Row, row.ETag)], cancel);
    }

    /// <summary>By a message of its own: the attempts of a queue are over in minutes, and mail servers are away for hours.</summary>
    async Task PutOffAsync(NoticeWork work, Notice notice, TableRow row, CancellationToken cancel)
    {
        if (notice.Attempts >= Delays.Length) throw new IOException($"Notice {notice.Key} could not be sent.");
        await queue.SendAsync(Queues.Notify, work.ToMessage(), Delays[notice.Attempts], cancel);
        await tables.CommitAsync(work.Table, work.Partition, [RowChange.Replace(row.Row, (notice with { Attempts = notice.Attempts + 1 }).Body, row.ETag)], cancel);
    }

    internal static Notification Compose(Notice notice, Contact contact, NoticeSender sender)
    {
        string language = Phrases.Choose([contact.Language]);
        string id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(notice.Key)).AsSpan(0, 16));
        string where = sender.PublicUrl is { } url ? $"{url.TrimEnd('/')}{PathOf(notice)}" : notice.About;
        string text = $"{Words[$"{notice.Kind}.text", language]}\r\n\r\n{where}\r\n\r\n{sender.HubName}\r\n{Words["automatic", language]}\r\n";
        return new Notification(id, notice.Kind, notice.About, contact.Address, language, Words[$"{notice.Kind}.subject", language], text);
    }

    /// <summary>Who is told has to sign in there: the link says nothing and opens nothing by itself.</summary>
    static string PathOf(Notice notice) => notice.Kind == "case-decided" ? $"/v1/recognitions/{Uri.EscapeDataString(notice.About)}/decision" : $"/v1/recognitions/{Uri.EscapeDataString(notice.About)}";
}
