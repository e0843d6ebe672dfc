using Hub.Learners;

namespace Hub.Agreements;

/// <param name="Version">The version that is signed; it must be the current one.</param>
/// <param name="Signer"><c>learner</c> where an institution notes the learner's signature; null: the caller's organisation signs.</param>
public sealed record SignAgreementCommand(string Id, int Version, string? Signer);

/// <summary>Signs a version of an agreement, or notes that the learner did.</summary>
public sealed class SignAgreementHandler(ReadAgreementHandler reading, AgreementSignatures signatures, TimeProvider clock)
{
    public async Task<Result<SeenAgreement>> HandleAsync(Caller caller, SignAgreementCommand command, CancellationToken cancel)
    {
        Result<SeenAgreement> found = await reading.FindAsync(caller, command.Id, cancel);
        if (found.Problem is { } problem) return problem;
        SeenAgreement seen = found.Value;
        if (seen.Terms.SignsAs(caller.Organisation.Value) is not { } own) return AgreementProblems.NotASigner();
        bool forLearner = command.Signer == Signer.Learner && !seen.Terms.IsMemorandum;
        if (command.Signer is { } signer && signer != own && !forLearner) return AgreementProblems.NotASigner();
        if (command.Version != seen.Record.Stamp.Version) return AgreementProblems.SignedOldVersion(seen.Record.Stamp.Version);
        await NoteAsync(caller, seen.Terms, command.Version, seen.Learner, forLearner ? Signer.Learner : own, cancel);
        return seen;
    }

    /// <summary>A version that comes meanwhile is not signed by this: a signature is of one version.</summary>
    internal Task NoteAsync(Caller caller, AgreementTerms terms, int version, LearnerReference? learner, string signer, CancellationToken cancel) =>
        signatures.AddAsync(terms.Id, learner, new AgreementSignature(signer, caller.Organisation.Value, version, clock.GetUtcNow(), caller.KeyId), cancel);
}
