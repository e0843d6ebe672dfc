using Hub.Catalogue.Standards;
using Hub.Pipeline.Tests.Support;

namespace Hub.Pipeline.Tests.Records;

/// <summary>The life of the standard behind an entry: steps the data allows, by the body that is competent.</summary>
public sealed class StandardTests : IAsyncLifetime
{
    const string Header = "localId,kind,title@pt\r\n";

    static readonly OrganisationId School = OrganisationId.Parse("PT-ESC");

    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = TestHub.Open(_folder);
        await _hub.RegisterAsync(School.Value, "PT", sectors: "vet");
        await _hub.RegisterAsync("PT-CATALOGO", "PT", identifiers: "BODY:PT-ANQEP");
        await _hub.RegisterAsync("PT-OUTRO", "PT", identifiers: "BODY:PT-A3ES");
        await _hub.PumpAsync();
        await _hub.SubmitAsync(Header + "U1,unit,Um\r\nU2,unit,Dois\r\n", caller: TestHub.CallerOf(School));
    }

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    static Caller RegistrarOf(string organisation) => new($"key-{organisation}", OrganisationId.Parse(organisation), new HashSet<Role> { Role.Registrar });

    static RecordStandardStepCommand Step(string state, int day = 1, string? successor = null) => new("PT-ESC~U1", state, new DateOnly(2026, 1, day), "ANQEP", $"Despacho {state}", successor);

    Task<Result<StandardHistory>> RecordAsync(RecordStandardStepCommand step, string organisation = "PT-CATALOGO") => _hub.Standards.HandleAsync(RegistrarOf(organisation), step, TestHub.Cancel);

    [Fact]
    public async Task Record_WholeLife_KeepsEveryStep()
    {
        foreach ((string state, int day) in new[] { ("draft", 1), ("consultation", 2), ("approved", 3), ("in-catalogue", 4) })
            Assert.Equal(state, (await RecordAsync(Step(state, day))).Value.State);
        StandardHistory done = (await RecordAsync(Step("superseded", 5, "PT-ESC~U2"))).Value;
        Assert.Equal(["draft", "consultation", "approved", "in-catalogue", "superseded"], done.Steps.Select(s => s.State));
        Assert.Equal(("PT-ESC~U2", "PT-CATALOGO", "key-PT-CATALOGO"), (done.Steps[^1].SupersededBy, done.Steps[^1].Organisation, done.Steps[^1].RecordedBy));
    }

    [Fact]
    public async Task Record_Again_IsHarmless()
    {
        await RecordAsync(Step("draft"));
        Assert.Single((await RecordAsync(Step("draft"))).Value.Steps);
    }

    [Fact]
    public async Task Record_TwoRegistrarsAtOnce_OneStepEach()
    {
        await RecordAsync(Step("draft"));
        Result<StandardHistory>[] both = await Task.WhenAll(RecordAsync(Step("consultation", 2)), RecordAsync(Step("withdrawn", 2)));
        Assert.Contains(both, r => r.Problem is null);
        StandardHistory history = await new StandardStore(_hub.Tables).ReadAsync("PT-ESC~U1", TestHub.Cancel);
        Assert.Contains(string.Join(' ', history.Steps.Select(s => s.State)), (string[])["draft consultation withdrawn", "draft withdrawn"]);
    }

    [Theory]
    [InlineData("approved", "standard.step-not-allowed")]
    [InlineData("nonsense", "standard.step-not-allowed")]
    [InlineData(null, "standard.step-not-allowed")]
    [InlineData("superseded", "standard.successor-expected")]
    public async Task Record_FirstStepThatIsNone_IsRefused(string? state, string code) => Assert.Equal(code, (await RecordAsync(Step("draft") with { State = state })).Problem!.Code);

    [Fact]
    public async Task Record_WrongSteps_AreRefused()
    {
        Assert.Equal("standard.step-incomplete", (await RecordAsync(Step("draft") with { Act = "" })).Problem!.Code);
        Assert.Equal("standard.step-incomplete", (await RecordAsync(Step("draft") with { On = new DateOnly(2999, 1, 1) })).Problem!.Code);
        Assert.Equal("standard.entry-not-found", (await RecordAsync(Step("draft") with { EntryId = "PT-ESC~none" })).Problem!.Code);
        Assert.Equal("standard.successor-unknown", (await RecordAsync(Step("superseded", 1, "PT-ESC~U1"))).Problem!.Code);
        await RecordAsync(Step("draft", 9));
        Assert.Equal("standard.step-before-last", (await RecordAsync(Step("consultation", 8))).Problem!.Code);
    }

    [Fact]
    public async Task Record_ByWhom_FollowsCompetence()
    {
        Assert.Equal("standard.not-competent", (await RecordAsync(Step("draft"), "PT-OUTRO")).Problem!.Code);
        Assert.Null((await RecordAsync(Step("draft"), "PT-CATALOGO")).Problem);
        Assert.Null((await RecordAsync(Step("consultation", 2), "PT-REGISTO")).Problem);        // a general registrar
        Assert.Equal("standard.not-allowed", (await _hub.Standards.HandleAsync(TestHub.CallerOf(School), Step("approved", 3), TestHub.Cancel)).Problem!.Code);
    }
}
