using System.Net.Sockets;
using Hub.Ports;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Hub.Http.Mail;

/// <summary>Sends notifications as e-mail. A repeat has the same Message-Id, by which mailboxes know it (RFC 5322, 3.6.4).</summary>
public sealed partial class SmtpNotifier(IOptions<HubOptions> options, TimeProvider clock, ILogger<SmtpNotifier> logger) : INotifier
{
    public async Task<Delivery> NotifyAsync(Notification notification, CancellationToken cancel)
    {
        MailOptions mail = options.Value.Mail;
        if (!MailboxAddress.TryParse(notification.Address, out MailboxAddress? to)) return Refuse(notification, "no address");
        MimeMessage message = Write(notification, MailboxAddress.Parse(mail.From!), to, clock.GetUtcNow());
        try
        {
            using var client = new SmtpClient { Timeout = (int)mail.Timeout.TotalMilliseconds };
            await client.ConnectAsync(mail.Server!, mail.Port, OptionsOf(mail.Security), cancel);
            if (mail.User is { Length: > 0 } user) await client.AuthenticateAsync(user, mail.Password ?? "", cancel);
            await client.SendAsync(message, cancel);
            await client.DisconnectAsync(quit: true, cancel);
            return Delivery.Sent;
        }
        // A reply of 5yz to the recipient is final (RFC 5321, 4.2.1); everything else may be over tomorrow, a server without STARTTLS too.
        catch (SmtpCommandException refused) when (refused.ErrorCode == SmtpErrorCode.RecipientNotAccepted && (int)refused.StatusCode >= 500)
        {
            return Refuse(notification, ((int)refused.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        catch (Exception fault) when (fault is CommandException or ProtocolException or SocketException or IOException or AuthenticationException or SslHandshakeException or TimeoutException or NotSupportedException)
        {
            PutOff(notification.Kind, notification.About, fault.GetType().Name);
            return Delivery.TryLater;
        }
    }

    static MimeMessage Write(Notification notification, MailboxAddress from, MailboxAddress to, DateTimeOffset now)
    {
        var message = new MimeMessage { Subject = notification.Subject, Date = now, MessageId = $"{notification.Id}@{from.Domain}", Body = new TextPart("plain") { Text = notification.Text } };
        message.From.Add(from);
        message.To.Add(to);
        message.Headers.Add("Auto-Submitted", "auto-generated");        // RFC 3834: nobody's absence note comes back
        message.Headers.Add("Content-Language", notification.Language);
        return message;
    }

    static SecureSocketOptions OptionsOf(MailSecurity security) => security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    Delivery Refuse(Notification notification, string why)
    {
        Refused(notification.Kind, notification.About, why);
        return Delivery.Refused;
    }

    [LoggerMessage(1502, LogLevel.Warning, "Mail {Kind} about {About} was refused: {Why}")]
    partial void Refused(string kind, string about, string why);

    [LoggerMessage(1503, LogLevel.Warning, "Mail {Kind} about {About} could not be sent now: {Why}")]
    partial void PutOff(string kind, string about, string why);
}
