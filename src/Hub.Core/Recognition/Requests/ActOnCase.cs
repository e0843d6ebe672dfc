using System.Text;
using Hub.Audit;
using Hub.Ports;
using Hub.Recognition.Cases;

namespace Hub.Recognition.Requests;

/// <summary>What somebody decides, as they write it.</summary>
/// <param name="Reasons">1 to 10,000 characters; sealed under the key of the learner.</param>
public sealed record WrittenDecision(
    DecisionOutcome Outcome, string? Ground, IReadOnlyList<string> Remedies, string? Reasons, string? AppealRoute, IReadOnlyList<string> Parts, string? AlternativeTarget, IReadOnlyList<string> Conditions);

/// <summary>Acts of the parties of a case: who they are is established here, what they may do by the rules of conduct.</summary>
public sealed class ActOnCase(ReadCases cases, WorkOnCase work, MeetConditions conditions, DecideCase decide, ApplicantOfCase applicant, IAchievementUses uses, ICaseTexts texts, IQueue queue)
{
    const int MostText = 10_000;

    /// <summary>Characters of ciphertext in one case: with them it stays below what a row of the store holds.</summary>
    const int MostCiphertext = 400_000;

    /// <summary>Acts of the provider, for the learner.</summary>
    public Task<Result<RecognitionCase>> SupplyAsync(Caller caller, string id, IReadOnlyList<string> achievements, CancellationToken cancel) =>
        AsProviderAsync(caller, id, of => applicant.SupplyAsync(of, achievements, caller.KeyId, cancel), cancel);

    public Task<Result<RecognitionCase>> WithdrawAsync(Caller caller, string id, CancellationToken cancel) =>
        AsProviderAsync(caller, id, of => applicant.WithdrawAsync(of, caller.KeyId, cancel), cancel);

    public Task<Result<RecognitionCase>> AppealAsync(Caller caller, string id, string? reasons, CancellationToken cancel) =>
        AsProviderAsync(caller, id, reasons, (of, text) => applicant.AppealAsync(of, text, caller.KeyId, cancel), cancel);

    public Task<Result<RecognitionCase>> AnswerHearingAsync(Caller caller, string id, string? answer, CancellationToken cancel) =>
        AsProviderAsync(caller, id, answer, (of, text) => applicant.AnswerHearingAsync(of, text, caller.KeyId, cancel), cancel);

    /// <summary>Acts of the institution.</summary>
    /// <param name="assignee">Id of a key or person; null: nobody.</param>
    public Task<Result<RecognitionCase>> AssignAsync(Caller caller, string id, string? assignee, CancellationToken cancel) =>
        assignee is { Length: 0 or > 200 } ? Task.FromResult<Result<RecognitionCase>>(ActProblems.AssigneeInvalid())
            : AsReviewerAsync(caller, id, (of, actor) => work.AssignAsync(of, assignee, actor, cancel), cancel);

    public Task<Result<RecognitionCase>> AskAsync(Caller caller, string id, IReadOnlyList<string> owed, CancellationToken cancel) =>
        owed.Count is 0 or > 20 || owed.Any(o => o.Length is 0 or > 100 || !o.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) ? Task.FromResult<Result<RecognitionCase>>(ActProblems.OwedInvalid())
            : AsReviewerAsync(caller, id, (of, actor) => work.AskAsync(of, owed, actor, cancel), cancel);

    public Task<Result<RecognitionCase>> HearAsync(Caller caller, string id, CancellationToken cancel) => AsReviewerAsync(caller, id, (of, actor) => work.HearAsync(of, actor, cancel), cancel);

    /// <param name="expectedOn">Day on which the decision is expected; null is refused.</param>
    public async Task<Result<RecognitionCase>> TellDelayAsync(Caller caller, string id, string? reason, DateOnly? expectedOn, CancellationToken cancel)
    {
        if (await cases.FindAsync(caller, id, cancel) is not (var of, CaseParty.Institution)) return CaseProblems.NotFound();
        if (expectedOn is not { } day) return ActProblems.ExpectedOnMissing();
        Result<SealedText> text = await SealAsync(of, reason, cancel);
        return text.Problem is { } problem ? problem : await AsReviewerAsync(caller, id, (found, actor) => work.TellDelayAsync(found, day, text.Value, actor, cancel), cancel);
    }

    public Task<Result<RecognitionCase>> EndHearingAsync(Caller caller, string id, CancellationToken cancel) => AsReviewerAsync(caller, id, (of, actor) => work.EndHearingAsync(of, actor, cancel), cancel);

    public Task<Result<RecognitionCase>> CloseAsync(Caller caller, string id, CancellationToken cancel) => AsReviewerAsync(caller, id, (of, actor) => work.CloseAsync(of, actor, cancel), cancel);

    public Task<Result<RecognitionCase>> EndWindowAsync(Caller caller, string id, CancellationToken cancel) => AsReviewerAsync(caller, id, (of, actor) => work.EndWindowAsync(of, actor, cancel), cancel);

    public Task<Result<RecognitionCase>> MeetConditionsAsync(Caller caller, string id, CancellationToken cancel) => AsReviewerAsync(caller, id, (of, actor) => conditions.HandleAsync(of, actor, cancel), cancel);

