namespace Hub.Recognition.Documents;

/// <summary>Refusals about documents of decisions. Codes are public contract.</summary>
public static class DecisionProblems
{
    public static Problem NotIssued() => new(ProblemKind.NotFound, "decision.not-issued", "There is no decision to read: none was taken, or it was not told yet.");

    public static Problem Sealed() => new(ProblemKind.Gone, "decision.erased", "The learner was erased, and the decision with them.");

    public static Problem NotADecision() => new(ProblemKind.Invalid, "decision.malformed", "What is signed is no decision on recognition.");

    public static Problem Incomplete(string what) => new(ProblemKind.Invalid, "decision.incomplete", "The decision lacks what it has to say.", what);

    public static Problem SumsDiffer(string what) => new(ProblemKind.Invalid, "decision.sums-differ", "The credits of the decision do not agree with its mapping.", what);
}
