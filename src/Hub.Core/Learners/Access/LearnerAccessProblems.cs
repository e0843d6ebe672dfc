namespace Hub.Learners.Access;

/// <summary>Refusals about the access of learners to their own data. Codes are public contract.</summary>
public static class LearnerAccessProblems
{
    public static Problem NotAProvider() => new(ProblemKind.Forbidden, "learner-link.not-allowed", "Only a provider makes links for its learners, and a registrar for all.");

    public static Problem LifetimeInvalid() => new(ProblemKind.Invalid, "learner-link.lifetime-invalid", "A link can not be used for so long.", "More than nothing, and at most 30 days.");

    /// <summary>Whether it was used, is over or never was is not told: whoever tries secrets learns nothing.</summary>
    public static Problem LinkGone() => new(ProblemKind.Gone, "learner-link.gone", "The link can not be used, or not any more.", "Ask your provider for a new one.");

    public static Problem NotBound() => new(ProblemKind.Forbidden, "learner.not-bound", "The hub does not know which learner you are.", "Ask your provider for a link: PUT /v1/me/binding takes it with your access token, POST /v1/me/session without one.");

    public static Problem NotASubject() => new(ProblemKind.Forbidden, "learner.no-subject", "Only an access token of an identity provider of learners can be bound.", "POST /v1/me/session opens a link without one.");

    public static Problem TooManySubjects(int most) => new(ProblemKind.Conflict, "learner.too-many-subjects", "Too many access tokens are bound to this learner.",
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"At most {most} are; DELETE /v1/me/binding with one of them ends its binding."));

    public static Problem BoundToAnother() => new(ProblemKind.Conflict, "learner.bound-to-another", "Your access token belongs to another learner than the link.", "Where both are you, a registrar can merge them; DELETE /v1/me/binding ends the earlier one.");
}
