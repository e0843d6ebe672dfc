namespace Hub.Learners.Access;

/// <summary>
/// A learner with an access token opens a link: from then on the token's subject is the learner. Further links add what their providers
/// sent. The learner's row names the subject first, so that erasure finds it; dying anywhere, the subject repeats it with the same link.
/// </summary>
public sealed class BindLearnerHandler(LearnerLinks links, LearnerSubjects subjects, LearnerStore learners, FindOwnLearner own, TimeProvider clock)
{
    /// <summary>Subjects one learner can be.</summary>
    public const int MostSubjects = 10;

    public async Task<Result<OwnLearner>> HandleAsync(Caller caller, string secret, CancellationToken cancel)
    {
        if (caller.Subject is not { } subject || !caller.Has(Role.Learner)) return LearnerAccessProblems.NotASubject();
        string row = await subjects.RowOfAsync(subject, cancel);
        DateTimeOffset now = clock.GetUtcNow();
        if (await links.LookAsync(secret, row, now, cancel) is not { } link) return LearnerAccessProblems.LinkGone();
        Result<OwnLearner> learner = await own.OfAsync(link.Grant, cancel);
        if (learner.Problem is { } problem) return problem;
        if (await subjects.FindAsync(row, cancel) is var (bound, _) && await own.OfAsync(bound, cancel) is { Problem: null } other && other.Value.Reference != learner.Value.Reference) return LearnerAccessProblems.BoundToAnother();
        if (await NameAsync(learner.Value.Reference, row, cancel) is { } refused) return refused;
        if (await links.TakeAsync(secret, row, now, cancel) is null) return LearnerAccessProblems.LinkGone();
        await WriteAsync(row, link with { Reference = learner.Value.Reference.Value }, now, cancel);
        // Erased while it was written: then nothing leads to the learner any more.
        if ((await own.OfAsync(link.Grant, cancel)).Problem is { } gone)
        {
            await subjects.RemoveAsync(row, now, cancel);
            return gone;
        }

        return await own.HandleAsync(caller, cancel);
    }

    /// <summary>Ends the binding of the caller's token. Repeating it is harmless.</summary>
    public async Task<Problem?> ReleaseAsync(Caller caller, CancellationToken cancel)
    {
        if (caller.Subject is not { } subject) return LearnerAccessProblems.NotASubject();
        string row = await subjects.RowOfAsync(subject, cancel);
        if (await subjects.FindAsync(row, cancel) is not var (grant, _)) return null;
        await subjects.RemoveAsync(row, clock.GetUtcNow(), cancel);
        await subjects.UnnameAsync(new LearnerReference(grant.Reference), [row], cancel);
        return null;
    }

    async Task<Problem?> NameAsync(LearnerReference reference, string row, CancellationToken cancel)
    {
        for (; ; )
        {
            if (await learners.FindAsync(reference, cancel) is not var (current, etag) || current.ErasedAt is not null) return LearnerProblems.Erased();
            if (current.Subjects?.Contains(row) == true) return null;
            if (current.Subjects?.Count >= MostSubjects) return LearnerAccessProblems.TooManySubjects(MostSubjects);
            if (await learners.ReplaceAsync(reference, current with { Subjects = [.. current.Subjects ?? [], row] }, etag, cancel)) return null;
        }
    }

    async Task WriteAsync(string row, LearnerLink link, DateTimeOffset now, CancellationToken cancel)
    {
        for (; ; )
        {
            (LearnerGrant Grant, string ETag)? there = await subjects.FindAsync(row, cancel);
            LearnerGrant grant = there is { } earlier ? link.Grant.With(earlier.Grant) : link.Grant;
            if (await subjects.WriteAsync(row, grant, there?.ETag, link.Organisation, now, cancel)) return;
        }
    }
}
