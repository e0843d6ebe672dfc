namespace Hub.Formats.Deqar;

/// <summary>
/// A report as agencies submit it to DEQAR, the Database of External Quality Assurance Results (EQAR, deqar-docs: report data elements,
/// submission API v2 and its CSV form). Values as sent; null where nothing was. What the hub has no place for is only named.
/// </summary>
internal sealed record DeqarReport
{
    public string? Agency { get; init; }

    /// <summary>The agency's own key of the report.</summary>
    public string? LocalIdentifier { get; init; }

    /// <summary>DEQAR's number of the report.</summary>
    public string? ReportId { get; init; }

    public string? Status { get; init; }

    public string? Decision { get; init; }

    public string? ValidFrom { get; init; }

    public string? ValidTo { get; init; }

    /// <summary>How the dates are written: <c>%d/%m/%Y</c>.</summary>
    public string? DateFormat { get; init; }

    public IReadOnlyList<string> Activities { get; init; } = [];

    /// <summary>Address of the report's first file.</summary>
    public string? File { get; init; }

    /// <summary>Address of a page about it.</summary>
    public string? Link { get; init; }

    public IReadOnlyList<DeqarInstitution> Institutions { get; init; } = [];

    public IReadOnlyList<DeqarProgramme> Programmes { get; init; } = [];

    /// <summary>Names of elements that were filled and not read.</summary>
    public IReadOnlyCollection<string> NotRead { get; init; } = [];
}

/// <summary>An institution by its numbers. One that is only described, as older forms allow, has none: its row then says that nobody is named.</summary>
/// <param name="Resource">Whose identifier it is; null: the agency's own.</param>
internal sealed record DeqarInstitution(string? DeqarId, string? EterId, string? Identifier, string? Resource)
{
    public string? Key => DeqarId ?? EterId ?? Identifier;
}

internal sealed record DeqarProgramme(
    string? Identifier, string? Name, string? Qualification, string? Level, string? DegreeOutcome, string? WorkloadEcts, string? Certification, string? Field, IReadOnlyList<string> Countries);
