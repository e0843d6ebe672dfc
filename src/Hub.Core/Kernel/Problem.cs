namespace Hub;

public enum ProblemKind
{
    Invalid,
    Unauthenticated,
    Forbidden,
    NotFound,
    Gone,
    Conflict,
    PreconditionFailed,
    ConditionRequired,
    TooLarge,
    UnsupportedMedia,
    TooMany,
    Unavailable,
}

/// <summary>A refusal that the caller can act on.</summary>
/// <param name="Kind">The family of refusal; the HTTP edge maps it to a status code in one place.</param>
/// <param name="Code">Stable code <c>slice.what-is-wrong</c>. Public contract: never changed, only added to.</param>
/// <param name="Title">One sentence for a person, without personal values.</param>
/// <param name="Detail">What exactly was wrong here and how to mend it.</param>
public sealed record Problem(ProblemKind Kind, string Code, string Title, string? Detail = null);
