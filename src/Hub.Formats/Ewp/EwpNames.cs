namespace Hub.Formats.Ewp;

/// <summary>Names of the Outgoing Mobility Learning Agreements API of Erasmus Without Paper, stable-v1 (https://github.com/erasmus-without-paper/ewp-specs-api-omobility-las).</summary>
internal static class EwpNames
{
    public const string Namespace = "https://github.com/erasmus-without-paper/ewp-specs-api-omobility-las/blob/stable-v1/endpoints/get-response.xsd";

    public const string Root = "omobility-las-get-response";
    public const string Agreement = "la";
    public const string Component = "component";

    public const string FirstVersion = "first-version";
    public const string ApprovedChanges = "approved-changes";
    public const string ChangesProposal = "changes-proposal";

    /// <summary>Scheme of identifiers of institutions: EWP names them by their SCHAC code.</summary>
    public const string InstitutionScheme = "SCHAC";

    /// <summary>Scheme of the learner: the European Student Identifier.</summary>
    public const string LearnerScheme = "ESI";

    /// <summary>Scheme of the mobility's id.</summary>
    public const string MobilityScheme = "EWP";
}
