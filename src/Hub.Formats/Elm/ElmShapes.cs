using static Hub.Formats.Elm.ElmNode;

namespace Hub.Formats.Elm;

/// <summary>What is read of each kind of record (LOQ and AMS 3.1.0); elements that are not named here are listed in a finding.</summary>
internal static class ElmShapes
{
    static readonly ElmNode Identifier = Group("identifier", new ElmNode("notation", Skos, ElmField.IdentifierNotation, null, false, ElmList.None), Text("schemeName", ElmField.IdentifierScheme));
    static readonly ElmNode Homepage = Group("homepage", Text("contentUrl", ElmField.Homepage));
    static readonly ElmNode Title = Words("title", ElmField.Title);
    static readonly ElmNode Description = Words("description", ElmField.Description);
    static readonly ElmNode Status = Text("status", ElmField.Status);
    static readonly ElmNode Publisher = Reference("publisher", ElmField.OtherReference, ElmList.Agent);

    static ElmNode[] Parts(ElmList list, ElmField hasPart = ElmField.OtherReference, ElmField isPartOf = ElmField.OtherReference, ElmField special = ElmField.OtherReference, ElmField general = ElmField.OtherReference) =>
        [Reference("hasPart", hasPart, list), Reference("specialisationOf", special, list), Reference("isPartOf", isPartOf, list), Reference("generalisationOf", general, list)];

    static readonly ElmNode Note = Group("additionalNote", new ElmNode("subject", DcTerms, ElmField.NoteSubject, "uri", false, ElmList.None), Group("noteFormat"), Words("noteLiteral", ElmField.NoteText));

    static readonly ElmNode[] Specification =
    [
        Identifier, Title, Description, Note, Homepage, Status, Publisher, Concept("type", ElmField.TypeUri, ElmField.TypeLabel), Concept("ISCEDFCode", ElmField.IscedF), Text("volumeOfLearning", ElmField.Volume),
        Group("creditPoint", Concept("framework", ElmField.CreditFramework), Text("point", ElmField.CreditPoint)), Concept("educationLevel", ElmField.EducationLevel), Concept("language", ElmField.Language), Concept("mode", ElmField.Mode),
        Concept("targetGroup", ElmField.TargetGroup), Group("entryRequirement", Words("noteLiteral", ElmField.EntryRequirement)), Reference("learningOutcome", ElmField.Outcome, ElmList.Outcome),
        Reference("influencedBy", ElmField.InfluencedBy, ElmList.Activity), Reference("provenBy", ElmField.ProvenBy, ElmList.Assessment), Reference("entitlesTo", ElmField.OtherReference, ElmList.Entitlement),
        .. Parts(ElmList.Specification, ElmField.HasPart, ElmField.IsPartOf, ElmField.SpecialisationOf, ElmField.GeneralisationOf),
        Group("awardingOpportunity", Reference("awardingBody", ElmField.AwardingBody, ElmList.Agent), Reference("location", ElmField.OtherReference, ElmList.Location),
            Group("temporal", Text("startDate", ElmField.AwardStart), Text("endDate", ElmField.AwardEnd)), Reference("learningAchievementSpecification", ElmField.OtherReference, ElmList.Specification)),
    ];

    static readonly ElmNode[] Qualification =
    [
        .. Specification, Text("isPartialQualification", ElmField.IsPartial), Concept("EQFLevel", ElmField.EqfLevel), Concept("NQFLevel", ElmField.NqfLevel), Concept("qualificationCode", ElmField.QualificationCode),
        Reference("accreditation", ElmField.Accreditation, ElmList.Accreditation),
    ];

    static readonly ElmNode Opportunity = Group("learningOpportunity",
        Identifier, Title, Description, Concept("type", ElmField.TypeUri), Homepage, Group("temporal", Text("startDate", ElmField.Start), Text("endDate", ElmField.End)), Text("duration", ElmField.Duration),
        Concept("mode", ElmField.Mode), Group("grant", Words("title", ElmField.Grant)), Text("applicationDeadline", ElmField.Deadline),
        Group("priceDetail", Group("amount", Concept("unit", ElmField.PriceUnit), Text("value", ElmField.PriceValue))), Reference("providedBy", ElmField.ProvidedBy, ElmList.Agent), Reference("location", ElmField.Place, ElmList.Location),
        Reference("learningAchievementSpecification", ElmField.Specification, ElmList.Specification), Reference("learningActivitySpecification", ElmField.InfluencedBy, ElmList.Activity),
        Reference("hasPart", ElmField.HasPart, ElmList.Opportunity), Reference("isPartOf", ElmField.IsPartOf, ElmList.Opportunity), Status, Publisher);

