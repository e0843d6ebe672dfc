namespace Hub.Submissions.Rounds;

/// <summary>Refusals of a correction as a whole. Codes are public contract.</summary>
public static class CorrectionProblems
{
    public static Problem NoRowColumn() => new(ProblemKind.Invalid, "correction.no-row-column",
        "The correction does not say which rows it corrects.", "Send the error file itself, repaired, with its columns hub_row and hub_errors.");

    public static Problem OtherColumns(IReadOnlyList<string> missing, IReadOnlyList<string> added) => new(ProblemKind.Invalid, "correction.other-columns",
        "The correction has other columns than the error file.",
        string.Join(" ", new[] { missing.Count > 0 ? $"Missing: {string.Join(", ", missing)}." : "", added.Count > 0 ? $"Unknown: {string.Join(", ", added)}." : "" }.Where(t => t.Length > 0)));

    public static Problem TooLate() => new(ProblemKind.Gone, "correction.too-late",
        "The time to correct the submission is over; what it needed for that was removed.", "Send the rows as a new submission.");

    public static Problem NothingRejected() => new(ProblemKind.Conflict, "correction.nothing-rejected",
        "No row of the submission is rejected, so there is nothing to correct.", "To change records, make a new submission.");

    public static Problem NoResults(Submission submission) => new(ProblemKind.Conflict, "correction.no-results",
        "The submission ended without results, so there is nothing to correct.", $"Its status is {HubJson.NameOf(submission.Status)}; send the whole file again.");
}
