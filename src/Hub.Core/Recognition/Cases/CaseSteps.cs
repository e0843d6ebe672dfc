using System.Globalization;
using Hub.Notifications;
using Hub.Ports;
using Hub.Recognition.Documents;
using Hub.Recognition.Evaluation;
using Hub.Recognition.Statistics;

namespace Hub.Recognition.Cases;

/// <summary>What the process sees of a case.</summary>
public sealed record CaseView(CaseStage Stage, int Turn, int Round)
{
    public static CaseView Of(RecognitionCase of) => new(of.Stage, of.Turn, of.Round);
}

/// <summary>One turn of one stage, and which of its reminders.</summary>
public sealed record CaseTurnRef(string Case, int Round, int Turn, int Reminder = 0);

/// <summary>Absolute times of a turn, UTC.</summary>
/// <param name="Due">Null: nothing ends it by itself.</param>
public sealed record TurnDates(IReadOnlyList<DateTimeOffset> Reminders, DateTimeOffset? Due);

/// <param name="HasPassed">False when the step came too early: then nothing was done.</param>
public sealed record LapseView(CaseView View, bool HasPassed);

/// <summary>The steps of the process. Each may come twice, late, or for a case that went elsewhere meanwhile; then it changes nothing and says how the case is.</summary>
public sealed class CaseSteps(CaseStore store, CaseLaws laws, IEvaluationInputs inputs, IAchievementUses uses, NoticeOutbox outbox, CaseStatistics statistics, IssueDecision issue)
{
    public async Task<CaseView> LookAsync(CaseRef of, CancellationToken cancel) => CaseView.Of(await GetAsync(of.Case, cancel));

    public async Task<TurnDates> ScheduleAsync(CaseTurnRef turn, CancellationToken cancel)
    {
        // Whoever owes something is told so once a turn, with the dates of the turn.
        RecognitionCase scheduled = await ChangeAsync(turn.Case, async (of, _) => IsOf(of, turn) ? CaseTurns.Schedule(of, await laws.OfAsync(of, cancel)) : of, cancel, of => of.Owed.Count > 0 ? CaseNotices.ToApplicant(of, turn.Turn, "owed", "case-owed") : []);
        return IsOf(scheduled, turn) && scheduled.Dates is { } dates ? new TurnDates(dates.Reminders, dates.Due) : new TurnDates([], null);
    }

    public async Task<CaseView> EvaluateAsync(CaseRef of, CancellationToken cancel)
    {
        RecognitionCase found = await GetAsync(of.Case, cancel);
        if (found.Stage != CaseStage.Evaluation || found.Round != of.Round) return CaseView.Of(found);
        CaseLaw law = await laws.OfAsync(found, cancel);
        DateOnly asOf = law.Calculator.DayOf(found.CompleteAt ?? found.EnteredAt);
        bool isReserved = await uses.ReserveAsync(found, cancel);
        EvaluationInput input = await inputs.LoadAsync(found, asOf, cancel);
        Dictionary<string, int> seen = input.Achievements.DistinctBy(a => a.Id).ToDictionary(a => a.Id, a => a.Version);
        RequestEvaluation evaluation = EvaluateRequest.Run(input, law.Evaluation);
        return CaseView.Of(await ChangeAsync(of.Case, (now, at) => now.Stage == CaseStage.Evaluation && now.Turn == found.Turn ? CaseTurns.Evaluated(now, evaluation, seen, isReserved, at) : now, cancel));
    }

    public async Task<CaseView> RemindAsync(CaseTurnRef turn, CancellationToken cancel)
    {
        RecognitionCase found = await GetAsync(turn.Case, cancel);
        if (!IsOf(found, turn)) return CaseView.Of(found);
        Notice reminder = new(Key(turn, $"remind-{turn.Reminder}"), "case-due", found.Id, found.Body);
        return CaseView.Of(await ChangeAsync(turn.Case, (of, now) => !IsOf(of, turn) || of.HasFact(CaseTurns.Reminded(of, turn.Reminder)) ? of : of.With(new CaseFact(now, Actor.MachineId, CaseTurns.Reminded(of, turn.Reminder))), cancel, _ => [reminder]));
    }

    /// <summary>The due time: what it leads to is decided in the commit, by the moment of the commit.</summary>
    public async Task<LapseView> LapseAsync(CaseTurnRef turn, CancellationToken cancel)
    {
        RecognitionCase lapsed = await ChangeAsync(
            turn.Case,
            async (of, now) => IsOf(of, turn) ? CaseTurns.Lapse(of, await laws.OfAsync(of, cancel), now) : of,
            cancel,
            of => IsOf(of, turn) && of.HasFact(CaseTurns.Escalated(of)) ? [new Notice(Key(turn, "overdue"), "case-overdue", of.Id, of.Body)] : []);
        return new LapseView(CaseView.Of(lapsed), !IsOf(lapsed, turn) || lapsed.HasFact(CaseTurns.Escalated(lapsed)));
    }

