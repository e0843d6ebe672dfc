using Hub.Recognition.Cases;

namespace Hub.Recognition.Requests;

/// <summary>Which cases of a list are wanted; what is null is not asked.</summary>
/// <param name="DueBefore">Those without a due time are not due before anything.</param>
public sealed record CaseFilter(CaseStage? Stage, DateTimeOffset? DueBefore, string? Assignee, string? Provider)
{
    public bool Takes(CaseItem item) =>
        (Stage is null || item.Stage == Stage) && (DueBefore is not { } before || item.Due < before) && (Assignee is null || item.Assignee == Assignee) && (Provider is null || item.Provider == Provider);
}

/// <summary>The queue of an institution's reviewers: full pages, always the earliest due first.</summary>
public sealed class CaseQueue(CaseStore cases)
{
    /// <summary>Looks at the list for one page; a filter that hardly anything passes then ends the page early, with a cursor to go on from.</summary>
    const int MostLooks = 100;

    /// <summary>Years before the one that is shown whose open cases are looked for.</summary>
    const int YearsBack = 5;

    /// <param name="after">Cursor of the page before.</param>
    public async Task<Page<CaseItem>> ReadAsync(Caller caller, int year, CaseFilter filter, string? after, int size, CancellationToken cancel)
    {
        // Cases that are over stand in no list by time.
        (string list, string? among) = filter.Stage == CaseStage.Final ? (CaseStore.ByState, HubJson.NameOf(CaseStage.Final)) : (CaseStore.ByDue, null);
        var items = new List<CaseItem>(size);
        for (int look = 0; look < MostLooks; look++)
        {
            Page<CaseItem> found = await cases.ListAsync(caller.Organisation, year, list, among, after, size - items.Count, cancel);
            items.AddRange(found.Items.Where(filter.Takes));
            after = found.Next;
            if (after is null || items.Count == size) break;
        }

        return new Page<CaseItem>(items, after);
    }

    /// <summary>Years before this one in which cases were entered that are still open: a list holds one year, and nobody shall forget the others.</summary>
    public async Task<IReadOnlyList<int>> EarlierOpenAsync(Caller caller, int year, CancellationToken cancel)
    {
        var open = new List<int>();
        for (int earlier = year - 1; earlier >= year - YearsBack; earlier--)
            if ((await cases.ListAsync(caller.Organisation, earlier, CaseStore.ByDue, null, null, 1, cancel)).Items.Count > 0) open.Add(earlier);
        return open;
    }
}
