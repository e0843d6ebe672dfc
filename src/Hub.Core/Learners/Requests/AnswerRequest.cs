using Hub.Audit;

namespace Hub.Learners.Requests;

/// <param name="Outcome">Done or refused.</param>
/// <param name="Reason">1 to 2,000 characters, for the learner.</param>
public sealed record AnswerRequestCommand(string Id, LearnerRequestState? Outcome, string? Reason);

/// <summary>
/// Whoever a request goes to reads and answers it: providers rectifications of what they sent, registrars the others. An answer does
/// nothing by itself: the achievement is corrected, the learner restricted or erased by the acts that there are for it.
/// </summary>
public sealed class AnswerRequestHandler(LearnerRequests requests, AuditTrail trail, TimeProvider clock)
{
    /// <summary>Requests to the caller's organisation, or to the registrars, the oldest first. Each that is given out is a reading of personal data.</summary>
    /// <param name="state">Only those; null: all. A page may end early, even empty: go on while there is <c>Next</c>.</param>
    public async Task<Result<Page<LearnerRequest>>> ListAsync(Caller caller, bool toRegistrars, LearnerRequestState? state, string? after, int limit, CancellationToken cancel)
    {
        if (BodyOf(caller, toRegistrars) is not { } body) return RequestProblems.NotAllowed();
        if (after is not null && !Guid.TryParseExact(after, "N", out _)) return PageProblems.CursorInvalid();
        (IReadOnlyList<(LearnerReference Learner, StoredRequest Request)> found, string? next) = await requests.ListForAsync(body, after, limit, clock.GetUtcNow(), cancel);
        var items = new List<LearnerRequest>();
        foreach (IGrouping<LearnerReference, StoredRequest> learner in found.Where(f => state is null || f.Request.State == state).GroupBy(f => f.Learner, f => f.Request))
            items.AddRange(await requests.OpenAsync(learner.Key, [.. learner], cancel));
        await trail.NoteReadingsAsync(caller, [.. items.Select(i => (body, AuditObjects.Learner(new LearnerReference(i.Learner)))).Distinct()], ReadingGrounds.LearnerRequest, cancel);
        return new Page<LearnerRequest>([.. items.OrderBy(i => i.Id, StringComparer.Ordinal)], next);
    }

    /// <summary>The same answer given again changes nothing; another one is refused.</summary>
    public async Task<Problem?> HandleAsync(Caller caller, bool toRegistrars, AnswerRequestCommand command, CancellationToken cancel)
    {
        if (BodyOf(caller, toRegistrars) is not { } body) return RequestProblems.NotAllowed();
        if (command.Outcome is not (LearnerRequestState.Done or LearnerRequestState.Refused)) return RequestProblems.OutcomeInvalid(toRegistrars ? "done or refused" : "corrected or refused");
        string reason = command.Reason?.Trim() ?? "";
        if (reason.Length is 0 or > MakeRequestHandler.MaxTextLength) return RequestProblems.TextInvalid("reason", MakeRequestHandler.MaxTextLength);
        for (; ; )
        {
            if (await requests.FindForAsync(body, command.Id, cancel) is not var (learner, request, etag)) return RequestProblems.NotFound();
            if (request.State != LearnerRequestState.Open)
                return request.State == command.Outcome && (await requests.OpenAsync(learner, [request], cancel)) is [{ Reason: { } given }] && given == reason ? null : RequestProblems.Answered();
            Result<bool> answered = await requests.AnswerAsync(learner, request with { State = command.Outcome.Value, AnsweredAt = clock.GetUtcNow() }, reason, etag, caller.KeyId, cancel);
            if (answered.Problem is { } problem) return problem;
            if (answered.Value) return null;
        }
    }

    static string? BodyOf(Caller caller, bool toRegistrars) =>
        toRegistrars ? (caller.Has(Role.Registrar) ? AuditBody.Hub : null) : caller.Has(Role.Provider) || caller.Has(Role.Registrar) ? caller.Organisation.Value : null;
}
