using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Hub.Client;

/// <summary>The register of accreditations.</summary>
public sealed class HubAccreditations
{
    readonly HubConnection _hub;

    internal HubAccreditations(HubConnection hub) => _hub = hub;

    /// <summary>Accreditations that meet all filters, in the order of storage.</summary>
    /// <param name="organisation">Whom they are about; null: anybody.</param>
    /// <param name="agency">Who decided; null: anybody.</param>
    /// <param name="type">Such as institutional; null: any.</param>
    /// <param name="on">Only those that count on this day; null: all.</param>
    public async IAsyncEnumerable<JsonElement> ListAsync(string? organisation = null, string? agency = null, string? type = null, DateOnly? on = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        string? after = null;
        do
        {
            Uri address = HubRoute.ListAccreditations.At(null, ("organisation", organisation), ("agency", agency), ("type", type), ("on", Day(on)), ("limit", "1000"), ("after", after));
            HubPage<JsonElement> page = await _hub.ReadAsync<HubPage<JsonElement>>(HubRoute.ListAccreditations, address, cancel);
            foreach (JsonElement accreditation in page.Items) yield return accreditation;
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>Whether an accreditation covers the organisation on a day, and which.</summary>
    /// <param name="on">Null: today, UTC.</param>
    /// <param name="field">ISCED-F code of two to four digits; null: it is not asked.</param>
    /// <param name="level">EQF level 1 to 8; null: it is not asked.</param>
    /// <param name="entry">Public id of an entry that has to be covered; null: the organisation as such is meant.</param>
    public Task<HubQualityStatus> ReadStatusAsync(string organisation, DateOnly? on = null, string? field = null, int? level = null, string? entry = null, CancellationToken cancel = default) =>
        _hub.ReadAsync<HubQualityStatus>(
            HubRoute.ReadQualityStatus, HubRoute.ReadQualityStatus.At(organisation, ("on", Day(on)), ("field", field), ("level", level?.ToString(CultureInfo.InvariantCulture)), ("entry", entry)), cancel);

    /// <summary>Adds or changes an accreditation; gives the ETag of the version that is there now.</summary>
    /// <param name="id">Public id, sender~localId.</param>
    /// <param name="accreditation">The whole record, an object that serialises to canonical JSON.</param>
    /// <param name="etag">Of the version the change builds on; <c>*</c>: there must be none; null: whatever is there.</param>
    public Task<string> PutAsync(string id, object accreditation, string? etag = null, CancellationToken cancel = default) => _hub.PutRecordAsync(HubRoute.PutAccreditation, id, accreditation, etag, cancel);

    /// <summary>Takes an accreditation out of the register; again is harmless. One that has ended gets its validUntil instead.</summary>
    /// <param name="etag">Of the version that is meant; null: whatever is there.</param>
    public Task WithdrawAsync(string id, string? etag = null, CancellationToken cancel = default) => _hub.WithdrawRecordAsync(HubRoute.WithdrawAccreditation, id, etag, cancel);

    static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>The state of quality assurance of an organisation on a day.</summary>
/// <param name="Status">covered, programmes-only or not-covered; later versions may have more.</param>
/// <param name="CoveredBy">Ids of the accreditations that cover what was asked.</param>
/// <param name="Accreditations">All that were held against the question, with what keeps them from covering it.</param>
public sealed record HubQualityStatus(string Organisation, DateOnly On, string Status, IReadOnlyList<string> CoveredBy, IReadOnlyList<HubComparedAccreditation> Accreditations);

/// <param name="Limits">What keeps it from covering what was asked; empty when it covers it.</param>
public sealed record HubComparedAccreditation(string Id, string Organisation, string Agency, string Type, string? Decision, DateOnly ValidFrom, DateOnly? ValidUntil, bool Covers, IReadOnlyList<string> Limits);
