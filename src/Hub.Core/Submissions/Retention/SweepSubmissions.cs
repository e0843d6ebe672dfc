using Hub.Organisations;
using Hub.Ports;
using Hub.Records;
using Hub.Rules;
using Hub.Rules.Adoptions;
using Hub.Submissions.Holds;
using Hub.Work;

namespace Hub.Submissions.Retention;

/// <summary>
/// Goes through all submissions and removes what nobody needs any more: working blobs of those that are over, bodies that no
/// submission names. Body, findings, error file and receipts stay, and everything of a submission that can still be corrected or
/// decided. It also tells again of decisions that no round has taken up, should the work on them have failed. Dying anywhere
/// leaves something for the next time.
/// </summary>
public sealed class SweepSubmissions(ITables tables, IBlobs blobs, IQueue queue, SubmissionStore submissions, HoldStore holds, OrganisationRegister organisations, RulesInForce rules, KeepingTimes keep, TimeProvider clock)
{
    public async Task HandleAsync(CancellationToken cancel)
    {
        await foreach (OrganisationId organisation in RegisteredOrganisations.AllAsync(tables, cancel)) await SweepAsync(organisation, cancel);
        await foreach (SubmissionId id in holds.DecidedAsync(cancel))
            if (await submissions.FindAsync(id, cancel) is var (submission, _)) await queue.SendAsync(Queues.Decide, submission.ToWork().ToMessage(), TimeSpan.Zero, cancel);
        // Of keys that went above, and of any whose own message was lost.
        await Learners.ClearRemains.AskAsync(queue, TimeSpan.Zero, cancel);
    }

    async Task SweepAsync(OrganisationId organisation, CancellationToken cancel)
    {
        DateTimeOffset now = clock.GetUtcNow();
        var named = new HashSet<string>(StringComparer.Ordinal);
        TimeSpan keepKeys = await KeepKeysAsync(organisation, now, cancel);
        for (long after = 0; ;)
        {
            Page<Submission> page = await submissions.ListAsync(organisation, after, TableLimits.MaxPage, cancel);
            foreach (Submission submission in page.Items)
            {
                named.Add(submission.BodyBlob);
                if (submission.Correction is { } correction) named.Add(correction.Blob);
                bool isSealed = StoredBody.SecretOf(submission.BodyBlob) is not null;
                if (isSealed && submission is { IsEnded: true, CleanedAt: null } && submission.FinishedAt <= now - keepKeys) await ForgetAsync(submission, now, cancel);
                else if (submission is { IsOver: true, CleanedAt: null } && submission.FinishedAt <= now - keep.Work) await CleanAsync(submission, now, cancel);
            }

            if (page.Next is null) break;
            after = page.Items[^1].Number;
        }

        await DeleteAsync(StoredBody.FolderOf(organisation), body => body.ModifiedAt < now - KeepingTimes.Orphans && !named.Contains(body.Name), cancel);
    }

    /// <summary>Nothing opens another round of it, so its working blobs are read by nobody. Noted when they are gone, so that the next sweep passes it by.</summary>
    async Task CleanAsync(Submission over, DateTimeOffset now, CancellationToken cancel)
    {
        await DeleteAsync(SubmissionKeys.WorkBlob(over.Id, ""), blob => SubmissionKeys.IsWork(blob.Name), cancel);
        if (await submissions.FindAsync(over.Id, cancel) is var (current, etag) && current is { IsOver: true, CleanedAt: null }) await submissions.ReplaceAsync(current with { CleanedAt = now }, etag, cancel);
    }

    /// <summary>
    /// What was sent about people goes, also where rows could still be corrected: its keys first, with the bodies, then what can not be
    /// read without them. Findings and receipts stay.
    /// </summary>
    async Task ForgetAsync(Submission ended, DateTimeOffset now, CancellationToken cancel)
    {
        if (await submissions.FindAsync(ended.Id, cancel) is not var (current, etag) || current is not { IsEnded: true, CleanedAt: null }) return;
        await blobs.DeleteAsync(current.BodyBlob, cancel);
        if (current.Correction is { } correction) await blobs.DeleteAsync(correction.Blob, cancel);
        await DeleteAsync(SubmissionKeys.WorkBlob(current.Id, ""), blob => SubmissionKeys.IsSealable(blob.Name), cancel);
        await submissions.ReplaceAsync(current with { CleanedAt = now }, etag, cancel);         // where somebody was faster, the next sweep notes it
    }

    /// <summary>How long keys of submissions about people are kept: as the ruleset of the sender's country says, else as long as other work.</summary>
    async Task<TimeSpan> KeepKeysAsync(OrganisationId organisation, DateTimeOffset now, CancellationToken cancel)
    {
        Ruleset ruleset = (await rules.NowAsync(cancel)).For(await organisations.CountryOfAsync(organisation.Value, cancel), DateOnly.FromDateTime(now.UtcDateTime));
        return ruleset.Privacy.SubmissionKeyDays is { } days ? TimeSpan.FromDays(days.Value) : keep.Work;
    }

    async Task DeleteAsync(string prefix, Func<BlobProperties, bool> goes, CancellationToken cancel)
    {
        List<string> names = await blobs.ListAsync(prefix, cancel).Where(goes).Select(blob => blob.Name).ToListAsync(cancel);
        foreach (string name in names) await blobs.DeleteAsync(name, cancel);
    }
}
