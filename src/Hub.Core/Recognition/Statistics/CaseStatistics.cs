using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Hub.Ports;
using Hub.Recognition.Cases;

namespace Hub.Recognition.Statistics;

/// <summary>A decision as statistics count it, as it lies beside its case.</summary>
public sealed record ToldDecision(string Route, DecisionOutcome Outcome);

/// <summary>
/// Decisions by body and month. Each decision that is told has a row in the commit that tells it, so none is counted twice or left
/// out; which partitions have such rows is noted before.
/// </summary>
public sealed class CaseStatistics(ITables tables)
{
    public const string Table = "casestatistics";

    const string Bodies = "bodies";
    const int PageRows = 1000;

    readonly ConcurrentDictionary<string, bool> _expected = new(StringComparer.Ordinal);

    /// <summary>Notes that there are cases, and will be decisions, of a body and year.</summary>
    public async Task ExpectAsync(CaseId id, CancellationToken cancel)
    {
        if (!_expected.ContainsKey(id.Partition)) await tables.WriteManyAsync(Table, [(Bodies, id.Partition, "{}"u8.ToArray())], cancel);
        _expected[id.Partition] = true;
    }

    /// <summary>The row that counts a decision that was told just now.</summary>
    public static RowChange ToldRow(RecognitionCase told)
    {
        CaseDecision decision = told.Decision!;
        string row = string.Create(CultureInfo.InvariantCulture, $"{PrefixOf(Month.Of(told.NotifiedAt!.Value))}{CaseId.Parse(told.Id).Key}~{told.Earlier.Count + 1:D4}");
        return RowChange.Insert(row, JsonSerializer.SerializeToUtf8Bytes(new ToldDecision(told.Route, decision.Content.Outcome), HubJson.Options));
    }

    /// <summary>Bodies and years of entry that have cases, or are about to.</summary>
    public async Task<IReadOnlyList<(OrganisationId Body, int Year)>> BodiesAsync(CancellationToken cancel)
    {
        var bodies = new List<(OrganisationId, int)>();
        await foreach (TableRow row in RowsAsync(Table, Bodies, "", null, cancel))
        {
            CaseId any = CaseId.Parse($"{row.Row}~0");
            bodies.Add((any.Body, any.Year));
        }

        return bodies;
    }

    /// <summary>Decisions told in a month, of one body and year of entry.</summary>
    public async Task<IReadOnlyList<ToldDecision>> ToldAsync(OrganisationId body, int year, Month month, CancellationToken cancel)
    {
        var told = new List<ToldDecision>();
        string prefix = PrefixOf(month);
        await foreach (TableRow row in RowsAsync(CaseStore.Table, CaseId.PartitionOf(body, year), prefix, RowRange.EndOf(prefix), cancel))
            told.Add(JsonSerializer.Deserialize<ToldDecision>(row.Body.Span, HubJson.Options)!);
        return told;
    }

    async IAsyncEnumerable<TableRow> RowsAsync(string table, string partition, string from, string? to, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        for (IReadOnlyList<TableRow> page = [.. await tables.ScanAsync(table, partition, from, to, PageRows, cancel)]; page.Count > 0;)
        {
            foreach (TableRow row in page) yield return row;
            if (page.Count < PageRows) yield break;
            page = await tables.ScanAsync(table, partition, RowRange.After(page[^1].Row), to, PageRows, cancel);
        }
    }

    static string PrefixOf(Month month) => $"told~{month}~";
}
