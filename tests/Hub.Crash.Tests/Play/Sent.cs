using System.Text.Json;

namespace Hub.Crash.Tests.Play;

/// <summary>A submission that the hub has acknowledged, and what must come of it.</summary>
sealed record Sent(string Id, string Mode, IReadOnlyList<Row> Rows, string IdempotencyKey)
{
    public long Number { get; } = long.Parse(Id[(Id.LastIndexOf('~') + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Null for a check: what it says of good rows depends on when it ran.</summary>
    public Totals? Expected { get; set; }

    /// <summary>Rounds after the first: corrections and decisions.</summary>
    public int Rounds { get; set; }

    public static bool HasEnded(JsonElement submission) => submission.GetProperty("status").GetString() is "finished" or "refused" or "failed" or "awaiting-confirmation";

    public static Totals TotalsOf(JsonElement submission)
    {
        JsonElement totals = submission.GetProperty("totals");
        int Of(string name) => totals.TryGetProperty(name, out JsonElement number) ? number.GetInt32() : 0;
        Assert.Equal(Of("rows"), Of("accepted") + Of("unchanged") + Of("held") + Of("rejected") + Of("superseded"));
        Assert.Equal(0, Of("superseded"));
        return new Totals(Of("accepted"), Of("unchanged"), Of("held"), Of("rejected"), Of("withdrawn"));
    }
}
