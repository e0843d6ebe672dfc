namespace Hub.Http.SignIn.Tokens;

/// <summary>Refusals of access tokens. They hold nothing of the token: it may be a secret, and its claims are personal.</summary>
static class TokenProblems
{
    const string Again = "Get a new token from your identity provider.";

    public static Problem TooLarge(int most) => Refused("auth.token-too-large", "The access token is too large.", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"It may have {most} characters."));

    public static Problem Malformed() => Refused("auth.token-malformed", "The access token can not be read.", "Send a signed JSON Web Token (RFC 7519) that is not encrypted and has sub and exp.");

    public static Problem Algorithm() => Refused("auth.token-algorithm", "The access token is signed by an algorithm that is not taken.", "Asymmetric signatures are taken, such as RS256 and ES256.");

    public static Problem Issuer() => Refused("auth.token-issuer", "The access token is of an issuer that is not trusted here.", "The operator of the hub says which are.");

    public static Problem Type() => Refused("auth.token-type", "This is no access token.", "Its typ is at+jwt or JWT (RFC 9068, 2.1).");

    public static Problem Audience() => Refused("auth.token-audience", "The access token is for somebody else.", "Ask the identity provider for one whose audience is this hub.");

    public static Problem Expired() => Refused("auth.token-expired", "The access token has expired.", Again);

    public static Problem NotYetValid() => Refused("auth.token-not-yet-valid", "The access token is not valid yet.", "Compare the clocks.");

    public static Problem Signature() => Refused("auth.token-signature", "The signature of the access token is not by a key of its issuer.", Again);

    public static Problem Organisation() => new(ProblemKind.Forbidden, "auth.token-organisation", "The access token does not say for which organisation you act.",
        "Its claim must hold one id of an organisation that its issuer may name; the operator of the hub says which claim.");

    public static Problem Unavailable() => new(ProblemKind.Unavailable, "auth.issuer-unavailable", "The keys of the token's issuer can not be fetched now.", "Wait as long as Retry-After says, in seconds. API keys go on working.");

    static Problem Refused(string code, string title, string detail) => new(ProblemKind.Unauthenticated, code, title, detail);
}
