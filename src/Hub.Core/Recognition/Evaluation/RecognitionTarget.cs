namespace Hub.Recognition.Evaluation;

/// <summary>What achievements are to count towards.</summary>
/// <param name="Id">Public id of the catalogue entry.</param>
/// <param name="Country">Whose law decides: that of the receiver.</param>
/// <param name="Eqf">Level in the EQF, from the receiver's own framework; null: none is stated.</param>
/// <param name="Credits">Credits of the whole in <paramref name="CreditSystem"/>; null: not stated.</param>
/// <param name="Parts">Its outcomes or units.</param>
/// <param name="MaxAgeYears">How old an award may be; a rule of the receiver, not of the issuer. Null: no limit.</param>
public sealed record RecognitionTarget(string Id, string Country, int? Eqf, string? CreditSystem, decimal? Credits, IReadOnlyList<TargetPart> Parts, int? MaxAgeYears);

/// <summary>A learning outcome or a unit of a target.</summary>
/// <param name="Skills">URIs of ESCO skills; empty: none are linked.</param>
/// <param name="Credits">Its own credits; null: not stated.</param>
public sealed record TargetPart(string Id, IReadOnlyList<string> Skills, decimal? Credits);

/// <summary>Somebody competent has declared that one outcome or unit stands for another.</summary>
/// <param name="From">Id of an outcome, unit or entry.</param>
/// <param name="To">Id of a part of the target.</param>
/// <param name="IsWhole">Whether it stands for all of it, or for a part.</param>
/// <param name="Basis">Act, agreement or decision it rests on.</param>
/// <param name="ValidUntil">Last day; null: no end is set.</param>
public sealed record DeclaredEquivalence(string Id, string From, string To, bool IsWhole, string DeclaredBy, string Basis, DateOnly ValidFrom, DateOnly? ValidUntil)
{
    public bool HoldsOn(DateOnly day) => day >= ValidFrom && (ValidUntil is not { } until || day <= until);
}

/// <summary>A learning agreement as an evaluation sees it.</summary>
/// <param name="Home">Organisation that recognises.</param>
/// <param name="Host">Organisation that assesses.</param>
/// <param name="From">First day of the learning.</param>
/// <param name="IsSigned">Whether home, host and learner have signed this version.</param>
/// <param name="AcceptsQuality">Whether it, or the memorandum it rests on, accepts the host's quality assurance and assessment.</param>
/// <param name="Outcomes">What is to be achieved at the host and the target's part it stands for.</param>
public sealed record LearningAgreement(string Id, string Home, string Host, DateOnly From, bool IsSigned, bool AcceptsQuality, IReadOnlyList<AgreedOutcome> Outcomes);

/// <param name="Outcome">Id of the outcome or unit as the host assesses it.</param>
/// <param name="Part">Id of the target's part.</param>
public readonly record struct AgreedOutcome(string Outcome, string Part);
