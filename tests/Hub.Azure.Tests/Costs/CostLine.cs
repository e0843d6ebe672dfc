using System.Globalization;

namespace Hub.Azure.Tests.Costs;

/// <summary>What something costs, in requests. Messages are counted once here; each is sent, taken and deleted.</summary>
/// <param name="Tables">Requests to tables, but for those of <paramref name="Feed"/>.</param>
/// <param name="Feed">Requests to tables by the work of the feed.</param>
public sealed record CostLine(string What, long Tables, long Feed, long BlobWrites, long BlobReads, long Messages, long Signatures)
{
    public IReadOnlyList<long> Counts => [Tables, Feed, BlobWrites, BlobReads, Messages, Signatures];

    /// <summary>As a row of the document.</summary>
    public override string ToString() => $"| {What} | {string.Join(" | ", Counts.Select(n => n.ToString("N0", CultureInfo.InvariantCulture)))} |";
}
