namespace Hub.Http.SignIn.Tokens;

/// <summary>An identity provider whose access tokens the hub takes (OpenID Connect Discovery 1.0, RFC 9068).</summary>
public sealed record IssuerOptions
{
    /// <summary>Its issuer identifier, exactly as <c>iss</c> has it: an https address. An entry without issuer and audience does not count.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>What <c>aud</c> of a token must hold: the hub's name at the issuer; one of several when separated by spaces.</summary>
    public string Audience { get; set; } = "";

    /// <summary>Address of its discovery document; null (the default): the issuer with <c>/.well-known/openid-configuration</c>.</summary>
    public string? MetadataAddress { get; set; }

    /// <summary>Signature algorithms, separated by spaces; only asymmetric ones. The default value is "RS256 PS256 ES256".</summary>
    public string Algorithms { get; set; } = "RS256 PS256 ES256";

    /// <summary>Claim that holds the roles, a text (several separated by spaces) or a list; inside other claims with dots, as <c>realm_access.roles</c>. The default value is "roles".</summary>
    public string RolesClaim { get; set; } = "roles";

    /// <summary>
    /// Which value of that claim is which role of the hub: <c>value=role</c>, separated by semicolons. Other values mean nothing.
    /// Null (the default): the values are the hub's own names, without learner.
    /// </summary>
    public string? Roles { get; set; }

    /// <summary>Claim with the id of the organisation the caller acts for; a path like the claim of roles. The default value is "organisation".</summary>
    public string OrganisationClaim { get; set; } = "organisation";

    /// <summary>Organisation that all callers of this issuer act for; null (the default): the claim says.</summary>
    public string? Organisation { get; set; }

    /// <summary>What ids of organisations of this issuer must begin with, such as <c>PT-</c>; null (the default): it may name any.</summary>
    public string? OrganisationPrefix { get; set; }

    /// <summary>Whether who has a token and no role in it is a learner. The default value is false.</summary>
    public bool SubjectsAreLearners { get; set; }

    internal bool IsUsed => Issuer.Length > 0 || Audience.Length > 0;

    internal string Discovery => MetadataAddress is { Length: > 0 } address ? address : $"{Issuer.TrimEnd('/')}/.well-known/openid-configuration";

    internal string[] AudienceList => Words(Audience);

    internal string[] AlgorithmList => Words(Algorithms);

    static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
