using Hub.Recognition.Cases;
using Hub.Recognition.Evaluation;
using Hub.Recognition.Requests;

namespace Hub.Http.V1;

/// <summary>A request for recognition.</summary>
/// <param name="Learner">Reference of a learner of whom you have sent something.</param>
/// <param name="Route">Route of the rules of the institution's country, such as unit-equivalence; GET /v1/rulesets/{country} lists them.</param>
/// <param name="Target">Public id of the catalogue entry the achievements are to count towards.</param>
/// <param name="Achievements">Public ids of achievements of the learner, 99 at most, whoever sent them. None: the clock stands until evidence has come.</param>
/// <param name="Institution">Who decides; absent: whoever awards the target.</param>
/// <param name="Language">Language the learner wants to be written to in, ISO 639-1; absent: that of the institution's country.</param>
/// <param name="Contact">E-mail address at which the learner wants to be told beside you, 254 characters at most; kept under the learner's key and never shown. Messages hold a fixed sentence and a link.</param>
public sealed record RecognitionRequestBody(string? Learner, string? Route, string? Target, IReadOnlyList<string>? Achievements, string? Institution, string? Language, string? Contact);

/// <summary>A case as it stands in a list.</summary>
/// <param name="Institution">Who decides.</param>
/// <param name="Due">When the running term ends, UTC; absent: none runs.</param>
/// <param name="IsEscalated">A due time has passed, and the case goes on waiting.</param>
/// <param name="LocalId">Your own key of the request, in lists of what you asked for; absent: it came without one.</param>
public sealed record CaseItemBody(string Id, CaseStage Stage, string Provider, string Institution, string Route, string? Assignee, DateTimeOffset? Due, bool IsEscalated, string? LocalId = null)
{
    public static CaseItemBody Of(CaseItem item) => new(item.Id, item.Stage, item.Provider, CaseId.Parse(item.Id).Body.Value, item.Route, item.Assignee, item.Due, item.IsEscalated);

    public static CaseItemBody Of(RecognitionCase of) => new(of.Id, of.Stage, of.Provider, of.Body, of.Route, null, of.Dates?.Due, of.HasFact(CaseTurns.Escalated(of)), of.LocalId);
}

/// <summary>Something that happened to a case.</summary>
/// <param name="By">Id of the key or person; hub for the hub itself. A provider sees 'institution' for those who decide.</param>
/// <param name="Text">What was written, where the reader may read it and the learner was not erased.</param>
public sealed record CaseFactBody(DateTimeOffset At, string By, string What, string? Text);

/// <summary>What was computed about a request. It decides nothing but, where all is beyond doubt and the rules let it, a full grant.</summary>
/// <param name="IfDoubtsAreSettled">What it comes to if a person finds every doubt unfounded.</param>
/// <param name="Credits">In the credit system of the target; absent: not counted, or not known before a person decides.</param>
/// <param name="RulesetVersion">Version of the ruleset: its SHA-256, and behind a plus sign which adoption counted.</param>
/// <param name="Trace">Rules it rests on, each with its legal basis.</param>
/// <param name="Codes">What was found, as codes.</param>
/// <param name="Findings">What was found, each with whom it is about; empty where it was evaluated before they were kept.</param>
public sealed record StoredEvaluationBody(ProposedOutcome Outcome, ProposedOutcome IfDoubtsAreSettled, decimal? Credits, string RulesetVersion, DateOnly AsOf, IReadOnlyList<string> Trace, IReadOnlyList<string> Codes, IReadOnlyList<FoundBody> Findings)
{
    public static StoredEvaluationBody Of(StoredEvaluation of) => new(
        of.Outcome, of.IfDoubtsAreSettled, of.Credits, of.RulesetVersion, of.AsOf, of.Trace, of.Codes,
        [.. of.Findings.Select(f => (Stored: f, Code: EvaluationCodes.Find(f.Code))).Select(f => new FoundBody(f.Stored.Code, f.Code?.Aspect, f.Code?.Standing, f.Stored.Achievement, f.Stored.Part, f.Code?.Say(f.Stored.Detail, "en") ?? f.Stored.Code))]);
}

/// <summary>One finding of an evaluation.</summary>
/// <param name="Code">Stable.</param>
/// <param name="Aspect">Absent: of another version of the hub.</param>
/// <param name="Standing">holds; doubt: a person has to look; fails: what it is about does not count.</param>
/// <param name="Achievement">Public id of the achievement it is about; absent: all of them.</param>
/// <param name="Part">Public id of the part of the target it is about; absent: all of it.</param>
public sealed record FoundBody(string Code, Aspect? Aspect, Standing? Standing, string? Achievement, string? Part, string Explanation);

