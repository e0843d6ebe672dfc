using System.Text;
using System.Text.Json;
using Hub.Agreements;
using Hub.Catalogue;
using Hub.Learners.Achievements;
using Hub.Organisations;
using Hub.Organisations.Accreditations;
using Hub.Rules;
using Hub.Submissions;
using Hub.Submissions.Columns;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Formats.Tests;

/// <summary>A finding as the findings file has it.</summary>
public sealed record ReadFinding(int Row, string? Column, string Code, string Severity, string Message, string? Path = null);

/// <summary>A file taken through the whole of <c>hub check</c>, under the rules of one day and country.</summary>
public sealed class CheckedFile
{
    static readonly RecordKinds Kinds = RecordKinds.Default;
    static readonly Lazy<CheckFileHandler> Handler = new(() => new CheckFileHandler(Kinds,
        new PrepareBody(SubmissionFormats.All, ColumnSynonyms.LoadDefault(), ColumnMaps.LoadDefault(null)), Rulesets.LoadDefault(), Vocabularies.LoadDefault()));

    public Problem? Problem { get; private init; }

    public SubmissionTotals? Totals { get; private init; }

    public PreparedBody? Body { get; private init; }

    public IReadOnlyList<ReadFinding> Findings { get; private init; } = [];

    public byte[] Errors { get; private init; } = [];

    public string VerdictSha256 { get; private init; } = "";

    public IEnumerable<string> Codes => Findings.Select(f => f.Code);

    public static Task<CheckedFile> OfAsync(string text, string name = "file", string country = "PT") => OfAsync(Encoding.UTF8.GetBytes(text), name, country);

    public static async Task<CheckedFile> OfAsync(byte[] body, string name = "file", string country = "PT", string kind = CatalogueKind.KindName)
    {
        string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Directory.CreateDirectory(folder);
        try
        {
            string path = Path.Combine(folder, name);
            await File.WriteAllBytesAsync(path, body);
            return await OfPathAsync(path, country, kind);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static async Task<CheckedFile> OfPathAsync(string path, string country = "PT", string kind = CatalogueKind.KindName)
    {
        using MemoryStream findings = new(), errors = new();
        var command = new CheckFileCommand(path, kind, OrganisationId.Parse("PT-ESCOLA"), country, new DateOnly(2026, 11, 1));
        Result<CheckFileResult> result = await Handler.Value.HandleAsync(command, findings, () => errors, TestContext.Current.CancellationToken);
        if (result.Problem is not null) return new CheckedFile { Problem = result.Problem };
        string[] lines = Encoding.UTF8.GetString(findings.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new CheckedFile { Totals = result.Value.Totals, Body = result.Value.Body, Findings = [.. lines.Select(FindingOf)], Errors = errors.ToArray(), VerdictSha256 = result.Value.VerdictSha256 };
    }

    static ReadFinding FindingOf(string line)
    {
        using JsonDocument finding = JsonDocument.Parse(line);
        JsonElement f = finding.RootElement;
        string Text(string name) => f.GetProperty(name).GetString()!;
        return new ReadFinding(f.GetProperty("row").GetInt32(), f.TryGetProperty("column", out JsonElement column) ? column.GetString() : null, Text("code"), Text("severity"), Text("message"),
            f.TryGetProperty("path", out JsonElement path) ? path.GetString() : null);
    }
}