    public async Task<Result<RecognitionCase>> NoteAsync(Caller caller, string id, string? text, CancellationToken cancel)
    {
        if (await cases.FindAsync(caller, id, cancel) is not (var of, CaseParty.Institution)) return CaseProblems.NotFound();
        Result<SealedText> note = await SealAsync(of, text, cancel);
        return note.Problem is { } problem ? problem : await AsReviewerAsync(caller, id, (found, actor) => work.NoteAsync(found, note.Value, actor, cancel), cancel);
    }

    public async Task<Result<RecognitionCase>> DecideAsync(Caller caller, string id, WrittenDecision written, CancellationToken cancel)
    {
        if (await cases.FindAsync(caller, id, cancel) is not (var of, CaseParty.Institution)) return CaseProblems.NotFound();
        SealedText? reasons = null;
        if (written.Reasons is not null)
        {
            Result<SealedText> text = await SealAsync(of, written.Reasons, cancel);
            if (text.Problem is { } problem) return problem;
            reasons = text.Value;
        }

        var draft = new DecisionDraft(written.Outcome, written.Ground, written.Remedies, reasons, written.AppealRoute, written.Parts, written.AlternativeTarget) { Conditions = written.Conditions };
        // A person may grant what a machine did not, and not what another case has.
        if (written.Outcome != DecisionOutcome.Refused && !await uses.ReserveAsync(written is { Outcome: DecisionOutcome.Alternative, AlternativeTarget: { } other } ? of with { Target = other } : of, cancel)) return CaseProblems.UsedElsewhere();
        return await AsReviewerAsync(caller, id, (found, actor) => decide.HandleAsync(found, draft, actor, cancel), cancel);
    }

    async Task<Result<RecognitionCase>> AsProviderAsync(Caller caller, string id, string? text, Func<CaseId, SealedText, Task<Result<RecognitionCase>>> act, CancellationToken cancel)
    {
        if (await cases.FindAsync(caller, id, cancel) is not (var of, CaseParty.Provider)) return CaseProblems.NotFound();
        Result<SealedText> sealedText = await SealAsync(of, text, cancel);
        return sealedText.Problem is { } problem ? problem : await AsProviderAsync(caller, id, found => act(found, sealedText.Value), cancel);
    }

    async Task<Result<RecognitionCase>> AsProviderAsync(Caller caller, string id, Func<CaseId, Task<Result<RecognitionCase>>> act, CancellationToken cancel)
    {
        if (await cases.FindAsync(caller, id, cancel) is not (_, CaseParty.Provider)) return CaseProblems.NotFound();
        return await ToldAsync(CaseId.Parse(id), await act(CaseId.Parse(id)), cancel);
    }

    /// <summary>Who holds a key or token with the role of reviewer counts as a person, and one key as one person: operators give each their own.</summary>
    async Task<Result<RecognitionCase>> AsReviewerAsync(Caller caller, string id, Func<CaseId, Actor, Task<Result<RecognitionCase>>> act, CancellationToken cancel)
    {
        if (await cases.FindAsync(caller, id, cancel) is not (_, CaseParty.Institution)) return CaseProblems.NotFound();
        return await ToldAsync(CaseId.Parse(id), await act(CaseId.Parse(id), new Actor(caller.KeyId, caller.Organisation.Value, IsPerson: true)), cancel);
    }

    async Task<Result<RecognitionCase>> ToldAsync(CaseId id, Result<RecognitionCase> changed, CancellationToken cancel)
    {
        if (changed.Problem is null) await queue.TellAuditAsync(CaseStore.Table, id.Partition, cancel);
        return changed;
    }

    async Task<Result<SealedText>> SealAsync(RecognitionCase of, string? text, CancellationToken cancel)
    {
        string plain = text?.Trim() ?? "";
        if (plain.Length is 0 or > MostText) return ActProblems.TextInvalid(MostText);
        if (of.Facts.Sum(f => f.Text?.Ciphertext.Length ?? 0) > MostCiphertext) return CaseProblems.Full();
        return await texts.SealAsync(of.Learner, of.Id, Encoding.UTF8.GetBytes(plain), cancel) is { } box ? box : Learners.LearnerProblems.Erased();
    }
}

/// <summary>Refusals of what is written about a case. Codes are public contract.</summary>
public static class ActProblems
{
    public static Problem TextInvalid(int most) => new(ProblemKind.Invalid, "case.text-invalid", "The text can not be used.", $"1 to {most} characters.");

    public static Problem ExpectedOnMissing() => new(ProblemKind.Invalid, "case.expected-on-missing", "Say when the decision is expected.", "A day, yyyy-mm-dd.");

    public static Problem AssigneeInvalid() => new(ProblemKind.Invalid, "case.assignee-invalid", "The assignee can not be used.", "1 to 200 characters: the id of a key or person; null for nobody.");

    public static Problem OwedInvalid() => new(ProblemKind.Invalid, "case.owed-invalid", "What is owed can not be used.", "1 to 20 codes of letters, digits and hyphens, 100 characters each at most.");
}
