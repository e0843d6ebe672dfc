using Hub.Ports;
using Microsoft.Extensions.Logging;

namespace Hub.Http.Mail;

/// <summary>For a hub without a mail server: the log says that there was something to tell, to nobody's address.</summary>
public sealed partial class LogNotifier(ILogger<LogNotifier> logger) : INotifier
{
    public Task<Delivery> NotifyAsync(Notification notification, CancellationToken cancel)
    {
        Told(notification.Kind, notification.About, notification.Id);
        return Task.FromResult(Delivery.Sent);
    }

    [LoggerMessage(1501, LogLevel.Information, "To tell: {Kind} about {About} ({Id})")]
    partial void Told(string kind, string about, string id);
}