/// <summary>A case of recognition.</summary>
/// <param name="Owed">Codes of what the applicant owes; the clock stands meanwhile.</param>
/// <param name="Due">When the running term ends, UTC; absent: none runs.</param>
/// <param name="IsDueEstablished">Whether the due time is that of the law; otherwise it only reminds.</param>
/// <param name="ExpectedOn">When the decision is expected, as the applicant was last told of a delay; absent: none was announced.</param>
/// <param name="Outcome">Of the decision; absent: none was made, or it was not told yet.</param>
/// <param name="Evidence">Ids of documents that were brought.</param>
/// <param name="History">What happened, oldest first.</param>
/// <param name="LocalId">The provider's own key of the request; absent: it came without one.</param>
public sealed record CaseBody(
    string Id, CaseStage Stage, CaseEnd? End, string Provider, string Institution, string Country, string Learner, string Route, string Target, IReadOnlyList<string> Achievements, DateTimeOffset EnteredAt, DateTimeOffset? CompleteAt,
    IReadOnlyList<string> Owed, DateTimeOffset? Due, bool? IsDueEstablished, DateOnly? ExpectedOn, string? Assignee, StoredEvaluationBody? Evaluation, DecisionOutcome? Outcome, bool? ByMachine, IReadOnlyList<string> Evidence, IReadOnlyList<CaseFactBody> History, string? LocalId)
{
    const string EvidenceFact = "evidence:";

    public static CaseBody Of(SeenCase seen)
    {
        RecognitionCase of = seen.Case;
        bool isInside = seen.Party == CaseParty.Institution;
        // Before the applicant is told, the decision is the institution's.
        CaseDecision? decision = isInside || of.NotifiedAt is not null ? of.Decision : null;
        StoredEvaluationBody? evaluation = of.Evaluation is { } e ? StoredEvaluationBody.Of(e) : null;
        return new CaseBody(
            of.Id, of.Stage, of.End, of.Provider, of.Body, of.Country, of.Learner, of.Route, of.Target, of.Achievements, of.EnteredAt, of.CompleteAt, of.Owed, of.Dates?.Due, of.Dates?.IsEstablished, of.ExpectedOn, isInside ? of.Assignee : null,
            evaluation, decision?.Content.Outcome, decision?.ByMachine, [.. of.Facts.Where(f => f.What.StartsWith(EvidenceFact, StringComparison.Ordinal)).Select(f => f.What[EvidenceFact.Length..])],
            [.. of.Facts.Select((fact, i) => (fact, i)).Where(f => isInside || IsForApplicant(f.fact)).Select(f => new CaseFactBody(f.fact.At, isInside || f.fact.By is Actor.MachineId || IsOfApplicant(f.fact) ? f.fact.By : "institution", f.fact.What, seen.Texts.GetValueOrDefault(f.i)))], seen.Party == CaseParty.Provider ? of.LocalId : null);
    }

    /// <summary>How the institution works among itself is its own affair; what it says to the applicant comes with the decision.</summary>
    static bool IsForApplicant(CaseFact fact) =>
        fact.What is not ReadCases.Note && !fact.What.StartsWith("assigned", StringComparison.Ordinal) && !fact.What.StartsWith("signed-first", StringComparison.Ordinal) && !fact.What.StartsWith("decided", StringComparison.Ordinal);

    static bool IsOfApplicant(CaseFact fact) =>
        fact.What is "entered" or "withdrawn" or "appealed" or "heard" || fact.What.StartsWith(EvidenceFact, StringComparison.Ordinal) || fact.What == $"clock-started:{ConductRules.InformationOwed}";
}

/// <param name="Assignee">Id of a key or person; absent or null: nobody.</param>
public sealed record AssigneeBody(string? Assignee);

/// <param name="Text">1 to 10,000 characters; stored under the key of the learner.</param>
public sealed record CaseTextBody(string? Text);

/// <param name="Reason">1 to 10,000 characters; the applicant reads it. Stored under the key of the learner.</param>
/// <param name="ExpectedOn">Day on which the decision is expected, yyyy-mm-dd: today to two years from now.</param>
public sealed record DelayBody(string? Reason, DateOnly? ExpectedOn);

/// <param name="Owed">1 to 20 codes of what is missing, letters, digits and hyphens.</param>
public sealed record OwedBody(IReadOnlyList<string>? Owed);

/// <param name="Achievements">Public ids of achievements that are presented in addition.</param>
public sealed record SuppliedBody(IReadOnlyList<string>? Achievements);

/// <summary>A decision of a person.</summary>
/// <param name="Ground">One of the route's closed list, or stated-reasons where the rules establish none; absent for a full grant.</param>
/// <param name="Remedies">Codes of what the learner can still do; at least one where it is no full grant.</param>
/// <param name="Reasons">1 to 10,000 characters; needed where it is no full grant.</param>
/// <param name="AppealRoute">Where one appeals to; needed where the rules have no term of appeal.</param>
/// <param name="Parts">Ids of the target's parts that are recognised.</param>
/// <param name="AlternativeTarget">Public id of the entry that is recognised instead.</param>
/// <param name="Conditions">Codes of what a conditional grant waits for.</param>
public sealed record DecisionBody(
    DecisionOutcome? Outcome, string? Ground, IReadOnlyList<string>? Remedies, string? Reasons, string? AppealRoute, IReadOnlyList<string>? Parts, string? AlternativeTarget, IReadOnlyList<string>? Conditions);
