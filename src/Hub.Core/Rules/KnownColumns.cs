using Hub.Catalogue;

namespace Hub.Rules;

/// <summary>Canonical columns a ruleset may require, by submission kind.</summary>
static class KnownColumns
{
    static readonly HashSet<string> Catalogue = [.. CatalogueColumns.Table.Columns.Select(c => c.Name)];

    // Replaced by that slice's own table of columns once it exists.
    static readonly HashSet<string> Achievements =
    [
        .. ("localId learnerScheme learnerId entryId title awardingBody awardedOn issuedOn status replaces learningSetting creditSystem creditPoints workloadHours hoursKind "
        + "eqfLevel nqfFramework nqfLevel assessmentTypes modes supervision identityVerification grade gradingScheme learningOutcomes qualityAssurance evidenceUrl language")
        .Split(' '),
    ];

    public static IReadOnlySet<string>? Of(string submission) => submission switch
    {
        CatalogueKind.KindName => Catalogue,
        "achievements" => Achievements,
        _ => null,
    };
}
