namespace Hub.Catalogue.Listing;

/// <summary>Refusals of the filtered catalogue; they are answered with status 400.</summary>
public static class ListingProblems
{
    public static Problem FilterInvalid(string name, string allowed) => new(ProblemKind.Invalid, "catalogue.filter-invalid", $"The filter {name} has a value that is not allowed.", $"Allowed: {allowed}.");

    public static Problem FilterUnknown(IEnumerable<string> known) => new(ProblemKind.Invalid, "catalogue.filter-unknown", "The catalogue has no such filter.", $"There are: {string.Join(", ", known)}.");
}
