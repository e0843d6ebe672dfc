using Hub.Learners.Access;
using Hub.Records;

namespace Hub.Learners.CreditRecords.Sharing;

/// <param name="Achievements">Public ids of what is shown.</param>
/// <param name="ExpiresAt">UTC.</param>
public sealed record ShareRecordCommand(IReadOnlyList<string> Achievements, IReadOnlyList<SharedPart> Parts, DateTimeOffset? ExpiresAt);

/// <summary>Links with their last openings.</summary>
public sealed record ListedShares(IReadOnlyList<RecordShare> Shares, IReadOnlyList<ShareOpening> Openings);

/// <summary>
/// Makes links to chosen parts of a record, lists them with when they were opened, and takes them back. A provider does it for its
/// learner, with what it sent itself; a learner for itself, and takes back any link to what it sees.
/// </summary>
public sealed class ShareRecordHandler(KnownLearners known, LearnerRecords records, RecordShares shares, TimeProvider clock)
{
    public const int MaxAchievements = 200;

    /// <summary>Nobody watches a link for ever.</summary>
    public const int MaxDays = 366;

    /// <summary>The link and its token, which is shown this once.</summary>
    public async Task<Result<(RecordShare Share, string Token)>> HandleAsync(Caller caller, LearnerReference learner, ShareRecordCommand command, CancellationToken cancel)
    {
        Result<LearnerRow> found = await known.FindAsync(caller, learner, cancel);
        if (found.Problem is { } problem) return problem;
        if (found.Value.Restriction is not null) return LearnerProblems.Restricted();
        return await AddAsync(learner, found.Value.AllOf(learner), id => id.Organisation == caller.Organisation, command, caller.KeyId, caller.Organisation.Value, cancel);
    }

    public async Task<Result<(RecordShare Share, string Token)>> HandleAsync(OwnLearner own, ShareRecordCommand command, CancellationToken cancel) =>
        own.IsRestricted ? LearnerProblems.Restricted() : await AddAsync(own.Reference, own.All, id => own.Sees(id.Organisation), command, own.Caller.KeyId, null, cancel);

    async Task<Result<(RecordShare Share, string Token)>> AddAsync(
        LearnerReference learner, IReadOnlyList<LearnerReference> references, Func<RecordId, bool> isSeen, ShareRecordCommand command, string by, string? organisation, CancellationToken cancel)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (LearnerReference one in references)
            foreach (ListedRecord record in await records.ListAsync(one, null, cancel))
                if (RecordId.TryParse(record.Id, out RecordId id) && isSeen(id)) seen.Add(record.Id);
        if (Decide(command, seen, clock.GetUtcNow()) is { } refused) return refused;
        (RecordShare, string)? added = await shares.AddAsync(learner.Value, (id, hash, now) => new RecordShare(
            id, hash, [.. command.Achievements.Distinct(StringComparer.Ordinal)], [.. command.Parts.Distinct()], now, command.ExpiresAt!.Value.ToUniversalTime(), by, organisation), cancel);
        return added is null ? ShareProblems.TooManyLinks(RecordShares.MaxOpen) : added.Value;
    }

    internal static Problem? Decide(ShareRecordCommand command, IReadOnlySet<string> seen, DateTimeOffset now) =>
        command.Achievements.Count == 0 ? ShareProblems.NothingChosen()
        : command.Achievements.Count > MaxAchievements ? ShareProblems.TooMany(MaxAchievements)
        : !command.Achievements.All(seen.Contains) ? ShareProblems.AchievementUnknown()
        : command.ExpiresAt is not { } expires || expires <= now || expires > now.AddDays(MaxDays) ? ShareProblems.ExpiryInvalid(MaxDays)
        : null;

    /// <summary>The caller's own links to the record of a learner, and when each was opened.</summary>
    public async Task<Result<ListedShares>> ListAsync(Caller caller, LearnerReference learner, CancellationToken cancel) =>
        await known.RefusalAsync(caller, learner, cancel) is { } refused ? refused : await ListAsync([learner], share => share.Organisation == caller.Organisation.Value, cancel);

    /// <summary>Links to what the learner sees, whoever made them.</summary>
    public Task<ListedShares> ListAsync(OwnLearner own, CancellationToken cancel) => ListAsync(own.All, share => IsSeen(own, share), cancel);

    async Task<ListedShares> ListAsync(IReadOnlyList<LearnerReference> references, Func<RecordShare, bool> isSeen, CancellationToken cancel)
    {
        (List<RecordShare> seen, List<ShareOpening> opened) = ([], []);
        foreach (LearnerReference one in references)
        {
            seen.AddRange((await shares.ListAsync(one.Value, cancel)).Where(isSeen));
            opened.AddRange(await shares.OpeningsAsync(one.Value, cancel));
        }

        HashSet<string> ids = [.. seen.Select(s => s.Id)];
        return new ListedShares([.. seen.OrderByDescending(s => s.CreatedAt).ThenBy(s => s.Id, StringComparer.Ordinal)], [.. opened.Where(o => ids.Contains(o.Share)).OrderByDescending(o => o.At)]);
    }

    /// <summary>Takes a link back; the problem where there is none of the caller's by that id.</summary>
    public async Task<Problem?> WithdrawAsync(Caller caller, LearnerReference learner, string id, CancellationToken cancel) =>
        await known.RefusalAsync(caller, learner, cancel) ?? await WithdrawAsync([learner], share => share.Organisation == caller.Organisation.Value, id, caller.KeyId, cancel);

    public Task<Problem?> WithdrawAsync(OwnLearner own, string id, CancellationToken cancel) => WithdrawAsync(own.All, share => IsSeen(own, share), id, own.Caller.KeyId, cancel);

    async Task<Problem?> WithdrawAsync(IReadOnlyList<LearnerReference> references, Func<RecordShare, bool> isSeen, string id, string by, CancellationToken cancel)
    {
        foreach (LearnerReference one in references)
            if ((await shares.ListAsync(one.Value, cancel)).Any(s => s.Id == id && isSeen(s))) return await shares.WithdrawAsync(one.Value, id, by, cancel) is null ? ShareProblems.NotFound() : null;
        return ShareProblems.NotFound();
    }

    static bool IsSeen(OwnLearner own, RecordShare share) => share.Achievements.All(id => RecordId.TryParse(id, out RecordId parsed) && own.Sees(parsed.Organisation));
}
