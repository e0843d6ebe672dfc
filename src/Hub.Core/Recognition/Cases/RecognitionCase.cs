using Hub.Recognition.Deadlines;
using Hub.Recognition.Evaluation;

namespace Hub.Recognition.Cases;

/// <summary>Where a case is. Names are stored history: added to, never renamed.</summary>
public enum CaseStage
{
    /// <summary>The applicant owes something; the clock stands.</summary>
    Completeness,
    Evaluation,

    /// <summary>Persons look at it.</summary>
    Review,

    /// <summary>Decided, and not yet told.</summary>
    Decided,
    AppealWindow,
    Appeal,
    Final,
}

/// <summary>A request for recognition and everything that happened to it. Without names: the learner is a reference, free text is sealed.</summary>
/// <param name="Achievements">Ids of what is presented.</param>
/// <param name="RulesetVersion">Version of the law that is pinned to the case when it is entered.</param>
/// <param name="Turn">One more whenever stage or dates change: a sleeper sees by it that it has to look anew.</param>
/// <param name="Round">0, and one more for every reopening.</param>
/// <param name="Owed">Codes of what the applicant still owes.</param>
/// <param name="CompleteAt">When nothing was owed any more; null: something is.</param>
/// <param name="Earlier">Decisions before <paramref name="Decision"/>, oldest first.</param>
public sealed record RecognitionCase(
    string Id, string Provider, string Learner, string Country, string Route, string Target, IReadOnlyList<string> Achievements, string RulesetVersion, DateTimeOffset EnteredAt)
{
    public CaseStage Stage { get; init; }

    public int Turn { get; init; }

    public int Round { get; init; }

    public IReadOnlyList<string> Owed { get; init; } = [];

    public DateTimeOffset? CompleteAt { get; init; }

    public IReadOnlyList<Suspension> Suspensions { get; init; } = [];

    public CaseDates? Dates { get; init; }

    public StoredEvaluation? Evaluation { get; init; }

    /// <summary>The provider's own key of the request; null: it came without one.</summary>
    public string? LocalId { get; init; }

    public string? Assignee { get; init; }

    /// <summary>Language the applicant wants to be written to in, ISO 639-1; null: that of the country.</summary>
    public string? Language { get; init; }

    /// <summary>Address the applicant wants to be told at, sealed; null: none was given.</summary>
    public SealedText? Contact { get; init; }

    /// <summary>When the decision is expected, as the applicant was last told; null: no delay was announced.</summary>
    public DateOnly? ExpectedOn { get; init; }

    public DecisionDraft? FirstOfTwo { get; init; }

    public CaseDecision? Decision { get; init; }

    public IReadOnlyList<CaseDecision> Earlier { get; init; } = [];

    public DateTimeOffset? NotifiedAt { get; init; }

    public DateTimeOffset? AppealedAt { get; init; }

    public CaseEnd? End { get; init; }

    public IReadOnlyList<CaseFact> Facts { get; init; } = [];

    /// <summary>Organisation that is competent for it.</summary>
    public string Body => CaseId.Parse(Id).Body.Value;

    public bool HasFact(string what) => Facts.Any(f => f.What == what);

    public RecognitionCase With(CaseFact fact) => this with { Facts = [.. Facts, fact] };

    /// <summary>Goes to another stage, whose dates have yet to be told.</summary>
    public RecognitionCase To(CaseStage stage) => this with { Stage = stage, Turn = Turn + 1, Dates = null, FirstOfTwo = null };
}

/// <summary>Why a case ended without, or after, a decision.</summary>
public enum CaseEnd
{
    Granted,
    Decided,
    Withdrawn,
    ClosedIncomplete,
}

/// <summary>Something that happened.</summary>
/// <param name="By">Id of the key or person; <see cref="Actor.MachineId"/> for the hub.</param>
/// <param name="What">Short name, and what it is about behind a colon.</param>
public sealed record CaseFact(DateTimeOffset At, string By, string What, SealedText? Text = null);

/// <summary>Free text as ciphertext under the learner's key: whoever has no key reads nothing, and nobody after an erasure.</summary>
public readonly record struct SealedText(string Ciphertext);

/// <summary>Dates of a stage, for one turn.</summary>
/// <param name="Due">When the term ends, UTC; null: it has none, or the clock stands.</param>
/// <param name="IsEstablished">Whether <paramref name="Due"/> is that of the law; otherwise it only reminds.</param>
/// <param name="Problem">Code of why there is no due day; null: there is one, or none is wanted.</param>
public sealed record CaseDates(int Turn, IReadOnlyList<DateTimeOffset> Reminders, DateTimeOffset? Due, bool IsEstablished, string? Problem);

/// <summary>Who acts on a case.</summary>
/// <param name="IsPerson">Whether a person stands behind it, and not a machine.</param>
public sealed record Actor(string Id, string Organisation, bool IsPerson)
{
    public const string MachineId = "hub";

    /// <summary>The hub itself, for a body.</summary>
    public static Actor Machine(string body) => new(MachineId, body, IsPerson: false);
}
