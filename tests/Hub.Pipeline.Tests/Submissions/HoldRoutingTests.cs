using System.Text.Json;
using Hub.Pipeline.Tests.Support;
using Hub.Rules;
using Hub.Rules.Governance;
using Hub.Submissions.Holds;

namespace Hub.Pipeline.Tests.Submissions;

/// <summary>Held rows go to the registrar whose body the rules name. In Portugal that is one for vocational education, and none for universities.</summary>
public sealed class HoldRoutingTests : IAsyncLifetime
{
    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = TestHub.Open(_folder);
        await _hub.RegisterAsync("PT-ESC", "PT", sectors: "vet");
        await _hub.RegisterAsync("PT-UNI", "PT", sectors: "higher-education");
        await _hub.RegisterAsync("XX-COLL", "AL");
        await _hub.RegisterAsync("PT-CATALOGO", "PT", identifiers: "BODY:PT-ANQEP");
        await _hub.RegisterAsync("PT-QUALIDADE", "PT", identifiers: "BODY:PT-A3ES");
        await _hub.PumpAsync();
        await _hub.Holds.AddAsync([HoldOf("PT-ESC", "catalogue"), HoldOf("PT-UNI", "catalogue"), HoldOf("XX-COLL", "catalogue"), HoldOf("PT-ESC", "organisations", 2)], TestHub.Cancel);
    }

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    static Caller RegistrarOf(string organisation) => new($"key-{organisation}", OrganisationId.Parse(organisation), new HashSet<Role> { Role.Registrar });

    static Hold HoldOf(string organisation, string kind, int row = 1) => new(
        OrganisationId.Parse(organisation), 1, row, 0, kind, $"{organisation}~A", HoldState.Open, DateTimeOffset.UnixEpoch, [], [], JsonElement.Parse("""{"kind":"unit","nqfLevel":"4"}"""));

    async Task<string[]> SeenAsync(string organisation)
    {
        CompetenceOfCaller competence = await _hub.Competences.OfAsync(RegistrarOf(organisation), CompetenceTask.Catalogue, TestHub.Cancel);
        Page<Hold> page = await _hub.Holds.ListAsync(null, null, null, 10, hold => HoldRouting.IsForAsync(hold, competence, TestHub.Cancel), TestHub.Cancel);
        return [.. page.Items.Select(h => $"{h.Organisation.Value} {h.Kind}")];
    }

    [Fact]
    public async Task List_CompetentBody_SeesItsOwnAndWhatNobodyIsCompetentFor() =>
        Assert.Equal(["PT-ESC catalogue", "PT-ESC organisations", "PT-UNI catalogue", "XX-COLL catalogue"], await SeenAsync("PT-CATALOGO"));

    [Fact]
    public async Task List_OtherBody_DoesNotSeeWhatAnotherIsCompetentFor() =>
        Assert.Equal(["PT-ESC organisations", "PT-UNI catalogue", "XX-COLL catalogue"], await SeenAsync("PT-QUALIDADE"));

    [Fact]
    public async Task List_GeneralRegistrar_SeesAll() => Assert.Equal(4, (await SeenAsync("PT-REGISTO")).Length);

    [Fact]
    public async Task Decide_OtherBody_IsRefused()
    {
        var command = new DecideHoldCommand("PT-ESC~1~1~0", Release: true, null);
        Assert.Equal("hold.not-competent", (await _hub.Decide.HandleAsync(RegistrarOf("PT-QUALIDADE"), command, TestHub.Cancel)).Problem!.Code);
        // Competent: refused only because the submission of this made-up row is not there.
        Assert.Equal("hold.not-found", (await _hub.Decide.HandleAsync(RegistrarOf("PT-CATALOGO"), command, TestHub.Cancel)).Problem!.Code);
    }
}
