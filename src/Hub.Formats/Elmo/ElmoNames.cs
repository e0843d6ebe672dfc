namespace Hub.Formats.Elmo;

/// <summary>Names of EMREX ELMO 1.x (https://github.com/emrex-eu/elmo-schemas, branch v1) and what the hub adds to it.</summary>
internal static class ElmoNames
{
    /// <summary>All versions 1.x share it.</summary>
    public const string Namespace = "https://github.com/emrex-eu/elmo-schemas/tree/v1";

    public const string Root = "elmo";

    public const string Report = "report";
    public const string Specification = "learningOpportunitySpecification";
    public const string Instance = "learningOpportunityInstance";

    /// <summary>Namespace of what stands in <c>extension</c>: columns of an achievement that ELMO has no element for.</summary>
    public const string Extension = "urn:micro-credential-hub:elmo:1";

    public const string ExtensionRoot = "achievement";

    /// <summary>
    /// Type of identifiers the hub gave out: of an issuer the organisation, of a specification the catalogue entry, of an instance the
    /// achievement.
    /// </summary>
    public const string HubIdentifier = "hub";

    public const string XmlNamespace = "http://www.w3.org/XML/1998/namespace";
    public const string SignatureNamespace = "http://www.w3.org/2000/09/xmldsig#";
}
