namespace Hub.Learners;

/// <summary>Refusals about learners. Codes are public contract; none ever carries more than a reference.</summary>
public static class LearnerProblems
{
    public static Problem NotFound() => new(ProblemKind.NotFound, "learner.not-found", "You know no learner by this reference.");

    public static Problem NotARegistrar() => new(ProblemKind.Forbidden, "learner.not-allowed", "Only a registrar merges, splits, restricts or erases learners.");

    public static Problem Erased() => new(ProblemKind.Gone, "learner.erased", "The learner was erased.", "What is sent about the same person again begins under a new reference.");

    public static Problem Restricted() => new(ProblemKind.Forbidden, "learner.restricted", "The learner's data are kept but not used.", "A registrar restricted their processing; ask the hub's operator.");

    public static Problem Merged(string into) => new(ProblemKind.Conflict, "learner.merged", "The learner was merged into another.", $"Use {into}.");

    public static Problem SourceInvalid(int most) => new(ProblemKind.Invalid, "learner.source-invalid", "A restriction needs its legal basis.", $"Send source: 1 to {most} characters on one line.");

    public static Problem WithItself() => new(ProblemKind.Invalid, "learner.same", "A learner can not be merged with itself.");

    public static Problem NotMerged() => new(ProblemKind.Conflict, "learner.not-merged", "The learner is not merged into this one.");

    public static Problem TooManyAliases(int most) => new(ProblemKind.Conflict, "learner.too-many-aliases", "Too many learners are merged into one.", $"At most {most} are.");

    public static Problem ErasureRefused(string source) => new(ProblemKind.Conflict, "learner.erasure-refused", "The law of a country concerned does not let the learner be erased.", source);

    public static Problem ErasureNotKnown(string countries) => new(ProblemKind.Conflict, "learner.erasure-not-known", "Whether the learner may be erased is not established.",
        $"The rulesets of {countries} do not say; a competent body has to adopt one that does.");
}
