using System.Buffers.Text;
using System.Security.Cryptography;
using Hub.Http.SignIn.Tokens;

namespace Hub.Http.Tests.Pipeline;

/// <summary>Access tokens over HTTP, against an identity provider that the test runs.</summary>
public sealed class AccessTokenTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("at+jwt")]
    [InlineData("JWT")]
    [InlineData(null)]
    public async Task Token_Valid_ActsForItsOrganisation(string? type)
    {
        await using HubWithIssuer hub = await HubWithIssuer.StartAsync();
        using HttpResponseMessage answer = await hub.AskAsync(hub.Token(type: type));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await hub.AskAsync(hub.Token())).StatusCode);
        Assert.Equal(1, hub.Issuer.KeysRead);
    }

    [Fact]
    public async Task Token_OfAnEllipticKeyWithoutKid_IsTaken()
    {
        await using HubWithIssuer hub = await HubWithIssuer.StartAsync();
        SigningKey key = hub.Issuer.Rotate(keepOld: true, elliptic: true);
        string token = key.Sign(IdentityProvider.Header("ES256", null, null), hub.Issuer.Claims(hub.Clock.Now));
        Assert.Equal(HttpStatusCode.OK, (await hub.AskAsync(token)).StatusCode);
    }

    [Fact]
    public async Task Token_ByAnAlgorithmThatItsIssuerDoesNotList_IsRefusedUnread()
    {
        await using HubWithIssuer hub = await HubWithIssuer.StartAsync(new Dictionary<string, string?> { ["Hub:Issuers:0:Algorithms"] = "RS256" });
        SigningKey key = hub.Issuer.Rotate(keepOld: true, elliptic: true);
        await hub.RefusesAsync(key.Sign(IdentityProvider.Header("ES256", key.Id, null), hub.Issuer.Claims(hub.Clock.Now)), "auth.token-algorithm");
        Assert.Equal(0, hub.Issuer.KeysRead);
    }

    [Fact]
    public async Task Token_OutsideItsTimes_IsRefused_AndTheSkewCounts()
    {
        await using HubWithIssuer hub = await HubWithIssuer.StartAsync();
        string token = hub.Token();
        hub.Clock.Now += TimeSpan.FromSeconds(300 + 29);
        Assert.Equal(HttpStatusCode.OK, (await hub.AskAsync(token)).StatusCode);
        hub.Clock.Now += TimeSpan.FromSeconds(1);
        await hub.RefusesAsync(token, "auth.token-expired");
        token = hub.Token();
        hub.Clock.Now -= TimeSpan.FromSeconds(30);
        Assert.Equal(HttpStatusCode.OK, (await hub.AskAsync(token)).StatusCode);
        hub.Clock.Now -= TimeSpan.FromSeconds(1);
        await hub.RefusesAsync(token, "auth.token-not-yet-valid");
    }

    [Fact]
    public async Task Token_WithWrongClaims_IsRefusedAsWhatItIs()
    {
        await using HubWithIssuer hub = await HubWithIssuer.StartAsync();
        await hub.RefusesAsync(hub.Token(c => c["iss"] = "https://elsewhere.example"), "auth.token-issuer");
        await hub.RefusesAsync(hub.Token(c => c["iss"] = $"{hub.Issuer.Issuer}/"), "auth.token-issuer");
        await hub.RefusesAsync(hub.Token(c => c["aud"] = "another"), "auth.token-audience");
        await hub.RefusesAsync(hub.Token(c => c.Remove("aud")), "auth.token-audience");
        await hub.RefusesAsync(hub.Token(c => c.Remove("exp")), "auth.token-malformed");
        await hub.RefusesAsync(hub.Token(c => c.Remove("sub")), "auth.token-malformed");
        await hub.RefusesAsync(hub.Token(c => c["sub"] = new string('s', 256)), "auth.token-malformed");
        await hub.RefusesAsync(hub.Token(type: "logout+jwt"), "auth.token-type");
        Assert.Equal(HttpStatusCode.OK, (await hub.AskAsync(hub.Token(c => c["aud"] = new[] { "another", IdentityProvider.Audience }))).StatusCode);
    }

    [Fact]
    public async Task Token_WithoutSignature_IsRefused()
    {
        await using HubWithIssuer hub = await HubWithIssuer.StartAsync();
        string claims = IdentityProvider.Part(hub.Issuer.Claims(hub.Clock.Now));
        foreach (string none in (string[])["none", "None", "NONE"])
            await hub.RefusesAsync($"{IdentityProvider.Part(IdentityProvider.Header(none, null, "JWT"))}.{claims}.", "auth.token-algorithm");
        await hub.RefusesAsync($"{IdentityProvider.Part(IdentityProvider.Header("RS256", hub.Issuer.Key.Id, "JWT"))}.{claims}.", "auth.token-signature");
    }

    /// <summary>Who takes a public key for a shared secret believes anyone (RFC 8725, 2.1).</summary>
    [Fact]
    public async Task Token_ByHmacWithThePublicKey_IsRefused()
    {
        await using HubWithIssuer hub = await HubWithIssuer.StartAsync();
        string signed = $"{IdentityProvider.Part(IdentityProvider.Header("HS256", hub.Issuer.Key.Id, "at+jwt"))}.{IdentityProvider.Part(hub.Issuer.Claims(hub.Clock.Now))}";
        string token = $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(hub.Issuer.Key.PublicPem, Encoding.ASCII.GetBytes(signed)))}";
        await hub.RefusesAsync(token, "auth.token-algorithm");
    }

    [Fact]
    public async Task Token_TamperedWith_IsRefused()
    {
        await using HubWithIssuer hub = await HubWithIssuer.StartAsync();
        string[] parts = hub.Token().Split('.');
        Dictionary<string, object> more = hub.Issuer.Claims(hub.Clock.Now);
        more["roles"] = new[] { "registrar" };
        await hub.RefusesAsync($"{parts[0]}.{IdentityProvider.Part(more)}.{parts[2]}", "auth.token-signature");
        char last = parts[2][10] == 'A' ? 'B' : 'A';
        await hub.RefusesAsync($"{parts[0]}.{parts[1]}.{parts[2][..10]}{last}{parts[2][11..]}", "auth.token-signature");
        // Another's key under the name of the issuer's.
        var stranger = new SigningKey(hub.Issuer.Key.Id, elliptic: false);
        await hub.RefusesAsync(stranger.Sign(IdentityProvider.Header("RS256", hub.Issuer.Key.Id, "at+jwt"), hub.Issuer.Claims(hub.Clock.Now)), "auth.token-signature");
    }

    [Theory]
    [InlineData("ey.")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.e30")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.e30.AA")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.bm90IGpzb24.AA")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.W10.AA")]
    [InlineData("ey!!!!!!!!!!!!.e30.AA")]
    [InlineData("eyJhbGciOjF9.e30.AA")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOlsxXSwic3ViIjp7fX0.AA")]
    [InlineData("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0.AAAAAAAA.AAAAAAAA.AAAAAAAA.AAAAAAAA")]
    public async Task Token_ThatIsNone_IsRefusedAsMalformed(string token)
    {
        await using HubWithIssuer hub = await HubWithIssuer.StartAsync();
        HttpResponseMessage answer = await hub.AskAsync(token);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains((await answer.JsonAsync()).GetProperty("code").GetString(), (string[])["auth.token-malformed", "auth.token-issuer"]);
    }

    [Fact]
    public async Task Token_WithExtensionsThatMustBeUnderstood_IsRefused()
    {
        await using HubWithIssuer hub = await HubWithIssuer.StartAsync();
        Dictionary<string, object> header = IdentityProvider.Header("RS256", hub.Issuer.Key.Id, "at+jwt");
        header["crit"] = new[] { "b64" };
        header["b64"] = false;
        await hub.RefusesAsync(hub.Issuer.Key.Sign(header, hub.Issuer.Claims(hub.Clock.Now)), "auth.token-malformed");
    }

    [Fact]
    public async Task Token_TooLarge_IsRefusedUnread()
    {
        await using HubWithIssuer hub = await HubWithIssuer.StartAsync();
        await hub.RefusesAsync(hub.Token(c => c["more"] = new string('x', AccessTokens.MaxLength)), "auth.token-too-large");
        Assert.Equal(0, hub.Issuer.KeysRead);
    }

    [Fact]
    public async Task Token_ByANewKey_IsTakenAfterOneLook()
    {
        await using HubWithIssuer hub = await HubWithIssuer.StartAsync();
        string old = hub.Token();
        Assert.Equal(HttpStatusCode.OK, (await hub.AskAsync(old)).StatusCode);
        hub.Issuer.Rotate(keepOld: false);
        Assert.Equal(HttpStatusCode.OK, (await hub.AskAsync(hub.Token())).StatusCode);
        Assert.Equal(2, hub.Issuer.KeysRead);
        await hub.RefusesAsync(old, "auth.token-signature");
    }

    [Fact]
    public async Task Token_ByUnknownKeys_MakesTheHubLookOnceAMinute()
    {
        await using HubWithIssuer hub = await HubWithIssuer.StartAsync();
        for (int i = 0; i < 20; i++) await hub.RefusesAsync(hub.Issuer.Token(hub.Issuer.Claims(hub.Clock.Now), keyId: $"made-up-{i}"), "auth.token-signature");
        Assert.Equal(2, hub.Issuer.KeysRead);       // the first that anybody needs, and one look for a new one
        hub.Clock.Now += IssuerKeys.BetweenLooksForNewKeys;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => hub.RefusesAsync(hub.Issuer.Token(hub.Issuer.Claims(hub.Clock.Now), keyId: $"made-up-{i}"), "auth.token-signature")));
        Assert.Equal(3, hub.Issuer.KeysRead);
    }

    [Fact]
    public async Task Issuer_OutOfReach_TokensWaitAndKeysWork()
    {
        await using HubWithIssuer hub = await HubWithIssuer.StartAsync();
        hub.Issuer.IsDown = true;
        HttpResponseMessage answer = await hub.AskAsync(hub.Token());
        await answer.RefusedAsync(HttpStatusCode.ServiceUnavailable, "auth.issuer-unavailable");
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.OK, (await hub.AskAsync(await hub.KeyAsync())).StatusCode);
        Assert.Contains(hub.Log.Lines, line => line.Contains(hub.Issuer.Issuer, StringComparison.Ordinal));
        hub.Issuer.IsDown = false;
        await (await hub.AskAsync(hub.Token())).RefusedAsync(HttpStatusCode.ServiceUnavailable, "auth.issuer-unavailable");      // not tried again at once
        hub.Clock.Now += IssuerKeys.AfterFailure;
        Assert.Equal(HttpStatusCode.OK, (await hub.AskAsync(hub.Token())).StatusCode);
    }

    [Fact]
    public async Task Issuer_OutOfReachLater_KnownKeysWorkForADay()
    {
        await using HubWithIssuer hub = await HubWithIssuer.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await hub.AskAsync(hub.Token())).StatusCode);
        hub.Issuer.IsDown = true;
        hub.Clock.Now += IssuerKeys.MostStale - TimeSpan.FromMinutes(1);
        Assert.Equal(HttpStatusCode.OK, (await hub.AskAsync(hub.Token())).StatusCode);
        await (await hub.AskAsync(hub.Issuer.Token(hub.Issuer.Claims(hub.Clock.Now), keyId: "new"))).RefusedAsync(HttpStatusCode.ServiceUnavailable, "auth.issuer-unavailable");
        hub.Clock.Now += TimeSpan.FromMinutes(1);
        await (await hub.AskAsync(hub.Token())).RefusedAsync(HttpStatusCode.ServiceUnavailable, "auth.issuer-unavailable");
    }

    [Fact]
    public async Task Issuer_WhoseDocumentNamesAnother_IsNotBelieved()
    {
        await using HubWithIssuer hub = await HubWithIssuer.StartAsync();
        hub.Issuer.Named = "https://elsewhere.example";
        await (await hub.AskAsync(hub.Token())).RefusedAsync(HttpStatusCode.ServiceUnavailable, "auth.issuer-unavailable");
    }

    [Fact]
    public async Task Issuers_Two_EachHasKeysAndClaimsOfItsOwn()
    {
        await using IdentityProvider other = await IdentityProvider.StartAsync();
        await using HubWithIssuer hub = await HubWithIssuer.StartAsync(new Dictionary<string, string?>
        {
            ["Hub:Issuers:1:RolesClaim"] = "realm_access.roles",
            ["Hub:Issuers:1:Roles"] = "hub-office=registrar; school staff=provider",
            ["Hub:Issuers:1:Organisation"] = "FI-OFFICE",
        }, other);
        Assert.Equal(HttpStatusCode.OK, (await hub.AskAsync(hub.Token())).StatusCode);
        await (await hub.AskAsync(hub.Token(), "/v1/holds")).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        Dictionary<string, object> claims = other.Claims(hub.Clock.Now);
        claims.Remove("organisation");
        claims["realm_access"] = new { roles = new[] { "hub-office", "offline_access" } };
        Assert.Equal(HttpStatusCode.OK, (await hub.AskAsync(other.Token(claims), "/v1/holds")).StatusCode);
        // Signed by the one in the name of the other.
        claims["iss"] = hub.Issuer.Issuer;
        await hub.RefusesAsync(other.Token(claims, keyId: hub.Issuer.Key.Id), "auth.token-signature");
    }

    [Fact]
    public async Task Token_WithoutRoleOrOrganisation_MayDoNothing()
    {
        await using HubWithIssuer hub = await HubWithIssuer.StartAsync(new Dictionary<string, string?> { ["Hub:Issuers:0:OrganisationPrefix"] = "FI-" });
        await (await hub.AskAsync(hub.Token(c => c.Remove("roles")))).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await (await hub.AskAsync(hub.Token(c => c["roles"] = new[] { "learner", "king" }))).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await (await hub.AskAsync(hub.Token(c => c["roles"] = new { provider = true }))).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        foreach (object wrong in (object[])["", "not an id", "PT-X", 7, new[] { "FI-X", "FI-Y" }])
            await (await hub.AskAsync(hub.Token(c => c["organisation"] = wrong))).RefusedAsync(HttpStatusCode.Forbidden, "auth.token-organisation");
        Assert.Equal(HttpStatusCode.OK, (await hub.AskAsync(hub.Token(c => c["roles"] = "registrar provider"), "/v1/holds")).StatusCode);
    }

    [Fact]
    public async Task ApiDescription_Always_NamesTheIssuers()
    {
        await using HubWithIssuer hub = await HubWithIssuer.StartAsync();
        JsonElement api = await (await hub.Http.GetAsync("/openapi/v1.json", Cancel)).JsonAsync();
        Assert.Contains(hub.Issuer.Issuer, api.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("description").GetString(), StringComparison.Ordinal);
    }
}
