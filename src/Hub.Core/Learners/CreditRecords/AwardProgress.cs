namespace Hub.Learners.CreditRecords;

/// <summary>How far a learner is on the way to an award of the catalogue.</summary>
/// <param name="DoneShare">Per cent, 0 to 100; null where nothing is known of what the award is made of.</param>
/// <param name="Basis">What the share is counted in.</param>
/// <param name="Points">Null where award or parts carry no credits in the award's system.</param>
/// <param name="Done">Parts that are achieved or recognised.</param>
/// <param name="Missing">Parts that are not, the nearest first: those begun, then those that bring most. Empty once the award is achieved.</param>
/// <param name="MoreThanNeeded">Whether the parts come to more than the award, so that some are a matter of choice and not all of <paramref name="Missing"/> are needed.</param>
/// <param name="IsWhole">False where limits left parts out.</param>
/// <param name="Limits">Limits of the law on what may count towards it, where one has been reached.</param>
/// <param name="Notes">What should be looked at by a person.</param>
public sealed record AwardProgress(
    string EntryId, string Kind, IReadOnlyDictionary<string, string> Title, ProgressState State, decimal? DoneShare, ProgressBasis Basis, PointProgress? Points,
    IReadOnlyList<PartProgress> Done, IReadOnlyList<PartProgress> Missing, bool MoreThanNeeded, bool IsWhole, IReadOnlyList<ReachedLimit> Limits, IReadOnlyList<RecordNote> Notes);

/// <summary>Names are public contract.</summary>
public enum ProgressState
{
    NotStarted,

    Started,

    /// <summary>Everything it is made of is done; its awarding body has not awarded it.</summary>
    AllPartsDone,

    Recognised,

    Awarded,
}

/// <summary>Names are public contract.</summary>
public enum ProgressBasis
{
    /// <summary>Relative weights of the parts, per cent of the whole.</summary>
    RelativeWeight,

    /// <summary>Points of the award's own system.</summary>
    Points,

    /// <summary>How many parts.</summary>
    Parts,
}

/// <summary>Points in the award's own system. Points of other systems are never converted.</summary>
/// <param name="Total">Of the award.</param>
/// <param name="Missing">Of the award, once those done are taken away.</param>
public sealed record PointProgress(string CreditSystem, decimal Done, decimal Total, decimal Missing);

/// <param name="DoneShare">Of the part itself, per cent: 100 once it is done, between while its own parts are under way.</param>
/// <param name="RelativeWeight">Of the whole, per cent, as the catalogue says.</param>
/// <param name="By">Ids of the achievements and recognitions it is done by.</param>
public sealed record PartProgress(
    string EntryId, string Kind, IReadOnlyDictionary<string, string> Title, ProgressState State, decimal DoneShare, decimal? RelativeWeight, string? CreditSystem, decimal? CreditPoints, decimal? WorkloadHours, IReadOnlyList<string> By);

/// <summary>A limit of the law on what share of an award may come from something.</summary>
/// <param name="Kinds">Kinds of entry it is about.</param>
/// <param name="MaxShare">Per cent of the award.</param>
/// <param name="DoneShare">What is done of these kinds, per cent; what goes beyond the limit is not counted.</param>
/// <param name="Source">Act and article.</param>
public sealed record ReachedLimit(IReadOnlyList<string> Kinds, decimal MaxShare, decimal DoneShare, string Source);

/// <summary>How much of an award may come from smaller credentials, by the law of the awarding body's country.</summary>
/// <param name="IntoKinds">Kinds of award it holds for.</param>
/// <param name="OfKinds">Kinds of part it holds for.</param>
/// <param name="MaxShare">Per cent of the award.</param>
/// <param name="Decides">False where the law is unverified: then it is only said.</param>
public sealed record StackingLimit(IReadOnlyList<string> IntoKinds, IReadOnlyList<string> OfKinds, decimal MaxShare, bool Decides, string Source);
