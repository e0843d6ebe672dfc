namespace Hub.Learners.CreditRecords;

/// <summary>An achievement as the credit record looks at it: what was awarded to one learner, in the terms of the day.</summary>
/// <param name="Id">Public id, <c>org~localId</c>.</param>
/// <param name="Title">By language (ISO 639-1).</param>
/// <param name="AwardingBody">Id of the organisation.</param>
/// <param name="Country">Of the awarding body, ISO 3166-1 alpha-2; null when it is not known: then the European baseline counts.</param>
public sealed record RecordedAchievement(string Id, IReadOnlyDictionary<string, string> Title, string AwardingBody, string? Country)
{
    /// <summary>Public id of the catalogue entry; null where none is named.</summary>
    public string? EntryId { get; init; }

    /// <summary>Short name of the vocabulary <c>kinds</c>, where the achievement itself says it.</summary>
    public string? Kind { get; init; }

    public DateOnly? AwardedOn { get; init; }

    public DateOnly? IssuedOn { get; init; }

    /// <summary>Last day it is valid; null: without end.</summary>
    public DateOnly? ValidUntil { get; init; }

    /// <summary>Revoked ones count for nothing.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>Short name as stored: <c>awarded</c>, <c>corrected</c>, <c>revoked</c>.</summary>
    public string Status { get; init; } = "awarded";

    /// <summary>Id of the achievement it takes the place of.</summary>
    public string? Replaces { get; init; }

    /// <summary>Id of the achievement it is part of, where the sender says so.</summary>
    public string? PartOf { get; init; }

    /// <summary>As awarded; null where there are none.</summary>
    public string? CreditSystem { get; init; }

    public decimal? CreditPoints { get; init; }

    public decimal? WorkloadHours { get; init; }

    /// <summary>Short name of the vocabulary <c>hours-kinds</c>.</summary>
    public string? HoursKind { get; init; }

    public int? EqfLevel { get; init; }

    public string? NqfFramework { get; init; }

    public string? NqfLevel { get; init; }

    public string? LearningSetting { get; init; }

    public string? Grade { get; init; }

    public string? GradingScheme { get; init; }

    public string? Language { get; init; }

    public IReadOnlyList<string> AssessmentTypes { get; init; } = [];

    public IReadOnlyList<string> Modes { get; init; } = [];

    public string? Supervision { get; init; }

    public string? IdentityVerification { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyList<string>> LearningOutcomes { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public IReadOnlyList<string> QualityAssurance { get; init; } = [];

    public string? EvidenceUrl { get; init; }
}

/// <summary>A catalogue entry that a competent institution has recognised as achieved.</summary>
/// <param name="Id">Of the decision.</param>
/// <param name="EntryId">The entry that counts as done, with its own points.</param>
/// <param name="Institution">Id of the organisation that decided.</param>
/// <param name="Country">Of that organisation; null when it is not known.</param>
/// <param name="Sources">Ids of the achievements it rests on; none for prior learning without a certificate.</param>
/// <param name="CreditSystem">Of the credits awarded by the decision; null where it awards none.</param>
public sealed record RecognisedOutcome(string Id, string EntryId, string Institution, string? Country, DateOnly DecidedOn, IReadOnlyList<string> Sources, string? CreditSystem = null, decimal? CreditPoints = null)
{
    /// <summary>Whether the decision has been taken back.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>By language (ISO 639-1), of the entry recognised.</summary>
    public IReadOnlyDictionary<string, string> Title { get; init; } = new Dictionary<string, string>();
}
