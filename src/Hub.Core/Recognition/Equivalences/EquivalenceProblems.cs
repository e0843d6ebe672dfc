using System.Globalization;

namespace Hub.Recognition.Equivalences;

/// <summary>Refusals about equivalences. Codes are public contract.</summary>
public static class EquivalenceProblems
{
    public static Problem NotFound() => new(ProblemKind.NotFound, "equivalence.not-found", "There is no such equivalence.");

    public static Problem NotCompetent(string entry) => new(ProblemKind.Forbidden, "equivalence.not-competent", "Another body says what counts as this entry.",
        $"{entry}: the organisation that awards it, or a body that the rules of its country name. What holds both ways is declared by who is competent for both entries, or by each for its own.");

    /// <param name="name">Name of the filter.</param>
    public static Problem FilterInvalid(string name, string expected) => new(ProblemKind.Invalid, "equivalence.filter-invalid", "A filter can not be used.", $"{name} must be {expected}.");

    public static Problem EntriesInvalid() => new(ProblemKind.Invalid, "equivalence.entries-invalid", "An equivalence is between two entries.", "Send source and target, public ids of two different entries.");

    /// <param name="name">source or target.</param>
    public static Problem EntryUnknown(string name) => new(ProblemKind.Invalid, "equivalence.entry-unknown", "The catalogue has no published entry of this id.", name);

    public static Problem BasisInvalid(int most) => new(ProblemKind.Invalid, "equivalence.basis-invalid", "An equivalence says what it rests on.", string.Create(CultureInfo.InvariantCulture, $"Send basis, the act, agreement or decision: 1 to {most} characters on one line."));

    public static Problem DaysInvalid() => new(ProblemKind.Invalid, "equivalence.days-invalid", "An equivalence says from which day it holds.", "Send validFrom (yyyy-mm-dd), and validUntil not before it, or not at all.");

    public static Problem ExtentMissing() => new(ProblemKind.Invalid, "equivalence.extent-missing", "An equivalence says how much of the target it is about.", "Send extent, whole or part; or outcomes, from which it follows.");

    public static Problem ExtentContradicts(EquivalenceExtent follows) => new(ProblemKind.Invalid, "equivalence.extent-contradicts", "The extent is not what follows from the outcomes.", HubJson.NameOf(follows));

    public static Problem OutcomesInvalid(int ofSource, int ofTarget, int most) => new(ProblemKind.Invalid, "equivalence.outcomes-invalid", "The outcomes can not be used.",
        string.Create(CultureInfo.InvariantCulture, $"Places from 1: the source lists {ofSource}, the target {ofTarget}. {most} pairs at most."));
}
