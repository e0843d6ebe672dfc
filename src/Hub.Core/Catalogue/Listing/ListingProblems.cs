namespace Hub.Catalogue.Listing;

/// <summary>Refusals of lists of entries. What is wrong with a filter is answered with status 400.</summary>
public static class ListingProblems
{
    public static Problem FilterInvalid(string name, string allowed) => new(ProblemKind.Invalid, "catalogue.filter-invalid", $"The filter {name} has a value that is not allowed.", $"Allowed: {allowed}.");

    public static Problem FilterUnknown(IEnumerable<string> known) => new(ProblemKind.Invalid, "catalogue.filter-unknown", "The catalogue has no such filter.", $"There are: {string.Join(", ", known)}.");

    public static Problem NotAllowed() => new(ProblemKind.Forbidden, "catalogue.entries-not-allowed", "Drafts and withdrawn entries are for the organisation they belong to.");
}
