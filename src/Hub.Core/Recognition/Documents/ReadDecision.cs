using System.Buffers.Text;
using Hub.Audit;
using Hub.Learners;
using Hub.Recognition.Cases;

namespace Hub.Recognition.Documents;

/// <param name="Number">1 for the first decision of the case; null: the newest.</param>
public sealed record ReadDecisionQuery(string Case, int? Number);

/// <param name="Jws">The document as it was signed.</param>
public sealed record ReadDecisionResult(DecisionDocument Document, string Jws);

/// <summary>Gives out the document of a decision to those it concerns: who asked and who decided. Every reading is noted first.</summary>
public sealed class ReadDecisionHandler(CaseStore cases, DecisionStore decisions, AuditTrail audit)
{
    public async Task<Result<ReadDecisionResult>> HandleAsync(Caller caller, ReadDecisionQuery query, CancellationToken cancel)
    {
        if (!CaseId.TryParse(query.Case, out CaseId id) || await cases.FindAsync(id, cancel) is not { } of || !Concerns(of, caller)) return CaseProblems.NotFound();
        Result<string> jws = await decisions.FindAsync(of, query.Number, cancel);
        if (jws.Problem is { } problem) return problem;
        await audit.NoteReadingAsync(caller, id.Body, AuditObjects.Learner(new LearnerReference(of.Learner)), ReadingGrounds.CaseParty, cancel);
        string payload = jws.Value.Split('.')[1];
        DecisionDocument document = VerifyDecision.Read(Base64Url.DecodeFromChars(payload)) ?? throw new InvalidDataException($"The stored decision of {of.Id} can not be read.");
        return new ReadDecisionResult(document, jws.Value);
    }

    /// <summary>To others there is no such case.</summary>
    static bool Concerns(RecognitionCase of, Caller caller) =>
        (caller.Has(Role.Provider) && caller.Organisation.Value == of.Provider) || (caller.Has(Role.Reviewer) && caller.Organisation.Value == of.Body);
}
