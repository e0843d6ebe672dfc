using System.Collections.Concurrent;
using System.Text.Json;
using Hub.Catalogue;
using Hub.Catalogue.Links;
using Hub.Ports;
using Hub.Records;
using Hub.Submissions;
using Hub.Submissions.Judging;
using Hub.Submissions.Layout;

namespace Hub.Organisations;

/// <summary>What the rest of the hub asks the register of organisations.</summary>
public sealed class OrganisationRegister(RecordTable records)
{
    public const string Table = "organisations";

    public async Task<bool> ExistsAsync(OrganisationId id, CancellationToken cancel) => await records.FindAsync(Table, id.Value, cancel) is not null;

    /// <summary>The organisation's country, alpha-2; null when it is not registered.</summary>
    public async Task<string?> CountryOfAsync(string id, CancellationToken cancel)
    {
        if (!OrganisationId.IsValid(id)) return null;
        StoredRecord? organisation = await records.FindAsync(Table, id, cancel);
        if (organisation is null) return null;
        using JsonDocument json = JsonDocument.Parse(organisation.Json);
        return json.RootElement.TryGetProperty("country", out JsonElement country) ? country.GetString() : null;
    }
}

/// <summary>Looks references up in the register, many at a time.</summary>
public sealed class RegisterLookup(ITables tables, string recordTable) : IRegisterLookup
{
    public async Task<IReadOnlySet<string>> MissingAsync(ReferenceTarget target, IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        string table = target == ReferenceTarget.Organisation ? OrganisationRegister.Table : recordTable;
        var missing = new ConcurrentDictionary<string, byte>(StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancel };
        await Parallel.ForEachAsync(ids.GroupBy(RecordKeys.PartitionOf), options, async (group, stop) =>
        {
            foreach (string[] some in group.Chunk(TableLimits.MaxRows))
            {
                IReadOnlyList<TableRow> found = await tables.FindManyAsync(table, group.Key, Array.ConvertAll(some, RecordKeys.RowOf), stop);
                var rows = found.Select(r => r.Row).ToHashSet(StringComparer.Ordinal);
                foreach (string id in some)
                    if (!rows.Contains(RecordKeys.RowOf(id))) missing.TryAdd(id, 0);
            }
        });
        return missing.Keys.ToHashSet(StringComparer.Ordinal);
    }

    public async Task<IReadOnlySet<string>> WithdrawnAsync(IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        var withdrawn = new ConcurrentDictionary<string, byte>(StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancel };
        await Parallel.ForEachAsync(ids.GroupBy(RecordKeys.PartitionOf), options, async (group, stop) =>
        {
            foreach (string[] some in group.Chunk(TableLimits.MaxRows))
                foreach (TableRow row in await tables.FindManyAsync(recordTable, group.Key, Array.ConvertAll(some, RecordKeys.RowOf), stop))
                    if (EntryWithdrawal.IsWithdrawn(StoredRecord.From(row))) withdrawn.TryAdd(RecordKeys.IdOf(row.Row), 0);
        });
        return withdrawn.Keys.ToHashSet(StringComparer.Ordinal);
    }

    public Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> NamedAsync(string column, IReadOnlyCollection<string> ids, CancellationToken cancel) => StoredReferences.OfAsync(tables, recordTable, column, ids, cancel);
}
