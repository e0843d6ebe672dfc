namespace Hub.Learners.CreditRecords;

/// <summary>What could come next for a learner. It advises; nobody is bound by it.</summary>
/// <param name="Awards">Larger awards the learner is on the way to, the nearest first.</param>
/// <param name="Suggestions">What to do next, what brings most first.</param>
/// <param name="IsWhole">False where limits left something out.</param>
public sealed record Guidance(IReadOnlyList<AwardSummary> Awards, IReadOnlyList<Suggestion> Suggestions, bool IsWhole);

/// <param name="DoneShare">Per cent.</param>
public sealed record AwardSummary(string EntryId, string Kind, IReadOnlyDictionary<string, string> Title, ProgressState State, decimal DoneShare, ProgressBasis Basis, PointProgress? Points, int DoneParts, int Parts);

/// <summary>An entry of the catalogue worth looking at, with the reasons.</summary>
public sealed record Suggestion(
    string EntryId, string Kind, IReadOnlyDictionary<string, string> Title, string? CreditSystem, decimal? CreditPoints, decimal? WorkloadHours, int? EqfLevel, IReadOnlyList<SuggestionReason> Reasons);

/// <param name="Code">Stable code <c>guidance.why</c>.</param>
/// <param name="Message">In English; pages say it in the learner's language.</param>
/// <param name="Award">Id of the award that comes nearer.</param>
/// <param name="ShareBefore">Per cent of the award that is done.</param>
/// <param name="ShareAfter">Per cent of the award that would be done; null where that is for an institution to decide.</param>
/// <param name="Through">Id of the missing unit it stands in for, or of the achievement it rests on.</param>
public sealed record SuggestionReason(string Code, string Message, string Award, IReadOnlyDictionary<string, string> AwardTitle, decimal ShareBefore, decimal? ShareAfter, string? Through)
{
    public const string Completes = "guidance.completes-award";
    public const string PartOf = "guidance.part-of-award";
    public const string AskForAward = "guidance.ask-for-award";
    public const string AskForRecognition = "guidance.ask-for-recognition";
    public const string DerivedFrom = "guidance.derived-from-missing-unit";
}