    public async Task<CaseView> NotifyAsync(CaseRef of, CancellationToken cancel)
    {
        RecognitionCase found = await GetAsync(of.Case, cancel);
        if (found.Stage != CaseStage.Decided || found.Round != of.Round)
        {
            await SendAsync(of.Case, cancel);       // of a step that died after its commit
            return CaseView.Of(found);
        }

        await statistics.ExpectAsync(CaseId.Parse(of.Case), cancel);
        Result<RecognitionCase> told = await store.ChangeAsync(CaseId.Parse(of.Case), (now, at) => TellAsync(now, found.Turn, at, cancel), cancel);
        await SendAsync(of.Case, cancel);
        return CaseView.Of(told.Problem is null ? told.Value : throw new InvalidOperationException($"Case {of.Case}: {told.Problem.Code}."));
    }

    /// <summary>The decision is told and its document is there in one commit: nobody is told of what can not be read.</summary>
    async ValueTask<Result<CaseChange>> TellAsync(RecognitionCase of, int turn, DateTimeOffset at, CancellationToken cancel)
    {
        if (of.Turn != turn) return new CaseChange(of);
        RecognitionCase told = CaseTurns.Notified(of, at);
        List<RowChange> beside = [CaseStatistics.ToldRow(told), .. CaseNotices.ToApplicant(of, turn, "decided", "case-decided").Select(n => n.ToChange())];
        if (await issue.MakeAsync(told, cancel) is { } document) beside.Add(document);
        return new CaseChange(told, beside);
    }

    public async Task<CaseView> FinishAsync(CaseRef of, CancellationToken cancel)
    {
        RecognitionCase found = await GetAsync(of.Case, cancel);
        if (found.Stage != CaseStage.Final || found.Round != of.Round) return CaseView.Of(found);
        bool grants = found.End is CaseEnd.Granted or CaseEnd.Decided && found.Decision is { Content.Outcome: not DecisionOutcome.Refused };
        // What is recognised instead is what the achievements count for.
        RecognitionCase given = found.Decision is { Content: { Outcome: DecisionOutcome.Alternative, AlternativeTarget: { } other } } ? found with { Target = other } : found;
        if (grants) await uses.ConfirmAsync(given, cancel);
        if (!grants || given != found) await uses.ReleaseAsync(found, cancel);
        return CaseView.Of(found);
    }

    static bool IsOf(RecognitionCase of, CaseTurnRef turn) => of.Turn == turn.Turn && of.Round == turn.Round;

    static string Key(CaseTurnRef turn, string what) => string.Create(CultureInfo.InvariantCulture, $"{turn.Case}:{turn.Round}:{turn.Turn}:{what}");

    async Task<RecognitionCase> GetAsync(string id, CancellationToken cancel) =>
        await store.FindAsync(CaseId.Parse(id), cancel) ?? throw new InvalidOperationException($"There is no case {id}, and its process runs.");

    Task<RecognitionCase> ChangeAsync(string id, Func<RecognitionCase, DateTimeOffset, RecognitionCase> decide, CancellationToken cancel, Func<RecognitionCase, IReadOnlyList<Notice>>? notices = null) =>
        ChangeAsync(id, (of, now) => ValueTask.FromResult(decide(of, now)), cancel, notices);

    /// <param name="notices">Who is to be told of the case as it was changed; in the commit that changes it.</param>
    async Task<RecognitionCase> ChangeAsync(string id, Func<RecognitionCase, DateTimeOffset, ValueTask<RecognitionCase>> decide, CancellationToken cancel, Func<RecognitionCase, IReadOnlyList<Notice>>? notices = null)
    {
        Result<RecognitionCase> changed = await store.ChangeAsync(CaseId.Parse(id), async (of, now) => Told(await decide(of, now), notices), cancel);
        if (notices is not null) await SendAsync(id, cancel);
        return changed.Problem is null ? changed.Value : throw new InvalidOperationException($"Case {id}: {changed.Problem.Code}.");
    }

    static CaseChange Told(RecognitionCase changed, Func<RecognitionCase, IReadOnlyList<Notice>>? notices) => new(changed, [.. (notices?.Invoke(changed) ?? []).Select(n => n.ToChange())]);

    Task SendAsync(string id, CancellationToken cancel) => outbox.SendAsync(CaseStore.Table, CaseId.Parse(id).Partition, id, cancel);
}
