using Hub.Ports;
using Microsoft.Extensions.Logging;

namespace Hub.Http.Notices;

/// <summary>Says in the log that there is something to see: kind and id, nothing about a person.</summary>
public sealed partial class LoggedNotices(ILogger<LoggedNotices> logger) : INotifier
{
    public Task NotifyAsync(Notification notification, CancellationToken cancel)
    {
        Noticed(logger, notification.Kind, notification.Subject, notification.Organisation);
        return Task.CompletedTask;
    }

    [LoggerMessage(EventId = 5100, Level = LogLevel.Information, Message = "{Kind}: {Subject} for {Organisation}.")]
    static partial void Noticed(ILogger logger, string kind, string subject, string organisation);
}
