using System.Text.Json;
using Hub.Ports;
using Hub.Recognition.Cases;

namespace Hub.Recognition.Statistics;

/// <param name="Month"><c>yyyy-MM</c>, UTC, of the day the decision was told.</param>
/// <param name="Body">Organisation that decided.</param>
/// <param name="Route">Short name of the route.</param>
/// <param name="Decisions">Rounded to the nearest multiple of 5, so that no single decision shows; what rounds to 0 is left out.</param>
public sealed record DecisionCount(string Month, string Body, string Route, DecisionOutcome Outcome, int Decisions);

/// <summary>
/// Decisions of closed months. A month is counted once, a day after its end, and never revised: a decision that is changed later,
/// as on appeal, counts again in the month in which that is told.
/// </summary>
public sealed class ReadDecisionStatistics(CaseStatistics statistics, ITables tables, TimeProvider clock)
{
    const int RoundTo = 5;
    const string Closed = "closed";
    const int MostMonths = 1000;

    /// <summary>All closed months, in order of month, body, route and outcome.</summary>
    public async Task<IReadOnlyList<DecisionCount>> HandleAsync(CancellationToken cancel)
    {
        IReadOnlyList<(OrganisationId Body, int Year)> bodies = await statistics.BodiesAsync(cancel);
        if (bodies.Count == 0) return [];
        Month last = Month.Of(clock.GetUtcNow().AddDays(-1)).Before;
        Dictionary<string, TableRow> closed = (await tables.ScanAsync(CaseStatistics.Table, Closed, "", null, MostMonths, cancel)).ToDictionary(r => r.Row, StringComparer.Ordinal);
        var counts = new List<DecisionCount>();
        for (Month month = new(bodies.Min(b => b.Year), 1); month <= last; month = month.Next)
            counts.AddRange(closed.TryGetValue(month.ToString(), out TableRow? row) ? Read(row) : await CloseAsync(month, bodies, cancel));
        return counts;
    }

    /// <summary>Whoever closes a month first says what it holds.</summary>
    async Task<IReadOnlyList<DecisionCount>> CloseAsync(Month month, IReadOnlyList<(OrganisationId Body, int Year)> bodies, CancellationToken cancel)
    {
        var told = new List<(string Body, ToldDecision Decision)>();
        foreach ((OrganisationId body, int year) in bodies)
            if (year <= month.Year) told.AddRange((await statistics.ToldAsync(body, year, month, cancel)).Select(d => (body.Value, d)));
        DecisionCount[] counts = [.. Count(month, told)];
        CommitOutcome done = await tables.CommitAsync(CaseStatistics.Table, Closed, [RowChange.Insert(month.ToString(), JsonSerializer.SerializeToUtf8Bytes(counts, HubJson.Options))], cancel);
        return done.IsDone ? counts : Read((await tables.FindAsync(CaseStatistics.Table, Closed, month.ToString(), cancel))!);
    }

    internal static IEnumerable<DecisionCount> Count(Month month, IEnumerable<(string Body, ToldDecision Decision)> told) =>
        from one in told
        group one by (one.Body, one.Decision.Route, one.Decision.Outcome) into same
        let rounded = (same.Count() + (RoundTo / 2)) / RoundTo * RoundTo
        where rounded > 0
        orderby same.Key.Body, same.Key.Route, same.Key.Outcome
        select new DecisionCount(month.ToString(), same.Key.Body, same.Key.Route, same.Key.Outcome, rounded);

    static DecisionCount[] Read(TableRow row) => JsonSerializer.Deserialize<DecisionCount[]>(row.Body.Span, HubJson.Options)!;
}
