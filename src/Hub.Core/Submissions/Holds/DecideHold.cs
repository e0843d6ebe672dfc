using Hub.Ports;
using Hub.Rules;
using Hub.Rules.Governance;
using Hub.Work;

namespace Hub.Submissions.Holds;

/// <param name="Reason">Why it is refused, 1 to 500 characters, for the provider to read; null releases.</param>
public sealed record DecideHoldCommand(string Id, bool Release, string? Reason);

/// <summary>A registrar decides about a held row. The decision is one commit; a round of the submission then does what it says.</summary>
public sealed class DecideHoldHandler(HoldStore holds, SubmissionStore submissions, Competences competences, IQueue queue, TimeProvider clock)
{
    const int MaxReasonLength = 500;
    public async Task<Result<Hold>> HandleAsync(Caller caller, DecideHoldCommand command, CancellationToken cancel)
    {
        if (!caller.Has(Role.Registrar)) return HoldProblems.NotARegistrar();
        string? reason = command.Release ? null : command.Reason?.Trim();
        if (!command.Release && (reason is not { Length: > 0 and <= MaxReasonLength } || reason.Any(char.IsControl))) return HoldProblems.ReasonInvalid(MaxReasonLength);
        if (!HoldId.TryParse(command.Id, out HoldId id) || await holds.FindAsync(id, cancel) is not var (hold, row)) return HoldProblems.NotFound();
        // Where the row belongs to nobody's competence, or to this caller's, the caller decides.
        if (!await HoldRouting.IsForAsync(hold, await competences.OfAsync(caller, CompetenceTask.Catalogue, cancel), cancel)) return HoldProblems.NotCompetent();
        if (await submissions.FindAsync(id.Submission, cancel) is not var (submission, _)) return HoldProblems.NotFound();

        if (submission.CleanedAt is not null && hold.State == HoldState.Open) return HoldProblems.TooLate();

        string message = submission.ToWork().ToMessage();
        HoldState state = command.Release ? HoldState.Released : HoldState.Refused;
        if (hold.State == HoldState.Open)
        {
            // A message goes first, to arrive late: it still tells of a decision whose own message was lost in a crash.
            await queue.SendAsync(Queues.Decide, message, Queues.InsuranceDelay, cancel);
            Hold decided = hold with { State = state, DecidedAt = clock.GetUtcNow(), DecidedBy = caller.KeyId, Reason = reason };
            if (await holds.DecideAsync(decided, row, cancel)) hold = decided;
            else if (await holds.FindAsync(id, cancel) is var (now, _)) hold = now;
        }

        // Only whoever decided may say it again: of two registrars at once one learns that the other was faster.
        if (hold.State != state || hold.DecidedBy != caller.KeyId || hold.Reason != reason) return HoldProblems.AlreadyDecided(hold);
        await queue.SendAsync(Queues.Decide, message, TimeSpan.Zero, cancel);
        return hold;
    }
}

/// <summary>Refusals about held rows. Codes are public contract.</summary>
public static class HoldProblems
{
    public static Problem NotFound() => new(ProblemKind.NotFound, "hold.not-found", "There is no such held row.");

    public static Problem NotARegistrar() => new(ProblemKind.Forbidden, "hold.not-allowed", "Only a registrar decides about held rows.");

    public static Problem NotCompetent() => new(ProblemKind.Forbidden, "hold.not-competent", "Another body is competent for this row.", "Which one stands in the ruleset of the country, under governance.");

    public static Problem ReasonInvalid(int most) => new(ProblemKind.Invalid, "hold.reason-invalid", "A refusal needs a reason.",
        $"Send reason: 1 to {most} characters on one line, for the provider to read, without personal data.");

    public static Problem TooLate() => new(ProblemKind.Gone, "hold.too-late", "The time to decide is over: the row itself can not be read any more.", "The provider has to send it again.");

    public static Problem AlreadyDecided(Hold hold) => new(ProblemKind.Conflict, "hold.already-decided", "The held row has been decided already.",
        $"It was {HubJson.NameOf(hold.State)}.");
}
