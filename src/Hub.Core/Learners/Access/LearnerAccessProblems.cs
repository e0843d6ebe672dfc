namespace Hub.Learners.Access;

/// <summary>Refusals about the access of learners to their own record. Codes are public contract.</summary>
public static class LearnerAccessProblems
{
    public static Problem NotAProvider() => new(ProblemKind.Forbidden, "learner-link.not-allowed", "Only a provider makes links for its learners.");

    public static Problem LifetimeInvalid() => new(ProblemKind.Invalid, "learner-link.lifetime-invalid", "A link can not be used for so long.", "More than nothing, and at most 30 days.");

    /// <summary>Whether it was used, is over or never was is not told: whoever tries secrets learns nothing.</summary>
    public static Problem LinkGone() => new(ProblemKind.Gone, "learner-link.gone", "The link can not be used, or not any more.", "Ask your provider for a new one.");
}
