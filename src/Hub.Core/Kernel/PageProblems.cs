namespace Hub;

/// <summary>Refusals of every listing.</summary>
public static class PageProblems
{
    public static Problem CursorInvalid() => new(ProblemKind.Invalid, "page.cursor-invalid", "The cursor is not one of this listing.", "Use 'next' of the page before.");

    public static Problem LimitInvalid() => new(ProblemKind.Invalid, "page.limit-invalid", "The limit is out of range.", "It is 1 to 1000.");
}
