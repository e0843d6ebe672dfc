using System.Text.Json;
using Hub.Catalogue;
using Hub.Ports;
using Hub.Records;
using Hub.Submissions.Layout;

namespace Hub.Design;

/// <summary>A qualification of the catalogue with its units, drafts included.</summary>
/// <param name="Total">Its own credit points; null when it has none.</param>
/// <param name="Units">By id; their weight is per cent of the qualification.</param>
public sealed record QualificationUnits(string Id, decimal? Total, string? CreditSystem, IReadOnlyList<WeightedUnit> Units);

/// <summary>Reads a qualification with its units. Units know their whole and not the other way round, so every entry is looked at.</summary>
public sealed class StoredQualification(ITables tables)
{
    /// <summary>Rows of the scheme itself begin with <c>!</c>.</summary>
    const string FirstRecord = "\"";

    readonly CatalogueKind _kind = new();

    public async Task<Result<QualificationUnits>> ReadAsync(string id, CancellationToken cancel)
    {
        if (!RecordId.TryParse(id, out _) || await tables.FindAsync(_kind.Table, RecordKeys.PartitionOf(id), RecordKeys.RowOf(id), cancel) is not { } row) return DesignProblems.NoUnits(id);
        var units = new SortedDictionary<string, WeightedUnit>(StringComparer.Ordinal);
        for (int partition = 0; partition < RecordKeys.PartitionCount; partition++)
            await foreach (TableRow entry in RowsAsync(RecordKeys.Partition(partition), cancel))
                if (UnitOf(entry, id) is { } unit) units[unit.Id] = unit;
        if (units.Count == 0) return DesignProblems.NoUnits(id);

        using JsonDocument whole = JsonDocument.Parse(StoredRecord.From(row).Json);
        string? system = whole.RootElement.TryGetProperty(CatalogueColumns.CreditSystem.Name, out JsonElement name) ? name.GetString() : null;
        return new QualificationUnits(id, NumberOf(whole.RootElement, CatalogueColumns.CreditPoints), system, [.. units.Values]);
    }

    /// <summary>The unit that a row holds; null when it holds something else.</summary>
    static WeightedUnit? UnitOf(TableRow row, string whole)
    {
        if (RecordKeys.IsVersion(row.Row)) return null;
        StoredRecord record = StoredRecord.From(row);
        // Most entries are part of something else; their bytes tell without being parsed.
        if (record.Json.Span.IndexOf("\"relativeWeight\""u8) < 0) return null;
        using JsonDocument json = JsonDocument.Parse(record.Json);
        JsonElement entry = json.RootElement;
        bool isPart = entry.TryGetProperty(CatalogueColumns.PartOf.Name, out JsonElement parts) && parts.EnumerateArray().Any(p => p.ValueEquals(whole));
        return isPart && !EntryWithdrawal.IsWithdrawn(record) && NumberOf(entry, CatalogueColumns.RelativeWeight) is { } weight
            ? new WeightedUnit(RecordKeys.IdOf(row.Row), weight, null, NumberOf(entry, CatalogueColumns.CreditPoints))
            : null;
    }

    async IAsyncEnumerable<TableRow> RowsAsync(string partition, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        for (string from = FirstRecord; ;)
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(_kind.Table, partition, from, null, TableLimits.MaxPage, cancel);
            foreach (TableRow row in rows) yield return row;
            if (rows.Count < TableLimits.MaxPage) yield break;
            from = RowRange.After(rows[^1].Row);
        }
    }

    static decimal? NumberOf(JsonElement entry, Column column) => entry.TryGetProperty(column.Name, out JsonElement value) ? value.GetDecimal() : null;
}
