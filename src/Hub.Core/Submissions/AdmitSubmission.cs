using Hub.Organisations;
using Hub.Submissions.Layout;

namespace Hub.Submissions;

/// <summary>A submission that may be made.</summary>
readonly record struct AdmittedSubmission(IRecordKind Kind, SubmissionMode Mode);

/// <summary>What is looked at before a body is taken, the same whichever way it comes: kind, mode, who asks for whom, key.</summary>
public sealed class AdmitSubmission(RecordKinds kinds, OrganisationRegister organisations)
{
    internal async Task<Result<AdmittedSubmission>> HandleAsync(Caller caller, OrganisationId organisation, string? kindName, string? modeName, string? idempotencyKey, CancellationToken cancel)
    {
        Result<IRecordKind> kind = kinds.Find(kindName);
        if (kind.Problem is { } unknownKind) return unknownKind;
        if (ParseMode(modeName) is not { } mode) return SubmissionProblems.UnknownMode(modeName);
        if (mode == SubmissionMode.Replace && !kind.Value.CanReplace) return SubmissionProblems.CanNotReplace(kind.Value.Name);
        if (!SubmissionAuthority.MaySend(caller, kind.Value, organisation)) return SubmissionProblems.NotYours();
        if (IdempotentRequest.Check(idempotencyKey) is { } unusable) return unusable;
        if (!await organisations.ExistsAsync(organisation, cancel)) return SubmissionProblems.UnknownOrganisation(organisation);
        return new AdmittedSubmission(kind.Value, mode);
    }

    static SubmissionMode? ParseMode(string? mode) => mode switch
    {
        null or "merge" => SubmissionMode.Merge,
        "check" => SubmissionMode.Check,
        "all-or-nothing" => SubmissionMode.AllOrNothing,
        "replace" => SubmissionMode.Replace,
        _ => null,
    };
}
