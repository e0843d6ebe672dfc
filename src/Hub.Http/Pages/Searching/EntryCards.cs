using Hub.Catalogue;
using Hub.Http.Pages.Shell;
using Hub.Records;

namespace Hub.Http.Pages.Searching;

/// <summary>Reads entries to list. The index only says which: what is shown is what the store has now, and public.</summary>
sealed class EntryCards(RecordTable records, OrganisationNames organisations)
{
    public async Task<IReadOnlyList<EntryCard>> ReadAsync(IReadOnlyList<string> ids, CancellationToken cancel)
    {
        IReadOnlyDictionary<string, StoredRecord> found = await records.FindManyAsync(CatalogueKind.TableName, [.. ids], cancel);
        (string Id, StoredRecord Record, string Body)[] shown =
            [.. ids.Where(id => found.TryGetValue(id, out StoredRecord? record) && record.Stamp.Visibility == Visibility.Public).Select(id => (id, found[id], EntryCard.BodyOf(id, found[id].Json)))];
        IReadOnlyDictionary<string, OrganisationName> bodies = await organisations.FindAsync(shown.Select(s => s.Body), cancel);
        return [.. shown.Select(s => EntryCard.Read(s.Id, s.Record, bodies[s.Body]))];
    }
}
