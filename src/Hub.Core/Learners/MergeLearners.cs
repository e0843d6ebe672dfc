using Hub.Audit;
using Hub.Learners.Access;

namespace Hub.Learners;

/// <param name="From">Reference of the learner that is to be found under the other one from now on.</param>
public sealed record MergeLearnersCommand(LearnerReference From, LearnerReference Into);

/// <summary>
/// Makes one learner of two, or two again. A merge is a pointer and a note on both sides: achievements, identities and keys stay where
/// they are, so a split gives back exactly what each brought, and what came since. Whoever was found to be one of the two by an access
/// token is nobody after a split, until a provider vouches again. Repeating either is harmless.
/// </summary>
public sealed class MergeLearnersHandler(LearnerStore learners, LearnerSubjects subjects, TimeProvider clock)
{
    public const int MostAliases = 100;

    /// <summary>The pointer is written last: before, both stand for themselves; dying in between, it is done again.</summary>
    public async Task<Problem?> MergeAsync(Caller caller, MergeLearnersCommand command, CancellationToken cancel)
    {
        if (!caller.Has(Role.Registrar)) return LearnerProblems.NotARegistrar();
        if (command.From == command.Into) return LearnerProblems.WithItself();
        for (; ; )
        {
            if (await learners.FindAsync(command.From, cancel) is not var (first, firstTag) || await learners.FindAsync(command.Into, cancel) is not var (second, secondTag)) return LearnerProblems.NotFound();
            if (first.ErasedAt is not null || second.ErasedAt is not null) return LearnerProblems.Erased();
            if (second.MergedInto is { } further) return LearnerProblems.Merged(further);
            if (first.MergedInto is { } already && already != command.Into.Value) return LearnerProblems.Merged(already);
            // Pointers never form chains: what was merged into the first stays to be let go of first.
            if (first.Aliases is { Count: > 0 } own) return LearnerProblems.Merged(own[0]);
            if (second.Aliases is not { } aliases || !aliases.Contains(command.From.Value))
            {
                if (second.Aliases?.Count >= MostAliases) return LearnerProblems.TooManyAliases(MostAliases);
                LearnerRow taken = (second with { Aliases = [.. second.Aliases ?? [], command.From.Value] }).With(Step("took-in", command.From, caller));
                if (!await learners.ReplaceAsync(command.Into, taken, secondTag, cancel)) continue;
            }

            if (first.MergedInto is not null) return null;
            if (await learners.ActAsync(AuditActions.LearnerMerged, caller, clock.GetUtcNow(), command.From, (first with { MergedInto = command.Into.Value }).With(Step("merged-into", command.Into, caller)), firstTag, cancel)) return null;
        }
    }

    /// <summary>The pointer goes first, then the note on the other side.</summary>
    public async Task<Problem?> SplitAsync(Caller caller, MergeLearnersCommand command, CancellationToken cancel)
    {
        if (!caller.Has(Role.Registrar)) return LearnerProblems.NotARegistrar();
        for (; ; )
        {
            if (await learners.FindAsync(command.From, cancel) is not var (first, firstTag) || await learners.FindAsync(command.Into, cancel) is not var (second, secondTag)) return LearnerProblems.NotFound();
            if (first.ErasedAt is not null || second.ErasedAt is not null) return LearnerProblems.Erased();
            bool points = first.MergedInto == command.Into.Value, noted = second.Aliases?.Contains(command.From.Value) == true;
            if (!points && !noted) return LearnerProblems.NotMerged();
            if (first.Subjects is { Count: > 0 } || second.Subjects is { Count: > 0 })
            {
                await subjects.RemoveAllAsync(command.From, first, clock.GetUtcNow(), cancel);
                await subjects.RemoveAllAsync(command.Into, second, clock.GetUtcNow(), cancel);
                continue;
            }

            if (points && !await learners.ActAsync(AuditActions.LearnerSplit, caller, clock.GetUtcNow(), command.From, (first with { MergedInto = null }).With(Step("split-from", command.Into, caller)), firstTag, cancel)) continue;
            LearnerRow without = (second with { Aliases = [.. second.Aliases?.Where(a => a != command.From.Value) ?? []] }).With(Step("let-go", command.From, caller));
            if (!noted || await learners.ReplaceAsync(command.Into, without, secondTag, cancel)) return null;
        }
    }

    LearnerStep Step(string what, LearnerReference other, Caller caller) => new(what, other.Value, clock.GetUtcNow(), caller.KeyId);
}
