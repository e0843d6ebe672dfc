using Hub.Learners.CreditRecords.Forms;
using Hub.Records;

namespace Hub.Learners.CreditRecords.Sharing;

/// <param name="Achievements">Public ids of what is shown.</param>
/// <param name="ExpiresAt">UTC.</param>
public sealed record ShareRecordCommand(LearnerReference Learner, IReadOnlyList<string> Achievements, IReadOnlyList<SharedPart> Parts, DateTimeOffset? ExpiresAt);

/// <summary>Makes links to chosen parts of a record, lists them with who opened them, and takes them back. A provider does it for its learner, with what it sent itself.</summary>
public sealed class ShareRecordHandler(ReadAchievementsHandler achievements, RecordShares shares, TimeProvider clock)
{
    public const int MaxAchievements = 200;

    /// <summary>Nobody watches a link for ever.</summary>
    public const int MaxDays = 366;

    /// <summary>The link and its token, which is shown this once.</summary>
    public async Task<Result<(RecordShare Share, string Token)>> HandleAsync(Caller caller, ShareRecordCommand command, CancellationToken cancel)
    {
        Result<IReadOnlyList<ListedRecord>> read = await achievements.HandleAsync(caller, command.Learner, cancel);
        if (read.Problem is { } problem) return problem;
        if (Decide(command, read.Value.Select(r => r.Id).ToHashSet(StringComparer.Ordinal), clock.GetUtcNow()) is { } refused) return refused;
        (RecordShare, string)? added = await shares.AddAsync(command.Learner.Value, (id, hash, now) => new RecordShare(
            id, hash, [.. command.Achievements.Distinct(StringComparer.Ordinal)], [.. command.Parts.Distinct()], now, command.ExpiresAt!.Value.ToUniversalTime(), caller.KeyId, caller.Organisation.Value), cancel);
        return added is null ? ShareProblems.TooManyLinks(RecordShares.MaxOpen) : added.Value;
    }

    internal static Problem? Decide(ShareRecordCommand command, IReadOnlySet<string> seen, DateTimeOffset now) =>
        command.Achievements.Count == 0 ? ShareProblems.NothingChosen()
        : command.Achievements.Count > MaxAchievements ? ShareProblems.TooMany(MaxAchievements)
        : !command.Achievements.All(seen.Contains) ? ShareProblems.AchievementUnknown()
        : command.ExpiresAt is not { } expires || expires <= now || expires > now.AddDays(MaxDays) ? ShareProblems.ExpiryInvalid(MaxDays)
        : null;

    /// <summary>The caller's own links to the record of a learner, and when each was opened.</summary>
    public async Task<Result<(IReadOnlyList<RecordShare> Shares, IReadOnlyList<ShareOpening> Openings)>> ListAsync(Caller caller, LearnerReference learner, CancellationToken cancel)
    {
        Result<IReadOnlyList<ListedRecord>> read = await achievements.HandleAsync(caller, learner, cancel);
        if (read.Problem is { } problem) return problem;
        RecordShare[] own = [.. (await shares.ListAsync(learner.Value, cancel)).Where(s => s.Organisation == caller.Organisation.Value)];
        HashSet<string> ids = [.. own.Select(s => s.Id)];
        return (own, [.. (await shares.OpeningsAsync(learner.Value, cancel)).Where(o => ids.Contains(o.Share))]);
    }

    /// <summary>Takes a link back; the problem where there is none of the caller's by that id.</summary>
    public async Task<Problem?> WithdrawAsync(Caller caller, LearnerReference learner, string id, CancellationToken cancel)
    {
        Result<IReadOnlyList<ListedRecord>> read = await achievements.HandleAsync(caller, learner, cancel);
        if (read.Problem is { } problem) return problem;
        if (!(await shares.ListAsync(learner.Value, cancel)).Any(s => s.Id == id && s.Organisation == caller.Organisation.Value)) return ShareProblems.NotFound();
        return await shares.WithdrawAsync(learner.Value, id, cancel) is null ? ShareProblems.NotFound() : null;
    }
}

/// <summary>Opens a link: what it shows, computed now. The opening is noted before anything is given out.</summary>
public sealed class OpenSharedRecordHandler(RecordShares shares, ReadCreditRecordHandler records)
{
    public async Task<Result<CreditRecordDocument>> HandleAsync(string token, CancellationToken cancel)
    {
        if (await shares.FindAsync(token, cancel) is not var (reference, share)) return ShareProblems.NotFound();
        // Who made the link sees what it can show; what they do not see any more, nobody else does.
        if (!LearnerReference.TryParse(reference, out LearnerReference learner) || !OrganisationId.TryParse(share.Organisation, out OrganisationId organisation)) return ShareProblems.NotFound();
        await shares.NoteOpeningAsync(reference, share, cancel);
        Result<CreditRecordDocument> read = await records.HandleAsync(new Caller($"share:{share.Id}", organisation, new HashSet<Role>()), new ReadCreditRecordQuery(learner, Share: share), cancel);
        // Merged, erased or restricted meanwhile: to whoever has the link it does not work any more.
        return read.Problem is null ? read : ShareProblems.NotFound();
    }
}
