using System.Text.Json;
using Hub.Http.Pages.Shell;
using Hub.Records;

namespace Hub.Http.Pages.Searching;

/// <summary>As much of an entry as a list shows of it.</summary>
/// <param name="Api">Where the whole entry is as JSON.</param>
public sealed record EntryCard(
    string Id, int Version, string? Kind, IReadOnlyDictionary<string, string> Title, OrganisationName AwardingBody, string? CreditSystem, decimal? CreditPoints, decimal? WorkloadHours,
    int? EqfLevel, string? NqfFramework, string? NqfLevel, IReadOnlyList<string> Languages, IReadOnlyList<string> Modes, decimal? PriceAmount, string? PriceCurrency, DateOnly? StartDate, string Api)
{
    /// <summary>The body that awards: the one the entry names, else its owner.</summary>
    internal static string BodyOf(string id, ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return new RecordJson(document.RootElement).Text("awardingBody") ?? id[..id.IndexOf('~', StringComparison.Ordinal)];
    }

    internal static EntryCard Read(string id, StoredRecord stored, OrganisationName body)
    {
        using JsonDocument document = JsonDocument.Parse(stored.Json);
        var entry = new RecordJson(document.RootElement);
        return new EntryCard(
            id, stored.Stamp.Version, entry.Text("kind"), entry.Texts("title"), body, entry.Text("creditSystem"), entry.Number("creditPoints"), entry.Number("workloadHours"),
            (int?)entry.Number("eqfLevel"), entry.Text("nqfFramework"), entry.Text("nqfLevel"), entry.List("languages"), entry.List("modes"), entry.Number("priceAmount"), entry.Text("priceCurrency"), entry.Day("startDate"),
            $"/v1/catalogue/{Uri.EscapeDataString(id)}");
    }
}
