using Hub.Http.SignIn.Tokens;

namespace Hub.Http.Tests.Pipeline;

public sealed class IssuerSettingTests
{
    static IssuerOptions Good => new() { Issuer = "https://id.example/realms/x", Audience = "hub" };

    [Fact]
    public void Validate_GoodIssuers_AreTaken()
    {
        Assert.Null(Wrong(Good));
        Assert.Null(Wrong(Good with { Issuer = "http://127.0.0.1:7400", Roles = "a=provider;b=learner", OrganisationClaim = "", Organisation = "FI-X" }));
        Assert.Null(Wrong(new IssuerOptions { Algorithms = "nonsense" }));       // nobody is named
        Assert.Equal("https://id.example/realms/x/.well-known/openid-configuration", Good.Discovery);
    }

    [Theory]
    [InlineData("http://id.example", "Issuer is no https address")]
    [InlineData("id.example", "Issuer is no https address")]
    [InlineData("https://user@id.example", "Issuer is no https address")]
    public void Validate_UnsafeIssuers_AreNamed(string issuer, string reason) => Assert.Contains($"Hub:Issuers:0:{reason}", Wrong(Good with { Issuer = issuer }), StringComparison.Ordinal);

    [Fact]
    public void Validate_WrongSettings_AreNamed()
    {
        Assert.Contains("MetadataAddress is no https address", Wrong(Good with { MetadataAddress = "ftp://x" }), StringComparison.Ordinal);
        Assert.Contains("Audience is missing", Wrong(Good with { Audience = " " }), StringComparison.Ordinal);
        Assert.Contains("Algorithms: HS256 is none of", Wrong(Good with { Algorithms = "RS256 HS256" }), StringComparison.Ordinal);
        Assert.Contains("Algorithms: none is none of", Wrong(Good with { Algorithms = "none" }), StringComparison.Ordinal);
        Assert.Contains("'king' is no role", Wrong(Good with { Roles = "x=king" }), StringComparison.Ordinal);
        Assert.Contains("'provider' is not value=role", Wrong(Good with { Roles = "provider" }), StringComparison.Ordinal);
        Assert.Contains("'x' stands there twice", Wrong(Good with { Roles = "x=provider;x=registrar" }), StringComparison.Ordinal);
        Assert.Contains("Organisation is no organisation id", Wrong(Good with { Organisation = "!" }), StringComparison.Ordinal);
        Assert.Contains("OrganisationClaim is empty", Wrong(Good with { OrganisationClaim = "" }), StringComparison.Ordinal);
        Assert.Contains("names https://id.example/realms/x twice", Wrong(Good, Good), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithWrongSettings_IsRefusedWithTheReason()
    {
        var fault = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(async () =>
            await (await KestrelHub.StartAsync("secret", new Dictionary<string, string?> { ["Hub:Issuers:0:Issuer"] = "https://id.example" })).DisposeAsync());
        Assert.Contains("Hub:Issuers:0:Audience is missing", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a.b":"whole","a":{"b":"inside"}}""", "a.b", "whole")]
    [InlineData("""{"a":{"b":"inside"}}""", "a.b", "inside")]
    [InlineData("""{"https://x.example/claims":{"org":"one"}}""", "https://x.example/claims.org", "one")]
    [InlineData("""{"resource_access":{"the.hub":{"roles":["r"]}}}""", "resource_access.the.hub.roles", "r")]
    [InlineData("""{"a":["b"]}""", "a.b", null)]
    [InlineData("""{"a":1}""", "b", null)]
    public void Find_Path_LeadsIntoOtherClaims(string claims, string path, string? value) =>
        Assert.Equal(value is null ? [] : [value], TokenClaims.Texts(TokenClaims.Find(JsonElement.Parse(claims), path), divided: false));

    [Fact]
    public void CallerOf_SubjectsThatAreLearners_HaveNoOrganisation()
    {
        var issuer = new TrustedIssuer(Good with { SubjectsAreLearners = true }, null!);
        Caller learner = issuer.CallerOf("me", JsonElement.Parse("{}")).Value;
        Assert.Equal([Role.Learner], learner.Roles);
        Assert.Equal((default, new Subject(Good.Issuer, "me")), (learner.Organisation, learner.Subject));
        Assert.False(learner.MayActFor(OrganisationId.Parse("FI-X")));
        Assert.Matches("^sub_[0-9a-f]{32}$", learner.KeyId);
        Assert.NotEqual(learner.KeyId, issuer.CallerOf("you", JsonElement.Parse("{}")).Value.KeyId);
        Assert.Equal([Role.Provider], issuer.CallerOf("me", JsonElement.Parse("""{"roles":"provider","organisation":"FI-X"}""")).Value.Roles);
    }

    static string? Wrong(params IssuerOptions[] issuers) => new IssuerChecks().Validate(null, new HubOptions { Issuers = issuers }).FailureMessage;
}
