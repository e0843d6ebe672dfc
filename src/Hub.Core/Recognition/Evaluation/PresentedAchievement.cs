namespace Hub.Recognition.Evaluation;

/// <summary>
/// An achievement as an evaluation sees it: without the learner. Stored achievements and brought evidence are both made into this.
/// </summary>
/// <param name="Entry">Public id of the catalogue entry it was awarded for; null: none.</param>
/// <param name="Country">Country of the awarding body.</param>
/// <param name="Kind">Short name of the vocabulary <c>kinds</c>; null: not known.</param>
/// <param name="Sector">Short name of the vocabulary <c>sectors</c>; null: not known.</param>
/// <param name="Setting">Short name of the vocabulary <c>learning-settings</c>; null: not known.</param>
/// <param name="Fields">ISCED-F codes; empty: not known.</param>
/// <param name="Uses">Where it counts, or is reserved to count, already.</param>
public sealed record PresentedAchievement(
    string Id,
    string? Entry,
    string AwardingBody,
    string Country,
    string? Kind,
    string? Sector,
    string? Setting,
    DateOnly AwardedOn,
    AchievementState State,
    Proof Proof,
    AchievedLevel Level,
    IReadOnlyList<string> Fields,
    IReadOnlyList<AchievedOutcome> Outcomes,
    AwardedCredits? Credits,
    StatedHours? Hours,
    IReadOnlyList<AchievementUse> Uses)
{
    /// <summary>Version of the record; 0: it is not stored.</summary>
    public int Version { get; init; }
}

public enum AchievementState
{
    Awarded,
    Corrected,
    Revoked,

    /// <summary>A corrected one stands in its place.</summary>
    Replaced,

    /// <summary>For questions of the kind "what if": it counts in the answer and never by itself.</summary>
    Planned,
}

/// <summary>What is known of its authenticity. That a seal was valid when it was made and that it is valid now are two facts.</summary>
/// <param name="InRegister">Whether a hub's register holds it, written by the awarding body.</param>
/// <param name="ValidWhenSealed">Null: not checked, or there is no seal.</param>
/// <param name="ValidNow">Null: not checked, or there is no seal.</param>
public readonly record struct Proof(bool InRegister, bool? ValidWhenSealed, bool? ValidNow);

/// <param name="Eqf">1 to 8; null: not stated.</param>
/// <param name="Basis">Short name of the vocabulary <c>level-bases</c>: only <c>in-framework</c> says that the framework holds it.</param>
public readonly record struct AchievedLevel(int? Eqf, string? Framework, string? Level, string? Basis);

/// <summary>An assessed outcome or unit.</summary>
/// <param name="Skills">URIs of ESCO skills; empty: none are linked.</param>
public sealed record AchievedOutcome(string Id, IReadOnlyList<string> Skills);

/// <param name="Original">What was awarded first, where this amount is the result of a conversion; null: this is it, or it is not known.</param>
/// <param name="IsConverted">Whether this amount is the result of a conversion.</param>
public sealed record AwardedCredits(string System, decimal Points, bool IsConverted = false, AwardedCredits? Original = null);

/// <param name="Kind">Short name of the vocabulary <c>hours-kinds</c>: hours of different kinds are never compared.</param>
public readonly record struct StatedHours(string Kind, decimal Hours);

/// <param name="Target">Public id of what it counts for.</param>
/// <param name="Case">Id of the case that reserved or confirmed it.</param>
public sealed record AchievementUse(string Target, string Case);
