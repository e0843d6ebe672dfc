using System.Buffers.Text;
using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Tokens;

namespace Hub.Http.SignIn.Tokens;

/// <summary>Who an access token of an identity provider is. The library checks the signature; what is believed stands here.</summary>
sealed class AccessTokens : IDisposable
{
    /// <summary>Characters of a token that is looked at.</summary>
    public const int MaxLength = 16 * 1024;

    /// <summary>Subjects are at most so long (OpenID Connect Core 1.0, 2).</summary>
    const int MaxSubjectLength = 255;

    const int MaxDocumentBytes = 1024 * 1024;

    static readonly string[] Types = ["at+jwt", "application/at+jwt", "JWT"];

    readonly HttpClient _http;
    readonly FrozenDictionary<string, TrustedIssuer> _issuers;
    readonly TimeSpan _skew;
    readonly TimeProvider _clock;
    readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxLength };

    public AccessTokens(IOptions<HubOptions> options, TimeProvider clock, ILogger<AccessTokens> logger)
    {
        (_clock, _skew) = (clock, options.Value.TokenClockSkew);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }, disposeHandler: true)
        {
            Timeout = TimeSpan.FromSeconds(5),
            MaxResponseContentBufferSize = MaxDocumentBytes,
        };
        // Plain http was let through by the settings for this machine only.
        var documents = new HttpDocumentRetriever(_http) { RequireHttps = false };
        _issuers = options.Value.Issuers.Where(i => i.IsUsed).ToFrozenDictionary(i => i.Issuer, i => new TrustedIssuer(i, new IssuerKeys(i, documents, clock, logger)), StringComparer.Ordinal);
    }

    /// <summary>Whether this is for tokens to answer, and not an API key: the beginning of a JSON object in base64url, and parts.</summary>
    public bool Takes(string secret) => _issuers.Count > 0 && secret.StartsWith("ey", StringComparison.Ordinal) && secret.Contains('.', StringComparison.Ordinal);

    public void Dispose()
    {
        foreach (TrustedIssuer issuer in _issuers.Values) issuer.Keys.Dispose();
        _http.Dispose();
    }

    public async ValueTask<Result<Caller>> FindAsync(string secret, CancellationToken cancel)
    {
        if (secret.Length > MaxLength) return TokenProblems.TooLarge(MaxLength);
        if (Read(secret) is not { } token) return TokenProblems.Malformed();
        if (!_issuers.TryGetValue(token.Issuer, out TrustedIssuer? issuer)) return TokenProblems.Issuer();
        if (!issuer.Algorithms.Contains(token.Alg)) return TokenProblems.Algorithm();
        if (token.Typ is { Length: > 0 } type && !Types.Contains(type, StringComparer.OrdinalIgnoreCase)) return TokenProblems.Type();
        if (await issuer.Keys.FindAsync(token.Kid is { Length: > 0 } kid ? kid : null, cancel) is not { } keys) return TokenProblems.Unavailable();
        if (keys.Count == 0) return TokenProblems.Signature();
        if (await CheckAsync(token, issuer, keys) is { } wrong) return wrong;
        return issuer.CallerOf(token.Subject, JsonElement.Parse(Base64Url.DecodeFromChars(token.EncodedPayload)));
    }

    /// <summary>Null for what is no signed token, or has no subject; extensions that must be understood are not (RFC 7515, 4.1.11).</summary>
    static JsonWebToken? Read(string secret)
    {
        try
        {
            var token = new JsonWebToken(secret);
            return token.IsEncrypted || token.TryGetHeaderValue("crit", out JsonElement _) || token.Subject is not { Length: > 0 and <= MaxSubjectLength } ? null : token;
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or JsonException or FormatException)
        {
            return null;        // no JSON Web Token: the caller says so
        }
    }

    async Task<Problem?> CheckAsync(JsonWebToken token, TrustedIssuer issuer, IReadOnlyList<SecurityKey> keys)
    {
        Problem? lifetime = null;
        TokenValidationResult checkedToken = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = issuer.Issuer,
            ValidAudiences = issuer.Audiences,
            ValidAlgorithms = issuer.Algorithms,
            IssuerSigningKeys = keys,
            RequireSignedTokens = true,
            RequireAudience = true,
            ValidateIssuerSigningKey = true,
            LifetimeValidator = (from, until, _, _) => (lifetime = Lifetime(from, until)) is null,
        });
        return checkedToken.IsValid ? null : lifetime ?? checkedToken.Exception switch
        {
            SecurityTokenInvalidAudienceException => TokenProblems.Audience(),
            SecurityTokenMalformedException => TokenProblems.Malformed(),
            _ => TokenProblems.Signature(),
        };
    }

    /// <summary>By the hub's clock, with the difference between clocks that the operator allows.</summary>
    Problem? Lifetime(DateTime? from, DateTime? until)
    {
        DateTime now = _clock.GetUtcNow().UtcDateTime;
        if (until is not { } end) return TokenProblems.Malformed();
        if (now - _skew >= end) return TokenProblems.Expired();
        return now + _skew < from ? TokenProblems.NotYetValid() : null;
    }
}
