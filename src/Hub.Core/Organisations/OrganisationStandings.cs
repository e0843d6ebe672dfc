using System.Collections.Concurrent;
using System.Text.Json;
using Hub.Organisations.Accreditations;
using Hub.Ports;
using Hub.Records;

namespace Hub.Organisations;

/// <summary>Reads what the register says of organisations.</summary>
public sealed class OrganisationStandings(RecordTable records)
{
    /// <summary>Organisations above one another that are followed: far more than any register has, and an end where they go in a circle.</summary>
    const int MaxParents = 8;

    const int AtATime = 16;

    /// <summary>Null when the organisation is not registered.</summary>
    public async Task<OrganisationStanding?> FindAsync(string id, CancellationToken cancel)
    {
        if (await ReadAsync(id, cancel) is not { } own) return null;
        var above = new List<AccreditationScope>();
        var met = new HashSet<string>(StringComparer.Ordinal) { id };
        for (string? parent = own.Parent; parent is not null && met.Count <= MaxParents && met.Add(parent);)
        {
            above.AddRange(await AccreditationsAsync(parent, cancel));
            parent = (await ReadAsync(parent, cancel))?.Parent;
        }

        return new OrganisationStanding(id, own.Country, own.Roles, own.Sectors, await AccreditationsAsync(id, cancel), above);
    }

    /// <summary>Several at a time: in the cloud each is some requests.</summary>
    public async Task<IReadOnlyList<(string Id, OrganisationStanding? Standing)>> FindManyAsync(IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        var found = new ConcurrentBag<(string, OrganisationStanding?)>();
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancel }, async (id, stop) => found.Add((id, await FindAsync(id, stop))));
        return [.. found];
    }

    async Task<IReadOnlyList<AccreditationScope>> AccreditationsAsync(string organisation, CancellationToken cancel)
    {
        var all = new List<AccreditationScope>();
        string? after = null;
        for (; ; )
        {
            IReadOnlyList<(string Id, string Row)> some = await records.Register.AccreditationsOfAsync(organisation, asAgency: false, after, TableLimits.MaxPage, cancel);
            IReadOnlyDictionary<string, StoredRecord> found = await records.FindManyAsync(AccreditationKind.TableName, [.. some.Select(s => s.Id)], cancel);
            foreach ((string id, _) in some)
                if (found.TryGetValue(id, out StoredRecord? record) && record.Stamp.Visibility == Visibility.Public && AccreditationScope.Read(id, record.Json) is var scope && scope.Organisation == organisation)
                    all.Add(scope);
            if (some.Count < TableLimits.MaxPage) return all;
            after = some[^1].Row;
        }
    }

    async Task<(string? Country, string[] Roles, string[] Sectors, string? Parent)?> ReadAsync(string id, CancellationToken cancel)
    {
        if (!OrganisationId.IsValid(id) || await records.FindAsync(OrganisationRegister.Table, id, cancel) is not { } organisation) return null;
        using JsonDocument json = JsonDocument.Parse(organisation.Json);
        return (Text("country"), List("roles"), List("sectors"), Text("parent"));

        string? Text(string name) => json.RootElement.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

        string[] List(string name) => json.RootElement.TryGetProperty(name, out JsonElement list) ? [.. list.EnumerateArray().Select(v => v.GetString()!)] : [];
    }
}