    static readonly ElmNode Organisation = Group("organisation",
        Words("legalName", ElmField.Name), Identifier, Reference("accreditation", ElmField.Accreditation, ElmList.Accreditation), Reference("location", ElmField.OtherReference, ElmList.Location),
        Reference("hasSubOrganization", ElmField.OtherReference, ElmList.Agent), Reference("subOrganizationOf", ElmField.OtherReference, ElmList.Agent), Reference("groupMemberOf", ElmField.OtherReference, ElmList.Group), Publisher);

    static readonly ElmNode Agent = Group("agent",
        new ElmNode("prefLabel", Skos, ElmField.Name, null, true, ElmList.None), Identifier, Reference("location", ElmField.OtherReference, ElmList.Location), Reference("groupMemberOf", ElmField.OtherReference, ElmList.Group), Publisher);

    static readonly ElmNode Accreditation = Group("accreditation",
        Identifier, Concept("type", ElmField.TypeUri), Concept("decision", ElmField.Decision, ElmField.DecisionLabel), Group("report", Text("contentUrl", ElmField.Report)),
        Reference("organisation", ElmField.Organisation, ElmList.Agent), Reference("limitQualification", ElmField.OtherReference, ElmList.Specification), Concept("limitField", ElmField.LimitField),
        Concept("limitEQFLevel", ElmField.LimitEqf), Concept("limitJurisdiction", ElmField.LimitJurisdiction), Reference("accreditingAgent", ElmField.Agency, ElmList.Agent), Text("issued", ElmField.Issued),
        Text("expiryDate", ElmField.Expiry), Text("valid", ElmField.Valid), Publisher);

    static readonly ElmNode Location = Group("location", Words("geographicName", ElmField.Name), Group("address", Group("fullAddress", Words("noteLiteral", ElmField.FullAddress)), Concept("countryCode", ElmField.Country)));

    static readonly ElmNode GroupOfAgents = Group("group", Reference("location", ElmField.OtherReference, ElmList.Location), Reference("member", ElmField.OtherReference, ElmList.Agent));

    /// <summary>The reference lists, the kinds of record in each, and the list their ids belong to.</summary>
    public static IReadOnlyList<ElmListShape> Lists { get; } =
    [
        new("learningOpportunityReferences", ElmList.Opportunity, [Opportunity]),
        new("learningAchievementSpecificationReferences", ElmList.Specification, [Group("qualification", Qualification), Group("learningAchievementSpecification", Specification), Group("qualificationReference", Identifier)]),
        new("learningOutcomeReferences", ElmList.Outcome, [Group("learningOutcome", Title, Concept("type", ElmField.TypeUri), Concept("relatedESCOSkill", ElmField.EscoSkill))]),
        new("learningActivitySpecificationReferences", ElmList.Activity, [Group("learningActivitySpecification", [Text("contactHour", ElmField.ContactHour), Reference("influences", ElmField.OtherReference, ElmList.Specification), .. Parts(ElmList.Activity), Publisher])]),
        new("learningAssessmentSpecificationReferences", ElmList.Assessment, [Group("learningAssessmentSpecification", [Concept("type", ElmField.TypeUri), Reference("gradingScheme", ElmField.GradingScheme, ElmList.GradingScheme), Reference("proves", ElmField.OtherReference, ElmList.Specification), .. Parts(ElmList.Assessment), Publisher])]),
        new("learningEntitlementSpecificationReferences", ElmList.Entitlement, [Group("learningEntitlementSpecification", [Reference("limitOrganisation", ElmField.OtherReference, ElmList.Agent), Reference("entitledBy", ElmField.OtherReference, ElmList.Specification), .. Parts(ElmList.Entitlement), Publisher])]),
        new("agentReferences", ElmList.Agent, Organisation, Agent),
        new("groupReferences", ElmList.Group, [GroupOfAgents]),
        new("accreditationReferences", ElmList.Accreditation, [Accreditation]),
        new("gradingSchemeReferences", ElmList.GradingScheme, [Group("gradingScheme", Title)]),
        new("locationReferences", ElmList.Location, [Location]),
    ];
}

/// <summary>A reference list.</summary>
/// <param name="Name">Its element.</param>
/// <param name="List">What ids in it are ids of.</param>
/// <param name="Records">The kinds of record it may hold.</param>
internal sealed record ElmListShape(string Name, ElmList List, params ElmNode[] Records);
