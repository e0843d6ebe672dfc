using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Hub.Client;

/// <summary>The public catalogue, and changes of one's own entries.</summary>
public sealed class HubCatalogue
{
    readonly HubConnection _hub;

    internal HubCatalogue(HubConnection hub) => _hub = hub;

    /// <summary>The published entry; null when there is none.</summary>
    /// <param name="id">Public id, org~localId.</param>
    public async Task<HubEntry?> FindAsync(string id, CancellationToken cancel = default)
    {
        try
        {
            using HttpResponseMessage answer = await _hub.SendAsync(HubRoute.ReadEntry, HubRoute.ReadEntry.At(id), null, repeatable: true, cancel);
            return new HubEntry(id, await answer.Content.ReadFromJsonAsync<JsonElement>(cancel), answer.Headers.ETag!.Tag);
        }
        catch (HubException none) when (none.Code == "entry.not-found")
        {
            return null;
        }
    }

    /// <summary>All published entries, in the order of storage.</summary>
    public IAsyncEnumerable<JsonElement> ListAsync(CancellationToken cancel = default) => ListAsync(new HubCatalogueFilter(), cancel);

    /// <summary>Published entries that meet the filter. The hub tries some thousand entries a request, so few hits in many entries take several.</summary>
    /// <exception cref="HubException">A value is none of those allowed (catalogue.filter-invalid).</exception>
    public async IAsyncEnumerable<JsonElement> ListAsync(HubCatalogueFilter filter, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        string? after = null;
        do
        {
            HubPage<JsonElement> page = await _hub.ReadAsync<HubPage<JsonElement>>(HubRoute.ListCatalogue, HubRoute.ListCatalogue.At(null, [("limit", "1000"), ("after", after), .. filter.ToQuery()]), cancel);
            foreach (JsonElement entry in page.Items) yield return entry;
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>Changes of the catalogue after a sequence number, to the newest; go on later after the last one's.</summary>
    public async IAsyncEnumerable<HubChange> ReadChangesAsync(long after, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (; ; )
        {
            HubChanges page = await _hub.ReadAsync<HubChanges>(HubRoute.ListChanges, HubRoute.ListChanges.At(null, ("after", after.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("limit", "1000")), cancel);
            foreach (HubChange change in page.Items) yield return change;
            if (page.Next == after) yield break;
            after = page.Next;
        }
    }

    /// <summary>Adds or changes an entry; gives the ETag of the version that is there now.</summary>
    /// <param name="entry">The whole entry, an object that serialises to canonical JSON.</param>
    /// <param name="etag">Of the version the change builds on; <c>*</c>: there must be none; null: whatever is there.</param>
    public async Task<string> PutAsync(string id, object entry, string? etag = null, CancellationToken cancel = default)
    {
        return await _hub.PutRecordAsync(HubRoute.PutEntry, id, entry, etag, cancel);
    }

    /// <summary>Takes an entry out of the catalogue; again is harmless.</summary>
    /// <param name="etag">Of the version that is meant; null: whatever is there.</param>
    public async Task WithdrawAsync(string id, string? etag = null, CancellationToken cancel = default)
    {
        await _hub.WithdrawRecordAsync(HubRoute.WithdrawEntry, id, etag, cancel);
    }
}
