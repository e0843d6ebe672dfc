using Hub.Audit;
using Hub.Learners;
using Hub.Records;
using Hub.Submissions;

namespace Hub.Agreements;

/// <param name="Record">The current version with everything opened.</param>
/// <param name="Learner">Whom it is about; null for a memorandum.</param>
public sealed record SeenAgreement(AgreementTerms Terms, StoredRecord Record, LearnerReference? Learner);

/// <summary>Lets the parties of an agreement see it. For everybody else it does not exist.</summary>
public sealed class ReadAgreementHandler(AgreementRecords agreements, LearnerStore learners, AuditTrail trail)
{
    public async Task<Result<SeenAgreement>> HandleAsync(Caller caller, string id, CancellationToken cancel)
    {
        Result<SeenAgreement> found = await FindAsync(caller, id, cancel);
        if (found.Problem is null && found.Value.Learner is { } learner)
            await trail.NoteReadingAsync(caller, OrganisationId.Parse(found.Value.Terms.Owner), AuditObjects.Learner(learner), ReadingGrounds.AgreementParty, cancel);
        return found;
    }

    /// <summary>Without a note in the log: for use cases that give nothing of the person out.</summary>
    internal async Task<Result<SeenAgreement>> FindAsync(Caller caller, string id, CancellationToken cancel)
    {
        if (!RecordId.TryParse(id, out RecordId parsed) || await agreements.FindAsync(id, cancel) is not { } record) return AgreementProblems.NotFound();
        AgreementTerms terms = AgreementTerms.Read(id, record.Json);
        if (!terms.Concerns(caller.Organisation.Value) && !SubmissionAuthority.MayRead(caller, parsed.Organisation)) return AgreementProblems.NotFound();
        if (terms.IsMemorandum) return new SeenAgreement(terms, record, null);
        LearnerReference? learner = await agreements.LearnerOfAsync(id, cancel);
        if (learner is null || await learners.FindAsync(learner.Value, cancel) is not var (row, _)) return AgreementProblems.NotFound();
        return row.Restriction is null ? new SeenAgreement(terms, record, learner) : LearnerProblems.Restricted();
    }
}
