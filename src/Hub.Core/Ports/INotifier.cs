namespace Hub.Ports;

/// <summary>Tells somebody that there is something to see. Never with personal content: what there is stands behind a link.</summary>
public interface INotifier
{
    /// <summary>Sends. It may be asked again for one that went out already, when the answer was lost: then with the same id.</summary>
    Task<Delivery> NotifyAsync(Notification notification, CancellationToken cancel);
}

/// <summary>What became of a notification.</summary>
public enum Delivery
{
    /// <summary>Taken over for delivery.</summary>
    Sent,

    /// <summary>Not now: the way is disturbed, or the other side is busy.</summary>
    TryLater,

    /// <summary>The other side does not take it, now or later: the address is wrong.</summary>
    Refused,
}

/// <param name="Id">Names this one notification, the same however often it is sent: 32 hexadecimal digits.</param>
/// <param name="Kind">Short name: <c>case-due</c>, <c>case-decided</c>.</param>
/// <param name="About">Public id of what it is about.</param>
/// <param name="Address">E-mail address; never logged.</param>
/// <param name="Subject">One line, in the language of the recipient.</param>
/// <param name="Text">Plain text, in the language of the recipient.</param>
public sealed record Notification(string Id, string Kind, string About, string Address, string Language, string Subject, string Text);
