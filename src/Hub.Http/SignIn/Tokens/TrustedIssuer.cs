using System.Text.Json;

namespace Hub.Http.SignIn.Tokens;

/// <summary>An issuer as its settings say, and who its callers are.</summary>
sealed class TrustedIssuer(IssuerOptions options, IssuerKeys keys)
{
    readonly RoleMap _roles = RoleMap.Read(options.Roles).Map ?? throw new InvalidOperationException($"The roles of {options.Issuer} were not checked.");

    public string Issuer => options.Issuer;

    public IssuerKeys Keys => keys;

    public string[] Audiences { get; } = options.AudienceList;

    public string[] Algorithms { get; } = options.AlgorithmList;

    /// <summary>The caller that a token's claims describe. Learners act for themselves; whoever else there is, for an organisation.</summary>
    public Result<Caller> CallerOf(string subject, JsonElement claims)
    {
        HashSet<Role> roles = [.. TokenClaims.Texts(TokenClaims.Find(claims, options.RolesClaim), divided: true).Select(_roles.Find).OfType<Role>()];
        if (roles.Count == 0 && options.SubjectsAreLearners) roles.Add(Role.Learner);
        var who = new Subject(options.Issuer, subject);
        // Who has no role gets as far as one without: the table of authority says so.
        if (roles.All(role => role == Role.Learner)) return new Caller(who.KeyId, default, roles, who);
        return OrganisationOf(claims) is { } organisation ? new Caller(who.KeyId, organisation, roles, who) : TokenProblems.Organisation();
    }

    OrganisationId? OrganisationOf(JsonElement claims)
    {
        if (options.Organisation is { Length: > 0 } only) return OrganisationId.Parse(only);
        IReadOnlyList<string> named = TokenClaims.Texts(TokenClaims.Find(claims, options.OrganisationClaim), divided: false);
        return named.Count == 1 && OrganisationId.TryParse(named[0], out OrganisationId id) && id.Value.StartsWith(options.OrganisationPrefix ?? "", StringComparison.Ordinal) ? id : null;
    }
}
