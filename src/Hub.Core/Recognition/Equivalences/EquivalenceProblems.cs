using System.Globalization;

namespace Hub.Recognition.Equivalences;

/// <summary>Refusals about declared equivalences. Codes are public contract.</summary>
public static class EquivalenceProblems
{
    public static Problem NoEntry() => new(ProblemKind.NotFound, "equivalence.entry-not-found", "There is no such entry.");

    public static Problem NotFound() => new(ProblemKind.NotFound, "equivalence.not-found", "Nothing of that number was declared for the entry.");

    public static Problem NotCompetent() => new(ProblemKind.Forbidden, "equivalence.not-competent", "Only whoever awards the entry, or the registrar competent for it, says what stands for it.");

    public static Problem FromUnknown() => new(ProblemKind.Invalid, "equivalence.from-unknown", "What is to stand for the entry is not in the catalogue.", "Send from: the public id of another entry.");

    public static Problem Incomplete(int most) => new(ProblemKind.Invalid, "equivalence.incomplete", "A declaration says what it rests on and from which day it holds.",
        string.Create(CultureInfo.InvariantCulture, $"Send basis (1 to {most} characters, one line) and validFrom (yyyy-mm-dd)."));

    public static Problem LastDayMissing() => new(ProblemKind.Invalid, "equivalence.last-day-missing", "What is ended has a last day.", "Send validUntil (yyyy-mm-dd).");

    public static Problem EndsBefore(DateOnly first) => new(ProblemKind.Invalid, "equivalence.ends-before-it-begins", "The last day is before the first.", $"It holds from {first:yyyy-MM-dd}; the day before takes it back.");

    public static Problem EndedEarlier(DateOnly last) => new(ProblemKind.Conflict, "equivalence.ended", "It has ended before that day: declare it anew.", $"Its last day is {last:yyyy-MM-dd}.");

    public static Problem Overlaps(int number) => new(ProblemKind.Conflict, "equivalence.overlaps", "For some of these days the same is declared already.", string.Create(CultureInfo.InvariantCulture, $"End number {number} first."));

    public static Problem TooMany(int most) => new(ProblemKind.Conflict, "equivalence.too-many", "No more can be declared for this entry.", string.Create(CultureInfo.InvariantCulture, $"{most} at most."));
}
