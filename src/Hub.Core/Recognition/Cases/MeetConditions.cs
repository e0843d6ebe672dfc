using Hub.Notifications;

namespace Hub.Recognition.Cases;

/// <summary>Notes that the conditions of a conditional grant are met: from then on it counts. The decision itself stays as it was told.</summary>
public sealed class MeetConditions(CaseStore store, CaseChanges changes, NoticeOutbox outbox)
{
    public async Task<Result<RecognitionCase>> HandleAsync(CaseId id, Actor actor, CancellationToken cancel)
    {
        await changes.InsureAsync(id, cancel);
        Result<RecognitionCase> met = await store.ChangeAsync(id, (of, now) => ValueTask.FromResult(Met(of, actor, now)), cancel);
        await outbox.SendAsync(CaseStore.Table, id.Partition, id.ToString(), cancel);
        return met;
    }

    static Result<CaseChange> Met(RecognitionCase of, Actor actor, DateTimeOffset now)
    {
        if (ConductRules.OfConditions(of, actor) is { } refused) return refused;
        string what = ConductRules.ConditionsMet(of);
        if (of.HasFact(what)) return new CaseChange(of);
        return new CaseChange(of.With(new CaseFact(now, actor.Id, what)), [.. CaseNotices.ToApplicant(of, of.Turn, what, "case-conditions-met").Select(n => n.ToChange())]);
    }
}
