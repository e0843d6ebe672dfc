using System.Text.Json;

namespace Hub.Crash.Tests.Play;

/// <summary>Requests for recognition, several at once: granted by the hub, refused and appealed, withdrawn, completed later, and two that want the same.</summary>
sealed class CasePart(CaseParties parties, Random random) : IPart
{
    readonly List<PlayedCase> _played = [];
    int _awards;

    public CaseParties Parties { get; } = parties;

    public IReadOnlyList<Sender> Senders => Parties.Senders;

    /// <summary>All that were asked for.</summary>
    public IReadOnlyList<PlayedCase> Played
    {
        get
        {
            lock (_played) return [.. _played];
        }
    }

    public Task PlayAsync(int act, CancellationToken cancel)
    {
        Func<bool, CancellationToken, Task>[] stories = [GrantedAsync, GrantedAsync, RivalsAsync, AppealedAsync, RefusedAsync, WithdrawnAsync, CompletedAsync];
        // Chance is asked before they run side by side, so that a seed plays the same again.
        return Task.WhenAll(stories.Select(story => (Story: story, Twice: random.Next(3) == 0)).ToArray().Select(s => Task.Run(() => s.Story(s.Twice, cancel), cancel)));
    }

    async Task GrantedAsync(bool twice, CancellationToken cancel)
    {
        PlayedCase of = await AskAsync(await AwardAsync(CaseParties.Target, cancel), true, twice, cancel);
        await of.UntilAsync(cancel, "final");
        of.IsGranted();
    }

    /// <summary>Two requests for the same achievement and target: one of them has it, whichever is first.</summary>
    async Task RivalsAsync(bool twice, CancellationToken cancel)
    {
        Award award = await AwardAsync(CaseParties.Target, cancel);
        PlayedCase[] rivals = await Task.WhenAll(AskAsync(award, true, twice, cancel), AskAsync(award, true, false, cancel));
        JsonElement[] ended = await Task.WhenAll(rivals.Select(r => r.UntilAsync(cancel, "final", "review")));
        Assert.Equal(["final", "review"], ended.Select(e => e.GetProperty("stage").GetString()).Order(StringComparer.Ordinal));
        foreach ((PlayedCase of, JsonElement now) in rivals.Zip(ended))
        {
            if (now.GetProperty("stage").GetString() == "final") of.IsGranted();
            else await of.WithdrawAsync(cancel);
        }
    }

    async Task AppealedAsync(bool twice, CancellationToken cancel)
    {
        PlayedCase of = await DoubtfulAsync(twice, cancel);
        await of.RefuseAsync(cancel);
        await of.UntilAsync(cancel, "appeal-window");
        await of.AppealAsync(cancel);
        await of.UntilAsync(cancel, "final");
    }

    /// <summary>Nobody appeals, and the window stays open: its last day is weeks away.</summary>
    async Task RefusedAsync(bool twice, CancellationToken cancel)
    {
        PlayedCase of = await DoubtfulAsync(twice, cancel);
        await of.RefuseAsync(cancel);
        await of.UntilAsync(cancel, "appeal-window");
    }

    async Task WithdrawnAsync(bool twice, CancellationToken cancel)
    {
        PlayedCase of = await DoubtfulAsync(twice, cancel);
        await of.WithdrawAsync(cancel);
        await of.UntilAsync(cancel, "final");
    }

    async Task CompletedAsync(bool twice, CancellationToken cancel)
    {
        PlayedCase of = await AskAsync(await AwardAsync(CaseParties.Target, cancel), false, twice, cancel);
        await of.UntilAsync(cancel, "completeness");
        await of.SupplyAsync(cancel);
        await of.UntilAsync(cancel, "final");
        of.IsGranted();
    }

    /// <summary>A case that only a person can decide.</summary>
    async Task<PlayedCase> DoubtfulAsync(bool twice, CancellationToken cancel)
    {
        PlayedCase of = await AskAsync(await AwardAsync(CaseParties.Own, cancel), true, twice, cancel);
        await of.UntilAsync(cancel, "review");
        return of;
    }

    async Task<PlayedCase> AskAsync(Award award, bool withAchievement, bool twice, CancellationToken cancel)
    {
        PlayedCase of = await PlayedCase.AskAsync(Parties, award, withAchievement, twice, cancel);
        lock (_played) _played.Add(of);
        return of;
    }

    Task<Award> AwardAsync(string entry, CancellationToken cancel) => Parties.AwardAsync($"C-{Interlocked.Increment(ref _awards)}", entry, cancel);
}
