using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Hub.Audit;
using Hub.Ports;
using Hub.Records;

namespace Hub.Catalogue.Standards;

/// <summary>Steps of standards: a row each, numbered per entry, in the partition its id hashes to.</summary>
public sealed class StandardStore(ITables tables)
{
    internal const string Table = "standards";

    public async Task<StandardHistory> ReadAsync(string entryId, CancellationToken cancel)
    {
        string prefix = PrefixOf(entryId);
        // A standard that has gone through a thousand steps is none.
        IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, RecordKeys.PartitionOf(entryId), prefix, RowRange.EndOf(prefix), TableLimits.MaxPage, cancel);
        return new StandardHistory(entryId, [.. rows.Select(row => JsonSerializer.Deserialize<StandardStep>(row.Body.Span, HubJson.Options)!)]);
    }

    /// <summary>Adds the step after those of the history; false when somebody else was faster.</summary>
    public async Task<bool> AddAsync(StandardHistory history, StandardStep step, CancellationToken cancel)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(step, HubJson.Options);
        string number = history.Steps.Count.ToString("D4", CultureInfo.InvariantCulture);
        var fact = new AuditFact(string.Create(CultureInfo.InvariantCulture, $"standard~{RecordKeys.KeyOf(history.EntryId):x32}~{number}"), step.Organisation, step.RecordedAt, step.RecordedBy, AuditActions.StandardStep,
            $"standards/{RecordKeys.RowOf(history.EntryId)}/{step.State}", Content: Convert.ToHexStringLower(SHA256.HashData(body)));
        string row = PrefixOf(history.EntryId) + number;
        return (await tables.CommitAsync(Table, RecordKeys.PartitionOf(history.EntryId), [RowChange.Insert(row, body), fact.ToChange()], cancel)).IsDone;
    }

    static string PrefixOf(string entryId) => RecordKeys.RowOf(entryId) + "~~s";
}
