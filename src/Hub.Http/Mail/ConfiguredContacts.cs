using Hub.Notifications;
using Microsoft.Extensions.Options;

namespace Hub.Http.Mail;

/// <summary>Contacts of organisations, from the settings.</summary>
sealed class ConfiguredContacts(IOptions<HubOptions> options) : IContacts
{
    public Contact? Find(string organisation) =>
        options.Value.Mail.Contacts.FirstOrDefault(c => c.Organisation == organisation && c.Address.Length > 0) is { } found ? new Contact(found.Address, found.Language) : null;
}
