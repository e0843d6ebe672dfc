using Microsoft.Extensions.Options;

namespace Hub.Http.SignIn.Tokens;

/// <summary>Says at the start, in words, what is wrong with the settings of issuers.</summary>
sealed class IssuerChecks : IValidateOptions<HubOptions>
{
    /// <summary>Asymmetric signatures of RFC 7518. A secret both sides know, or none, proves nothing of the issuer.</summary>
    static readonly string[] Asymmetric = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    public ValidateOptionsResult Validate(string? name, HubOptions options)
    {
        var failures = new List<string>();
        for (int i = 0; i < options.Issuers.Count; i++)
            if (options.Issuers[i].IsUsed) failures.AddRange(Wrong(options.Issuers[i]).Select(what => $"{HubOptions.Section}:{nameof(HubOptions.Issuers)}:{i}:{what}"));
        foreach (IGrouping<string, IssuerOptions> same in options.Issuers.Where(i => i.IsUsed).GroupBy(i => i.Issuer, StringComparer.Ordinal).Where(g => g.Count() > 1))
            failures.Add($"{HubOptions.Section}:{nameof(HubOptions.Issuers)} names {same.Key} twice.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    static IEnumerable<string> Wrong(IssuerOptions issuer)
    {
        if (!IsSafe(issuer.Issuer)) yield return $"{nameof(IssuerOptions.Issuer)} is no https address (http is taken for this machine only).";
        if (!IsSafe(issuer.Discovery)) yield return $"{nameof(IssuerOptions.MetadataAddress)} is no https address (http is taken for this machine only).";
        if (issuer.AudienceList.Length == 0) yield return $"{nameof(IssuerOptions.Audience)} is missing: tokens for others would be taken.";
        if (issuer.AlgorithmList.Length == 0) yield return $"{nameof(IssuerOptions.Algorithms)} names none.";
        foreach (string algorithm in issuer.AlgorithmList.Except(Asymmetric)) yield return $"{nameof(IssuerOptions.Algorithms)}: {algorithm} is none of {string.Join(", ", Asymmetric)}.";
        if (issuer.RolesClaim.Length == 0) yield return $"{nameof(IssuerOptions.RolesClaim)} is empty.";
        if (RoleMap.Read(issuer.Roles).Wrong is { } wrong) yield return $"{nameof(IssuerOptions.Roles)}: {wrong}";
        if (issuer.Organisation is { Length: > 0 } fixedOne && !OrganisationId.IsValid(fixedOne)) yield return $"{nameof(IssuerOptions.Organisation)} is no organisation id.";
        if (issuer.Organisation is not { Length: > 0 } && issuer.OrganisationClaim.Length == 0) yield return $"{nameof(IssuerOptions.OrganisationClaim)} is empty, and there is no {nameof(IssuerOptions.Organisation)}.";
    }

    static bool IsSafe(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}
