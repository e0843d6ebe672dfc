using System.Globalization;
using Hub.Ports;
using Hub.Recognition.Cases;

namespace Hub.Recognition.Requests;

/// <summary>Cases by who asked for them. A case lies with the institution that decides, so its provider needs a list to find it.</summary>
public sealed class ProviderCases(ITables tables, CaseStore cases)
{
    public const string Table = "providercases";

    /// <summary>Before the case is written; one that never was is passed over.</summary>
    internal Task NoteAsync(OrganisationId provider, CaseId id, CancellationToken cancel) =>
        tables.CommitAsync(Table, provider.Value, [RowChange.Upsert(RowOf(id), "{}"u8.ToArray())], cancel);

    public Task<RecognitionCase?> FindAsync(CaseId id, CancellationToken cancel) => cases.FindAsync(id, cancel);

    /// <summary>Cases in order of year, institution and key. A page may be shorter than asked for and still have a next one.</summary>
    /// <param name="stage">Only those at this stage; null: all.</param>
    /// <param name="after">Id of the last one looked at.</param>
    public async Task<Page<RecognitionCase>> ListAsync(OrganisationId provider, CaseStage? stage, CaseId? after, int limit, CancellationToken cancel)
    {
        IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, provider.Value, after is { } last ? RowRange.After(RowOf(last)) : "", null, limit, cancel);
        var items = new List<RecognitionCase>(rows.Count);
        foreach (TableRow row in rows)
            if (await cases.FindAsync(IdOf(row.Row), cancel) is { } of && (stage is null || of.Stage == stage)) items.Add(of);
        return new Page<RecognitionCase>(items, rows.Count < limit ? null : IdOf(rows[^1].Row).ToString());
    }

    static string RowOf(CaseId id) => string.Create(CultureInfo.InvariantCulture, $"{id.Year:D4}~{id.Body.Value}~{id.Key}");

    static CaseId IdOf(string row)
    {
        string[] parts = row.Split('~');
        return new CaseId(OrganisationId.Parse(parts[1]), int.Parse(parts[0], CultureInfo.InvariantCulture), parts[2]);
    }
}
