using System.Text.Json;
using Hub.Ports;
using Hub.Submissions.Layout;

namespace Hub.Submissions;

/// <summary>
/// What the split found and every later step relies on: written once, so that a redelivered chunk is read exactly as it was the
/// first time, also when an operator has changed column maps meanwhile.
/// </summary>
/// <param name="Findings">Findings about the header, in the lines of the findings file.</param>
/// <param name="Esco">Version of the ESCO set that links are looked up in; null: none was loaded.</param>
public sealed record SubmissionPlan(
    FormatPlan Format,
    IReadOnlyList<PlannedColumn?> Columns,
    IReadOnlyList<PlannedColumn> Constants,
    string? MapName,
    string? Country,
    IReadOnlyList<string> Findings,
    IReadOnlyList<Chunk> Chunks,
    string? Esco = null)
{
    public ColumnLayout LayoutFor(IRecordKind kind)
    {
        Dictionary<string, Column> columns = kind.Columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
        ColumnUse Use(PlannedColumn planned) => new(columns[planned.Name], planned.Language, planned.SourceName);
        return new ColumnLayout([.. Columns.Select(c => c is null ? null : Use(c))], [.. Constants.Select(c => (Use(c), c.Value!))]);
    }

    public static (IReadOnlyList<PlannedColumn?> Columns, IReadOnlyList<PlannedColumn> Constants) Describe(ColumnLayout layout) => (
        [.. layout.Columns.Select(u => u is null ? null : new PlannedColumn(u.Column.Name, u.Language, u.SourceName, null))],
        [.. layout.Constants.Select(c => new PlannedColumn(c.Use.Column.Name, c.Use.Language, c.Use.SourceName, c.Value))]);

    public static async Task<SubmissionPlan?> ReadAsync(IBlobs blobs, SubmissionId id, CancellationToken cancel)
    {
        await using Stream? stream = await blobs.OpenReadAsync(SubmissionKeys.PlanBlob(id), 0, null, cancel);
        return stream is null ? null : await JsonSerializer.DeserializeAsync<SubmissionPlan>(stream, HubJson.Options, cancel);
    }

    public Task WriteAsync(IBlobs blobs, SubmissionId id, CancellationToken cancel) =>
        blobs.WriteAsync(SubmissionKeys.PlanBlob(id), BlobCondition.Create, (stream, stop) => JsonSerializer.SerializeAsync(stream, this, HubJson.Options, stop), cancel);
}

/// <param name="Name">Canonical column.</param>
/// <param name="Value">For constants: the value a column map supplies for every row.</param>
public sealed record PlannedColumn(string Name, string? Language, string SourceName, string? Value);
