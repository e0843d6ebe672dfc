using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Hub.Crash.Tests.Play;
using Hub.Crash.Tests.Served;

namespace Hub.Crash.Tests.Checks;

/// <summary>Each case is there once and has come to what was done to it; what it rests on counts for the target once, or is free again.</summary>
sealed class CaseChecks(CasePart part)
{
    /// <summary>A case is final before its achievements are let go; a step that died is made good after a minute.</summary>
    static readonly TimeSpan ReleaseTime = TimeSpan.FromMinutes(2);

    PatientClient Asking => part.Parties.Asking;

    PatientClient Deciding => part.Parties.Ana;

    public async Task RunAsync(CancellationToken cancel)
    {
        foreach (PlayedCase of in part.Played) await CaseAsync(of, cancel);
        foreach (IGrouping<Award, PlayedCase> award in part.Played.GroupBy(p => p.Award)) await UseAsync(award.Key, [.. award], cancel);
        await ListsAsync(cancel);
    }

    async Task CaseAsync(PlayedCase of, CancellationToken cancel)
    {
        JsonElement found = (await Deciding.GetAsync(of.Path, cancel)).Json;
        if (of.Expected.End is { } end)
        {
            string? outcome = found.TryGetProperty("outcome", out JsonElement told) ? told.GetString() : null;
            Assert.Equal((of.Id, "final", end, of.Expected.Outcome), (of.Id, found.GetProperty("stage").GetString(), found.GetProperty("end").GetString(), outcome));
            Assert.Equal(end == "granted", found.TryGetProperty("byMachine", out JsonElement by) && by.GetBoolean());
        }
        else Assert.Equal((of.Id, "appeal-window", "refused"), (of.Id, found.GetProperty("stage").GetString(), found.GetProperty("outcome").GetString()));

        string[] history = PlayedCase.HistoryOf(found);
        foreach (string fact in of.Facts) Assert.True(history.Count(h => h == fact) == 1, $"{of.Id}, {fact}: {string.Join(", ", history)}");
        Assert.Equal((of.Id, of.Decisions, of.Decisions), (of.Id, history.Count(h => h.StartsWith("decided:", StringComparison.Ordinal)), history.Count(h => h == "notified")));
        await DocumentsAsync(of, cancel);
    }

    /// <summary>A document for every decision, and none beside.</summary>
    async Task DocumentsAsync(PlayedCase of, CancellationToken cancel)
    {
        for (int number = 1; number <= of.Decisions + 1; number++)
        {
            Answer read = await Asking.GetAsync($"{of.Path}/decision?number={number}", cancel);
            if (number > of.Decisions) Assert.Equal((of.Id, HttpStatusCode.NotFound), (of.Id, read.Status));
            else Assert.Equal((of.Id, number), (read.Json.GetProperty("case").GetString(), read.Json.GetProperty("number").GetInt32()));
        }
    }

    /// <summary>What another request for the same would find.</summary>
    async Task UseAsync(Award award, IReadOnlyList<PlayedCase> cases, CancellationToken cancel)
    {
        // A refusal that can be appealed against still holds what it was about.
        string? holder = cases.SingleOrDefault(c => c.Counts || c.Expected.End is null)?.Id;
        string found = await UsesAsync(award, cancel);
        for (long begin = Stopwatch.GetTimestamp(); holder is null && found.Length > 0 && Stopwatch.GetElapsedTime(begin) < ReleaseTime; found = await UsesAsync(award, cancel)) await Task.Delay(200, cancel);
        Assert.Equal((award.Id, holder is null ? "" : $"case {holder}."), (award.Id, found.Length == 0 ? "" : found[found.IndexOf("case ", StringComparison.Ordinal)..]));

        JsonElement record = (await Asking.GetAsync($"/v1/learners/{award.Learner}/record", cancel)).Json.GetProperty("record");
        string[] recognised = [.. record.GetProperty("items").EnumerateArray().Where(i => i.TryGetProperty("recognition", out JsonElement r) && r.ValueKind == JsonValueKind.Object).Select(i => i.ToString())];
        PlayedCase? counting = cases.SingleOrDefault(c => c.Counts);
        Assert.Equal((award.Id, counting is null ? 0 : 1), (award.Id, recognised.Length));
        if (counting is not null) Assert.Contains(counting.Id, recognised[0], StringComparison.Ordinal);
    }

    /// <summary>The explanation of what it is used for; empty when for nothing.</summary>
    async Task<string> UsesAsync(Award award, CancellationToken cancel)
    {
        var question = new { learner = award.Learner, route = "unit-equivalence", target = CaseParties.Target, achievements = new[] { award.Id } };
        JsonElement answer = (await Asking.PostJsonAsync("/v1/recognitions/what-if", question, cancel)).Json;
        return answer.GetProperty("aspects").EnumerateArray().SelectMany(a => a.GetProperty("findings").EnumerateArray())
            .Where(f => f.GetProperty("code").GetString() == "recognition.used-for-same-target").Select(f => f.GetProperty("explanation").GetString()!).SingleOrDefault() ?? "";
    }

    /// <summary>Those who asked and those who decide find every case in their lists, once.</summary>
    async Task ListsAsync(CancellationToken cancel)
    {
        Assert.Equal(part.Played.Select(p => p.Id).Order(StringComparer.Ordinal), await IdsAsync(Asking, "/v1/recognitions?limit=1000"));
        Assert.Equal(part.Played.Where(p => p.Expected.End is not null).Select(p => p.Id).Order(StringComparer.Ordinal), await IdsAsync(Deciding, "/v1/reviews?state=final&limit=1000"));
        Assert.Equal(part.Played.Where(p => p.Expected.End is null).Select(p => p.Id).Order(StringComparer.Ordinal), await IdsAsync(Deciding, "/v1/reviews?limit=1000"));

        async Task<string[]> IdsAsync(PatientClient who, string list) => [.. (await who.ListAsync(list, cancel)).Select(c => c.GetProperty("id").GetString()!).Order(StringComparer.Ordinal)];
    }
}
