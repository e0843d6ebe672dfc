using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Hub.Client;

/// <summary>Declared equivalences: an achievement of one entry counts as another.</summary>
public sealed class HubEquivalences
{
    readonly HubConnection _hub;

    internal HubEquivalences(HubConnection hub) => _hub = hub;

    /// <summary>Equivalences that meet all filters, as they were declared: one that holds both ways stands under its own source and target alone.</summary>
    /// <param name="source">Public id of the entry that counts as another; null: any.</param>
    /// <param name="target">Public id of the entry it counts as; null: any.</param>
    /// <param name="on">Only those that hold on this day; null: all.</param>
    public async IAsyncEnumerable<JsonElement> ListAsync(string? source = null, string? target = null, DateOnly? on = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        string? after = null, day = on?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        do
        {
            Uri address = HubRoute.ListEquivalences.At(null, ("source", source), ("target", target), ("on", day), ("limit", "1000"), ("after", after));
            HubPage<JsonElement> page = await _hub.ReadAsync<HubPage<JsonElement>>(HubRoute.ListEquivalences, address, cancel);
            foreach (JsonElement equivalence in page.Items) yield return equivalence;
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>Declares or changes an equivalence; gives the ETag of the version that is there now.</summary>
    /// <param name="id">Public id, declaring organisation~localId.</param>
    /// <param name="equivalence">The whole declaration, an object that serialises to canonical JSON.</param>
    /// <param name="etag">Of the version the change builds on; <c>*</c>: there must be none; null: whatever is there.</param>
    public Task<string> PutAsync(string id, object equivalence, string? etag = null, CancellationToken cancel = default) => _hub.PutRecordAsync(HubRoute.PutEquivalence, id, equivalence, etag, cancel);

    /// <summary>For what should not have been declared; again is harmless. One that has ended gets its validUntil instead.</summary>
    /// <param name="etag">Of the version that is meant; null: whatever is there.</param>
    public Task WithdrawAsync(string id, string? etag = null, CancellationToken cancel = default) => _hub.WithdrawRecordAsync(HubRoute.WithdrawEquivalence, id, etag, cancel);
}
