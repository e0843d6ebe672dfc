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

    public OrganisationStandings Standings { get; } = new(records);

    public async Task<bool> ExistsAsync(OrganisationId id, CancellationToken cancel) => await records.FindAsync(Table, id.Value, cancel) is not null;

    /// <summary>Looks up what judging asked for and did not get; false when it asked for nothing.</summary>
    public async Task<bool> AnswerAsync(KnownCountries countries, KnownStandings standings, KnownEntries entries, CancellationToken cancel)
    {
        IReadOnlyCollection<string> names = countries.Asked, organisations = standings.Asked;
        var answers = new ConcurrentDictionary<string, string?>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancel }, async (name, stop) =>
            answers[name] = IsIdentifier(name) ? await FindByIdentifierAsync(name, stop) : await CountryOfAsync(name, stop));
        foreach ((string name, string? answer) in answers) countries.Learn(name, answer);
        foreach ((string id, OrganisationStanding? standing) in await Standings.FindManyAsync(organisations, cancel)) standings.Learn(id, standing);
        return await entries.AnswerAsync(records, cancel) || names.Count + organisations.Count > 0;
    }

    /// <summary>Whether it is an identifier, <c>SCHEME:value</c>: no id of an organisation holds a colon.</summary>
    public static bool IsIdentifier(string name) => name.Contains(':', StringComparison.Ordinal);

    /// <summary>Id of the organisation that has this identifier; null when none has it, or several.</summary>
    public async Task<string?> FindByIdentifierAsync(string identifier, CancellationToken cancel)
    {
        string? found = null;
        foreach (string id in await records.Register.OrganisationsOfAsync(identifier, cancel))
        {
            if (await records.FindAsync(Table, id, cancel) is not { } organisation || !HasIdentifier(organisation, identifier)) continue;
            if (found is not null) return null;
            found = id;
        }

        return found;
    }

    static bool HasIdentifier(StoredRecord organisation, string identifier)
    {
        using JsonDocument json = JsonDocument.Parse(organisation.Json);
        return json.RootElement.TryGetProperty("identifiers", out JsonElement identifiers) && identifiers.EnumerateArray().Any(i => i.ValueEquals(identifier));
    }

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
        if (target == ReferenceTarget.Organisation && ids.Any(OrganisationRegister.IsIdentifier)) return await MissingByNameAsync(ids, cancel);
        string table = target switch { ReferenceTarget.Organisation => OrganisationRegister.Table, ReferenceTarget.Entry => CatalogueKind.TableName, _ => recordTable };
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

    /// <summary>Identifiers among them were not resolved while the file was judged: here without a register, or there is no such organisation.</summary>
    async Task<IReadOnlySet<string>> MissingByNameAsync(IReadOnlyCollection<string> names, CancellationToken cancel)
    {
        var organisations = new OrganisationRegister(new RecordTable(tables));
        var missing = new HashSet<string>(await MissingAsync(ReferenceTarget.Organisation, [.. names.Where(n => !OrganisationRegister.IsIdentifier(n))], cancel), StringComparer.Ordinal);
        foreach (string identifier in names.Where(OrganisationRegister.IsIdentifier))
            if (await organisations.FindByIdentifierAsync(identifier, cancel) is null) missing.Add(identifier);
        return missing;
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
