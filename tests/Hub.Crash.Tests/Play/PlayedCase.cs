using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Hub.Crash.Tests.Served;

namespace Hub.Crash.Tests.Play;

/// <summary>A case as those see it who ask and decide: what they did to it, each act once, and how it must have ended.</summary>
sealed class PlayedCase(CaseParties parties, Award award, string id)
{
    /// <summary>Longer than the minute after which the hub looks for what a death left lying.</summary>
    static readonly TimeSpan StageTime = TimeSpan.FromMinutes(4);

    static readonly string[] Remedies = ["present-more-evidence"], Parts = [CaseParties.Target];

    readonly List<string> _facts = [];

    public string Id { get; } = id;

    public Award Award { get; } = award;

    public string Path => $"/v1/recognitions/{Uri.EscapeDataString(Id)}";

    /// <summary>Facts of its history that must each be there once.</summary>
    public IReadOnlyList<string> Facts => _facts;

    /// <summary>How it has to end; with the outcome of its last decision, null where there is none.</summary>
    public (string? End, string? Outcome) Expected { get; private set; }

    public int Decisions { get; private set; }

    /// <summary>Whether what it rests on counts for the target from now on.</summary>
    public bool Counts => Expected.Outcome is "full" or "partial";

    /// <summary>Asks, under a key of its own: who hears no answer asks again, and it is the same case.</summary>
    public static async Task<PlayedCase> AskAsync(CaseParties parties, Award award, bool withAchievement, bool twice, CancellationToken cancel)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(new { learner = award.Learner, route = "unit-equivalence", target = CaseParties.Target, achievements = withAchievement ? new[] { award.Id } : [] });
        string key = Guid.NewGuid().ToString();
        string id = await SendAsync();
        if (twice) Assert.Equal(id, await SendAsync());
        var played = new PlayedCase(parties, award, id);
        played._facts.Add("entered");
        return played;

        async Task<string> SendAsync() => (await parties.Asking.PostAsync("/v1/recognitions", body, "application/json", key, cancel)).Json.GetProperty("id").GetString()!;
    }

    /// <summary>The case as the institution sees it, once it is at one of the stages.</summary>
    public async Task<JsonElement> UntilAsync(CancellationToken cancel, params string[] stages)
    {
        for (long begin = Stopwatch.GetTimestamp(); ;)
        {
            JsonElement now = (await parties.Ana.GetAsync(Path, cancel)).Json;
            if (stages.Contains(now.GetProperty("stage").GetString())) return now;
            if (Stopwatch.GetElapsedTime(begin) > StageTime) throw new TimeoutException($"{Id} is not at {string.Join(" or ", stages)}: {now}");
            await Task.Delay(100, cancel);
        }
    }

    public Task SupplyAsync(CancellationToken cancel) => ActAsync(parties.Asking, "supplements", new { achievements = new[] { Award.Id } }, "clock-started:information-owed", cancel);

    /// <summary>Heard, refused by Ana.</summary>
    public async Task RefuseAsync(CancellationToken cancel)
    {
        await ActAsync(parties.Ana, "hearing", null, "clock-stopped:hearing", cancel);
        await ActAsync(parties.Asking, "hearing/answer", new { text = "It was assessed by a jury." }, "heard", cancel);
        var refusal = new { outcome = "refused", ground = "stated-reasons", remedies = Remedies, reasons = "Too little was shown." };
        await ActAsync(parties.Ana, "decision", refusal, "decided:refused", cancel);
        Decisions++;
    }

    /// <summary>Appealed, granted in part by Bruno.</summary>
    public async Task AppealAsync(CancellationToken cancel)
    {
        await ActAsync(parties.Asking, "appeal", new { text = "The jury was competent." }, "appealed", cancel);
        var part = new { outcome = "partial", ground = "stated-reasons", remedies = Remedies, reasons = "Half of it.", parts = Parts };
        await ActAsync(parties.Bruno, "decision", part, "decided:partial", cancel);
        Decisions++;
        Expected = ("decided", "partial");
    }

    public async Task WithdrawAsync(CancellationToken cancel)
    {
        await ActAsync(parties.Asking, "withdraw", null, "withdrawn", cancel);
        Expected = ("withdrawn", null);
    }

    /// <summary>The hub itself has granted it.</summary>
    public void IsGranted()
    {
        _facts.Add("decided:full");
        Decisions++;
        Expected = ("granted", "full");
    }

    /// <summary>Who hears no answer acts again; then the hub may say that it has been done, and it must be in the history.</summary>
    async Task ActAsync(PatientClient who, string act, object? body, string fact, CancellationToken cancel)
    {
        Answer answer = body is null ? await who.PostAsync($"{Path}/{act}", null, null, null, cancel) : await who.PostJsonAsync($"{Path}/{act}", body, cancel);
        if (answer.Status != HttpStatusCode.Conflict) answer.Done();
        string[] history = HistoryOf((await parties.Ana.GetAsync(Path, cancel)).Json);
        Assert.True(history.Contains(fact), $"{Id}, {act}: {answer.Text} although {string.Join(", ", history)}");
        _facts.Add(fact);
    }

    public static string[] HistoryOf(JsonElement of) => [.. of.GetProperty("history").EnumerateArray().Select(f => f.GetProperty("what").GetString()!)];
}
