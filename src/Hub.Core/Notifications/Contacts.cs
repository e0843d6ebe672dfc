using System.Text;
using Hub.Recognition.Cases;

namespace Hub.Notifications;

/// <param name="Address">E-mail address.</param>
/// <param name="Language">ISO 639-1; null: English.</param>
public sealed record Contact(string Address, string? Language);

/// <summary>Where organisations want to be told. Kept apart from the register, which is public.</summary>
public interface IContacts
{
    /// <summary>Null: the organisation has none and looks for itself.</summary>
    Contact? Find(string organisation);
}

/// <summary>Who a notice goes to.</summary>
public sealed class NoticeRecipients(CaseStore cases, ICaseTexts texts, IContacts contacts)
{
    /// <summary>Null where there is no address, or the learner was erased.</summary>
    public async Task<Contact?> FindAsync(Notice notice, CancellationToken cancel)
    {
        if (notice.Organisation is { } organisation) return contacts.Find(organisation);
        if (!CaseId.TryParse(notice.About, out CaseId id) || await cases.FindAsync(id, cancel) is not { Contact: { } box } of) return null;
        byte[]? address = await texts.OpenAsync(of.Learner, PlaceOf(of.Id), box, cancel);
        return address is null ? null : new Contact(Encoding.UTF8.GetString(address), of.Language);
    }

    /// <summary>What the address of an applicant is sealed for.</summary>
    public static string PlaceOf(string caseId) => $"recognitions/{caseId}/contact";
}
