using System.Text.Json;
using Hub.Catalogue.Links;
using Hub.Feed;
using Hub.Ports;
using Hub.Records;
using Hub.Submissions;

namespace Hub.Catalogue.Listing;

/// <param name="Status"><c>draft</c>, <c>published</c> or <c>withdrawn</c>; null for all.</param>
/// <param name="After">Cursor of the page before; null for the first.</param>
public sealed record ListOwnEntriesQuery(OrganisationId Organisation, string? Status, string? After, int Limit);

/// <summary>
/// Lists what an organisation has in the hub, drafts and withdrawn entries too: what it compares its own system with. Its entries
/// are a short range in each partition, so a page costs the same wherever it is.
/// </summary>
public sealed class ListOwnEntriesHandler(ITables tables, LinkIndex links, FeedReader feed)
{
    public static readonly IReadOnlyList<string> Statuses = ["draft", "published", "withdrawn"];

    readonly ListingCandidates _candidates = new(tables, links, feed);

    public async Task<Result<ListingPage>> HandleAsync(Caller caller, ListOwnEntriesQuery query, CancellationToken cancel)
    {
        if (!SubmissionAuthority.MayRead(caller, query.Organisation)) return ListingProblems.NotAllowed();
        if (query.Status is not null && !Statuses.Contains(query.Status)) return ListingProblems.FilterInvalid("status", string.Join(", ", Statuses));
        ListingCursor cursor = ListingCursor.At(ListingSource.Own, 0, ListingCursor.FirstRow);
        if (!string.IsNullOrEmpty(query.After) && (!ListingCursor.TryParse(query.After, out cursor) || cursor.Source != ListingSource.Own)) return PageProblems.CursorInvalid();

        var items = new List<ListedRecord>(Math.Min(query.Limit, 100));
        int tried = 0;
        await foreach (Candidate candidate in _candidates.OfOwnAsync(query.Organisation.Value, cursor, Math.Clamp(query.Limit, 16, 256), cancel))
        {
            if (candidate.Record is { } record && IsWanted(record, query.Status)) items.Add(new ListedRecord(candidate.Id, record));
            if (items.Count == query.Limit || ++tried == CatalogueListing.MaxTried) return new ListingPage(items, candidate.Next.ToString(), items.Count < query.Limit);
        }

        return new ListingPage(items, null, false);
    }

    static bool IsWanted(StoredRecord record, string? status)
    {
        if (status is null) return true;
        using JsonDocument json = JsonDocument.Parse(record.Json);
        return json.RootElement.TryGetProperty("status", out JsonElement value) && value.ValueEquals(status);
    }
}
