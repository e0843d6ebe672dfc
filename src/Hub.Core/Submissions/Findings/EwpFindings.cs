namespace Hub.Submissions.Findings;

/// <summary>What is to be said of learning agreements that come as Erasmus Without Paper answers them.</summary>
public static class EwpFindings
{
    public static readonly FindingCode MonthOnly = Warn("ewp.month-only",
        "Only the month is given; the first day of it was taken as beginning, or the last as end.",
        "Give start-date and end-date when they are known.");

    public static readonly FindingCode ProposalOnly = Warn("ewp.proposal-only",
        "Nothing is approved yet: the agreement is what is proposed.",
        "Send it again when the receiving institution has approved it.");

    public static readonly FindingCode ProposalOpen = Warn("ewp.proposal-open",
        "A proposal to change the agreement is not approved; it was kept in words and nothing of it counts.",
        "Send the agreement again when the proposal is approved.");

    /// <summary>Detail: a kind of element and names in it, with how often they were met.</summary>
    public static readonly FindingCode NotRead = Warn("ewp.not-read",
        "These elements have no place in an agreement and were not read: {0}.",
        "Nothing needs to be done unless one of them matters; what the hub reads stands in Decisions/0075.");

    /// <summary>Detail: line, column and what the schema says.</summary>
    public static readonly FindingCode SchemaViolation = Warn("ewp.schema-violation",
        "The file does not follow the XML schema: {0}",
        "Correct the export; others who read the file by its schema will refuse it.");

    /// <summary>Detail: how many.</summary>
    public static readonly FindingCode MoreOfThese = Warn("ewp.more-of-these",
        "{0} more findings of this kind are not listed.",
        "Correct the ones that are listed; they mostly have one cause.");

    /// <summary>Detail: the encoding the file was read in.</summary>
    public static readonly FindingCode EncodingDeclared = Warn("ewp.encoding-declared",
        "The XML declaration names another encoding; the file was read as {0}.",
        "Name the encoding that the file is saved in, best UTF-8.");

    public static IReadOnlyList<FindingCode> All { get; } = [MonthOnly, ProposalOnly, ProposalOpen, NotRead, SchemaViolation, MoreOfThese, EncodingDeclared];

    static FindingCode Warn(string code, string message, string help) => new(code, Severity.Warn, FindingSource.File, message, help);
}
