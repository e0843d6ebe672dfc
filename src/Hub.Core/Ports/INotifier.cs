namespace Hub.Ports;

/// <summary>Tells somebody that there is something to see. Never with personal content: what there is stands behind a link.</summary>
public interface INotifier
{
    /// <summary>Hands over for sending. The same key is sent once, however often it is handed over.</summary>
    Task NotifyAsync(Notification notification, CancellationToken cancel);
}

/// <param name="Key">Names this one notification.</param>
/// <param name="Organisation">Whom it goes to: a body or a provider.</param>
/// <param name="Kind">Short name: <c>case-due</c>, <c>case-decided</c>.</param>
/// <param name="Subject">Public id of what it is about.</param>
public sealed record Notification(string Key, string Organisation, string Kind, string Subject);
