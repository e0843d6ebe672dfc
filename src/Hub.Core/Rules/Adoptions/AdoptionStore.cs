using System.Globalization;
using System.Text.Json;
using Hub.Audit;
using Hub.Ports;

namespace Hub.Rules.Adoptions;

/// <summary>Adoptions, all in one partition: a handful in the life of a hub. They are only ever added.</summary>
public sealed class AdoptionStore(ITables tables)
{
    internal const string Table = "rules";
    internal const string Partition = "adoptions";

    /// <summary>Countries are letters; facts of the log begin with <c>!</c>.</summary>
    const string First = "A";

    /// <summary>All adoptions in the order they were recorded.</summary>
    public async Task<IReadOnlyList<RecordedAdoption>> ListAsync(CancellationToken cancel)
    {
        var all = new List<RecordedAdoption>();
        for (string from = First; ;)
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, Partition, from, null, TableLimits.MaxPage, cancel);
            all.AddRange(rows.Select(row => JsonSerializer.Deserialize<RecordedAdoption>(row.Body.Span, HubJson.Options)!));
            if (rows.Count < TableLimits.MaxPage) return [.. all.OrderBy(a => a.RecordedAt)];
            from = RowRange.After(rows[^1].Row);
        }
    }

    /// <summary>False when this edition of the document has been adopted already.</summary>
    public async Task<bool> AddAsync(RecordedAdoption adoption, CancellationToken cancel) =>
        (await tables.CommitAsync(Table, Partition, [RowChange.Insert(KeyOf(adoption), JsonSerializer.SerializeToUtf8Bytes(adoption, HubJson.Options)), FactOf(adoption).ToChange()], cancel)).IsDone;

    static AuditFact FactOf(RecordedAdoption a) => new($"adoption~{KeyOf(a)}", AuditBody.Hub, a.RecordedAt, a.RecordedBy, AuditActions.RulesetAdopted, $"rulesets/{KeyOf(a)}", Content: a.RulesetVersion);

    static string KeyOf(RecordedAdoption a) => string.Create(CultureInfo.InvariantCulture, $"{a.Country}~{a.EffectiveFrom:yyyy-MM-dd}~{a.RulesetVersion}");
}
