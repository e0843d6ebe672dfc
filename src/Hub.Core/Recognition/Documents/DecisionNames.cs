using System.Text.Json;
using Hub.Catalogue;
using Hub.Organisations;
using Hub.Records;

namespace Hub.Recognition.Documents;

/// <summary>What organisations and entries are called, in one language where there is a text in it.</summary>
public interface IDecisionNames
{
    /// <summary>Names by id; what is not known is not in it.</summary>
    Task<IReadOnlyDictionary<string, string>> FindAsync(IReadOnlyCollection<string> organisations, IReadOnlyCollection<string> entries, string language, CancellationToken cancel);
}

/// <summary>Names from the register and the catalogue.</summary>
public sealed class DecisionNames(RecordTable records) : IDecisionNames
{
    const string Fallback = "en";

    public async Task<IReadOnlyDictionary<string, string>> FindAsync(IReadOnlyCollection<string> organisations, IReadOnlyCollection<string> entries, string language, CancellationToken cancel)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        await AddAsync(OrganisationRegister.Table, "legalName", [.. organisations.Where(id => OrganisationId.IsValid(id))], language, names, cancel);
        await AddAsync(CatalogueKind.TableName, "title", [.. entries.Where(id => RecordId.TryParse(id, out _))], language, names, cancel);
        return names;
    }

    async Task AddAsync(string table, string member, string[] ids, string language, Dictionary<string, string> names, CancellationToken cancel)
    {
        foreach ((string id, StoredRecord record) in await records.FindManyAsync(table, ids, cancel))
        {
            using JsonDocument json = JsonDocument.Parse(record.Json);
            if (json.RootElement.TryGetProperty(member, out JsonElement texts) && TextOf(texts, language) is { } name) names[id] = name;
        }
    }

    static string? TextOf(JsonElement texts, string language)
    {
        if (texts.ValueKind != JsonValueKind.Object) return null;
        foreach (string wanted in (string[])[language, Fallback])
            if (texts.TryGetProperty(wanted, out JsonElement text)) return text.GetString();
        return texts.EnumerateObject().Select(t => t.Value.GetString()).FirstOrDefault();
    }
}
