using Hub.Submissions.Findings;

namespace Hub.Organisations;

/// <summary>What can be wrong with an organisation.</summary>
public static class OrganisationFindings
{
    public static readonly FindingCode IdInvalid = new("organisation.id-invalid", Severity.Reject, FindingSource.File,
        "The id of the organisation cannot be used.",
        "Write 2 to 64 letters, digits, points, hyphens or underscores, beginning with a letter or digit: the country's code, a hyphen and a short name.");

    public static readonly FindingCode NameMissing = new("organisation.name-missing", Severity.Reject, FindingSource.File,
        "The organisation has no legal name.", "Fill in legalName@xx, with the language's two-letter code for xx.");

    public static readonly FindingCode CountryMissing = new("organisation.country-missing", Severity.Reject, FindingSource.File,
        "The organisation has no country.", "Fill in country with its two-letter code.");

    public static readonly FindingCode CountryDiffers = new("organisation.country-differs", Severity.Warn, FindingSource.File,
        "The id of the organisation begins with another country's code.", "Check the country. Ids are kept for ever, so a wrong one is better replaced now.");

    public static readonly FindingCode OwnParent = new("organisation.own-parent", Severity.Reject, FindingSource.File,
        "The organisation names itself as its parent.", "Name the organisation above it, or leave the cell empty.");

    public static readonly FindingCode ParentUnknown = new("organisation.parent-unknown", Severity.Reject, FindingSource.Register,
        "The parent is not in the register.", "Send the parent too, or correct its id.");

    public static IReadOnlyList<FindingCode> All { get; } = [IdInvalid, NameMissing, CountryMissing, CountryDiffers, OwnParent, ParentUnknown];
}
