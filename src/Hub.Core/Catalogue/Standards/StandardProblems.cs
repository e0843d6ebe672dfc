namespace Hub.Catalogue.Standards;

/// <summary>Refusals about the life cycle of standards. Codes are public contract.</summary>
public static class StandardProblems
{
    public static Problem NotARegistrar() => new(ProblemKind.Forbidden, "standard.not-allowed", "Only a registrar records a decision about a standard.");

    public static Problem NotCompetent() => new(ProblemKind.Forbidden, "standard.not-competent", "Another body is competent for this entry.", "Which one stands in the ruleset of the country, under governance.");

    public static Problem NoEntry() => new(ProblemKind.NotFound, "standard.entry-not-found", "There is no such entry.");

    public static Problem Incomplete(int mostBy, int mostAct) => new(ProblemKind.Invalid, "standard.step-incomplete", "A step says who decided, on which day, and by which act.",
        $"Send by (1 to {mostBy} characters), on (yyyy-mm-dd, not in the future) and act (1 to {mostAct} characters), each on one line.");

    public static Problem StepNotAllowed(string? from, string to, IReadOnlyList<string> allowed) => new(ProblemKind.Conflict, "standard.step-not-allowed", "The standard can not go into that state now.",
        $"{(from is null ? "Nothing has been recorded yet" : $"It is {from}")}; '{to}' does not follow. {(allowed.Count == 0 ? "Nothing does." : $"Possible: {string.Join(", ", allowed)}.")}");

    public static Problem BeforeLast(DateOnly last) => new(ProblemKind.Conflict, "standard.step-before-last", "The decision is older than the last one that was recorded.", $"That one is of {last:yyyy-MM-dd}.");

    public static Problem SuccessorExpected(string state) => new(ProblemKind.Invalid, "standard.successor-expected", "An entry that took its place is named in one state only.", $"Send supersededBy with the state {state}, and with no other.");

    public static Problem SuccessorUnknown() => new(ProblemKind.Invalid, "standard.successor-unknown", "The entry that takes its place does not exist.", "Send the public id of another entry.");
}
