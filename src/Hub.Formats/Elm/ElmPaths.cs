namespace Hub.Formats.Elm;

/// <summary>Where columns mostly come from, so that a row only has to name what comes from elsewhere.</summary>
internal static class ElmPaths
{
    static readonly Dictionary<string, string> Usual = new(StringComparer.Ordinal)
    {
        ["localId"] = "@id",
        ["kind"] = "type",
        ["identifiers"] = "identifier/notation",
        ["title"] = "title",
        ["description"] = "description",
        ["homepage"] = "homepage/contentUrl",
        ["iscedF"] = "ISCEDFCode/@uri",
        ["workloadHours"] = "volumeOfLearning",
        ["hoursKind"] = "volumeOfLearning",
        ["creditSystem"] = "creditPoint/framework/@uri",
        ["creditPoints"] = "creditPoint/point",
        ["languages"] = "language/@uri",
        ["modes"] = "mode/@uri",
        ["targetGroups"] = "targetGroup/@uri",
        ["prerequisites"] = "entryRequirement/noteLiteral",
        ["eqfLevel"] = "EQFLevel/@uri",
        ["nqfLevel"] = "NQFLevel/@uri",
        ["awardingBody"] = "awardingOpportunity/awardingBody/@idref",
        ["accreditation"] = "accreditation/@idref",
        ["learningOutcomes"] = "learningOutcome",
        ["escoSkills"] = "learningOutcome",
        ["assessmentTypes"] = "provenBy",
        ["partOf"] = "isPartOf/@idref",
        ["derivedFrom"] = "specialisationOf/@idref",
        ["status"] = "status",
        ["providers"] = "providedBy/@idref",
        ["startDate"] = "temporal/startDate",
        ["priceAmount"] = "priceDetail/amount/value",
        ["priceCurrency"] = "priceDetail/amount/unit/@uri",
        ["organisation"] = "organisation/@idref",
        ["agency"] = "accreditingAgent/@idref",
        ["type"] = "type/@uri",
        ["fields"] = "limitField/@uri",
        ["eqfLevels"] = "limitEQFLevel/@uri",
        ["countries"] = "limitJurisdiction/@uri",
        ["validFrom"] = "valid",
        ["validUntil"] = "expiryDate",
        ["report"] = "report/contentUrl",
    };

    /// <summary>Path below the record; null where there is no usual one.</summary>
    /// <param name="column">With or without a language.</param>
    public static string? Of(string column)
    {
        int at = column.IndexOf('@', StringComparison.Ordinal);
        return Usual.GetValueOrDefault(at < 0 ? column : column[..at]);
    }
}
