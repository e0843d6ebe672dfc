using Hub.Audit;
using Hub.Learners;
using Hub.Learners.Access;
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
        if (found.Problem is null) await NoteAsync(caller, found.Value.Terms.Owner, found.Value.Learner, ReadingGrounds.AgreementParty, cancel);
        return found;
    }

    /// <summary>A version, for parties of the agreement who were party to that version too.</summary>
    public async Task<Result<SeenAgreement>> HandleAsync(Caller caller, string id, int version, CancellationToken cancel)
    {
        Result<SeenAgreement> current = await FindAsync(caller, id, cancel);
        if (current.Problem is { } problem) return problem;
        if (await agreements.FindVersionAsync(id, version, cancel) is not { } record) return AgreementProblems.NotFound();
        AgreementTerms terms = AgreementTerms.Read(id, record.Json);
        if (!MaySee(caller, terms)) return AgreementProblems.NotFound();
        await NoteAsync(caller, terms.Owner, current.Value.Learner, ReadingGrounds.AgreementParty, cancel);
        return new SeenAgreement(terms, record, current.Value.Learner);
    }

    /// <summary>What a learner sees of itself, also while processing is restricted: the data are the learner's (GDPR, article 15).</summary>
    public async Task<IReadOnlyList<ListedRecord>> HandleAsync(OwnLearner own, CancellationToken cancel)
    {
        var found = new List<ListedRecord>();
        foreach (LearnerReference reference in own.All)
        {
            foreach (ListedRecord stored in await agreements.ListAsync(reference, cancel))
            {
                if (!RecordId.TryParse(stored.Id, out RecordId id) || !own.Sees(id.Organisation) || await agreements.FindAsync(stored.Id, cancel) is not { } opened) continue;
                await NoteAsync(own.Caller, id.Organisation.Value, own.Reference, ReadingGrounds.OwnRecord, cancel);
                found.Add(new ListedRecord(stored.Id, opened));
            }
        }

        return found;
    }

    /// <summary>Readings of a memorandum are nobody's business: it is about nobody.</summary>
    Task NoteAsync(Caller caller, string body, LearnerReference? learner, string ground, CancellationToken cancel) =>
        learner is { } of ? trail.NoteReadingAsync(caller, OrganisationId.Parse(body), AuditObjects.Learner(of), ground, cancel) : Task.CompletedTask;

    static bool MaySee(Caller caller, AgreementTerms terms) => terms.Concerns(caller.Organisation.Value) || SubmissionAuthority.MayRead(caller, OrganisationId.Parse(terms.Owner));

    /// <summary>Without a note in the log: for use cases that give nothing of the person out.</summary>
    internal async Task<Result<SeenAgreement>> FindAsync(Caller caller, string id, CancellationToken cancel)
    {
        if (!RecordId.TryParse(id, out _) || await agreements.FindAsync(id, cancel) is not { } record) return AgreementProblems.NotFound();
        AgreementTerms terms = AgreementTerms.Read(id, record.Json);
        if (!MaySee(caller, terms)) return AgreementProblems.NotFound();
        if (terms.IsMemorandum) return new SeenAgreement(terms, record, null);
        LearnerReference? learner = await agreements.LearnerOfAsync(id, cancel);
        if (learner is null || await learners.FindAsync(learner.Value, cancel) is not var (row, _)) return AgreementProblems.NotFound();
        return row.Restriction is null ? new SeenAgreement(terms, record, learner) : LearnerProblems.Restricted();
    }
}
