using Hub.Audit;
using Hub.Learners;
using Hub.Recognition.Cases;

namespace Hub.Recognition.Requests;

/// <summary>As whom somebody sees a case.</summary>
public enum CaseParty
{
    /// <summary>Asked for it, for the learner.</summary>
    Provider,

    /// <summary>A reviewer of the institution that decides.</summary>
    Institution,
}

/// <param name="Texts">Free texts by the place of their fact in the case; those the caller may read and that can still be opened.</param>
public sealed record SeenCase(RecognitionCase Case, CaseParty Party, IReadOnlyDictionary<int, string> Texts);

/// <summary>Lets the parties of a case see it. For everybody else it does not exist.</summary>
public sealed class ReadCases(CaseStore cases, ICaseTexts texts, AuditTrail trail)
{
    /// <summary>Facts whose text is for the institution alone.</summary>
    public const string Note = "note";

    public async Task<Result<SeenCase>> HandleAsync(Caller caller, string id, CancellationToken cancel)
    {
        if (await FindAsync(caller, id, cancel) is not var (of, party)) return CaseProblems.NotFound();
        var read = new Dictionary<int, string>();
        for (int i = 0; i < of.Facts.Count; i++)
            if (of.Facts[i] is { Text: { } text } fact && (party == CaseParty.Institution || fact.What != Note) && await texts.OpenAsync(of.Learner, of.Id, text, cancel) is { } plain)
                read[i] = System.Text.Encoding.UTF8.GetString(plain);
        await trail.NoteReadingAsync(caller, OrganisationId.Parse(of.Body), AuditObjects.Learner(new LearnerReference(of.Learner)), ReadingGrounds.CaseParty, cancel);
        return new SeenCase(of, party, read);
    }

    /// <summary>The case and as whom the caller sees it; null for others.</summary>
    internal async Task<(RecognitionCase Case, CaseParty Party)?> FindAsync(Caller caller, string id, CancellationToken cancel)
    {
        if (!CaseId.TryParse(id, out CaseId parsed) || await cases.FindAsync(parsed, cancel) is not { } of) return null;
        if (caller.Has(Role.Reviewer) && of.Body == caller.Organisation.Value) return (of, CaseParty.Institution);
        return caller.Has(Role.Provider) && of.Provider == caller.Organisation.Value ? (of, CaseParty.Provider) : null;
    }
}
