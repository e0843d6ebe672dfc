using System.Text.Json;
using Hub.Organisations;
using Hub.Records;

namespace Hub.Http.Pages.Shell;

/// <param name="LegalName">By language; empty where the register does not know the organisation.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
public sealed record OrganisationName(string Id, IReadOnlyDictionary<string, string> LegalName, string? Country);

/// <summary>Looks up what organisations are called.</summary>
sealed class OrganisationNames(RecordTable records)
{
    /// <summary>All of the organisations asked for, also those nobody knows.</summary>
    public async Task<IReadOnlyDictionary<string, OrganisationName>> FindAsync(IEnumerable<string> ids, CancellationToken cancel)
    {
        string[] wanted = [.. ids.Distinct(StringComparer.Ordinal)];
        IReadOnlyDictionary<string, StoredRecord> found = await records.FindManyAsync(OrganisationRegister.Table, [.. wanted.Where(id => OrganisationId.IsValid(id))], cancel);
        return wanted.ToDictionary(id => id, id => found.TryGetValue(id, out StoredRecord? record) ? Read(id, record.Json) : new OrganisationName(id, new Dictionary<string, string>(), null), StringComparer.Ordinal);
    }

    public static OrganisationName Read(string id, ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        var record = new RecordJson(document.RootElement);
        return new OrganisationName(id, record.Texts("legalName"), record.Text("country"));
    }
}
