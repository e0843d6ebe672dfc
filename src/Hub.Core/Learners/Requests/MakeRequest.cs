using Hub.Audit;
using Hub.Learners.Access;
using Hub.Records;

namespace Hub.Learners.Requests;

/// <param name="Achievement">Public id of what is wrong, for a rectification.</param>
/// <param name="Statement">What is wrong, or why: 1 to 2,000 characters.</param>
public sealed record MakeRequestCommand(LearnerRequestKind? Kind, string? Achievement, string? Statement);

/// <summary>A learner asks that the own data are put right, restricted or erased, and sees what came of it.</summary>
public sealed class MakeRequestHandler(LearnerRequests requests, LearnerRecords records, TimeProvider clock)
{
    public const int MaxTextLength = 2_000;

    /// <summary>Requests of one learner that are open at a time.</summary>
    public const int MaxOpen = 20;

    public async Task<Result<LearnerRequest>> HandleAsync(OwnLearner own, MakeRequestCommand command, CancellationToken cancel)
    {
        if (command.Kind is not { } kind) return RequestProblems.KindMissing();
        string statement = command.Statement?.Trim() ?? "";
        if (statement.Length is 0 or > MaxTextLength) return RequestProblems.TextInvalid("statement", MaxTextLength);
        Result<string> body = await BodyAsync(own, kind, command.Achievement, cancel);
        if (body.Problem is { } problem) return problem;
        if ((await requests.ListAsync(own.Reference, cancel)).Count(r => r.State == LearnerRequestState.Open) >= MaxOpen) return RequestProblems.TooMany(MaxOpen);
        var request = new StoredRequest(Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"), kind, body.Value, command.Achievement, "", own.Organisations, clock.GetUtcNow());
        return await requests.AddAsync(own.Reference, request, statement, own.Caller.KeyId, cancel);
    }

    /// <summary>Who it goes to: what is wrong can be put right by who sent it, everything else by the registrars.</summary>
    async Task<Result<string>> BodyAsync(OwnLearner own, LearnerRequestKind kind, string? achievement, CancellationToken cancel)
    {
        if (kind != LearnerRequestKind.Rectification) return achievement is null ? AuditBody.Hub : RequestProblems.AchievementUnknown();
        bool isOwn = RecordId.TryParse(achievement, out RecordId id) && own.Sees(id.Organisation) && await records.LearnerOfAsync(achievement!, cancel) is { } learner && own.All.Contains(learner);
        return isOwn ? id.Organisation.Value : RequestProblems.AchievementUnknown();
    }

    /// <summary>What the learner asked for, the newest first.</summary>
    public async Task<IReadOnlyList<LearnerRequest>> ListAsync(OwnLearner own, CancellationToken cancel)
    {
        var all = new List<LearnerRequest>();
        foreach (LearnerReference one in own.All) all.AddRange(await requests.OpenAsync(one, [.. (await requests.ListAsync(one, cancel)).Where(r => IsSeen(own, r))], cancel));
        return [.. all.OrderByDescending(r => r.Id, StringComparer.Ordinal)];
    }

    static bool IsSeen(OwnLearner own, StoredRequest request) => own.Organisations is null || (request.SeenBy is { } organisations && organisations.All(own.Sees));
}
