using Hub.Recognition.Statistics;

namespace Hub.Recognition.Cases;

/// <param name="Open">Cases of every stage but the last, of which there are ever more.</param>
/// <param name="Overdue">Of these, those whose due time has passed.</param>
public sealed record CaseCounts(IReadOnlyDictionary<CaseStage, long> Open, long Overdue);

/// <summary>Counts open cases from the lists of all bodies: a page of 1,000 is one request.</summary>
public sealed class CountCases(CaseStore store, CaseStatistics statistics, TimeProvider clock)
{
    const int PageRows = 1000;

    public async Task<CaseCounts> HandleAsync(CancellationToken cancel)
    {
        var open = Enum.GetValues<CaseStage>().Where(s => s != CaseStage.Final).ToDictionary(s => s, _ => 0L);
        long overdue = 0;
        DateTimeOffset now = clock.GetUtcNow();
        foreach ((OrganisationId body, int year) in await statistics.BodiesAsync(cancel))
        {
            foreach (CaseStage stage in open.Keys) open[stage] += await CountAsync(body, year, CaseStore.ByState, HubJson.NameOf(stage), _ => true, cancel);
            overdue += await CountAsync(body, year, CaseStore.ByDue, null, item => item.Due < now, cancel);
        }

        return new CaseCounts(open, overdue);
    }

    /// <summary>From the beginning of a list for as long as <paramref name="counts"/> says.</summary>
    async Task<long> CountAsync(OrganisationId body, int year, string list, string? among, Func<CaseItem, bool> counts, CancellationToken cancel)
    {
        long count = 0;
        string? after = null;
        do
        {
            Page<CaseItem> page = await store.ListAsync(body, year, list, among, after, PageRows, cancel);
            int counted = page.Items.TakeWhile(counts).Count();
            count += counted;
            if (counted < page.Items.Count) return count;
            after = page.Next;
        }
        while (after is not null);
        return count;
    }
}
