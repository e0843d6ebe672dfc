using System.ComponentModel;
using Hub.Http.Description;
using Hub.Recognition.Statistics;

namespace Hub.Http.V1;

/// <param name="Items">In order of month, body, route and outcome.</param>
public sealed record DecisionStatisticsBody(IReadOnlyList<DecisionCount> Items);

static class StatisticsEndpoints
{
    public static void MapStatistics(this RouteGroupBuilder v1) =>
        v1.MapGet("/statistics/decisions", ReadAsync).Produces<DecisionStatisticsBody>(200, "application/json", "text/csv").Refuses(400)
            .Describe("ReadDecisionStatistics", Tags.Recognition, "Count decisions on recognition", "Decisions per body, route, outcome and closed month (UTC, of the day they were told), each count rounded to the nearest multiple of 5; what rounds to 0 is left out. A month is counted a day after its end and never revised: a decision changed on appeal counts again in its own month. JSON; CSV by Accept: text/csv, the same table as decisions.csv of a release.");

    static async Task<IResult> ReadAsync(
        [Description("First month, yyyy-MM.")] string? from, [Description("Last month, yyyy-MM.")] string? until, [Description("Id of a deciding organisation.")] string? body, HttpContext http, ReadDecisionStatistics statistics)
    {
        Month first = default, last = new(9999, 12);
        if ((from is not null && !Month.TryParse(from, out first)) || (until is not null && !Month.TryParse(until, out last)))
            return new Problem(ProblemKind.Invalid, "statistics.month-invalid", "The month can not be used.", "Write yyyy-MM.").ToHttp();
        DecisionCount[] counts = [.. (await statistics.HandleAsync(http.RequestAborted)).Where(c => Month.TryParse(c.Month, out Month month) && month >= first && month <= last && (body is null || c.Body == body))];
        http.Response.Headers.Vary = "Accept";
        http.Response.Headers.CacheControl = "public, max-age=3600";
        return http.Request.Headers.Accept.ToString().Contains("text/csv", StringComparison.OrdinalIgnoreCase)
            ? TypedResults.Bytes(DecisionTable.Write(counts), "text/csv; charset=utf-8", DecisionTable.FileName)
            : TypedResults.Ok(new DecisionStatisticsBody(counts));
    }
}
