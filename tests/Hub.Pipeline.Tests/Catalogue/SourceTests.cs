using System.Text.Json;
using Hub.Catalogue;
using Hub.Organisations;
using Hub.Pipeline.Tests.Support;
using Hub.Records;
using Hub.Submissions;

namespace Hub.Pipeline.Tests.Catalogue;

/// <summary>Entries that are judged by what they are derived from, on each way in.</summary>
public sealed class SourceTests : IAsyncLifetime
{
    const string Header = "localId,kind,title@pt,creditSystem,creditPoints,identifiers,derivedFrom\n";

    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;

    static Caller School { get; } = TestHub.CallerOf(OrganisationId.Parse("PT-ESCOLA"));

    public async ValueTask InitializeAsync()
    {
        _hub = TestHub.Open(_folder, limits: TestHub.SmallChunks);
        await _hub.RegisterAsync("PT-ESCOLA", "PT");
        await _hub.RegisterAsync("PT-AGENCIA", "PT");
        Submission units = await _hub.SubmitAsync(Header + "0145,unit,Soldadura,PONTO,4.5,CNQ:0145,\n", caller: TestHub.CallerOf(OrganisationId.Parse("PT-AGENCIA")));
        Assert.Equal(1, units.Totals!.Accepted);
    }

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task File_OffersOfARegisteredUnit_AreHeldAgainstIt()
    {
        Submission done = await _hub.SubmitAsync(Header + "A,module,Soldadura,PONTO,4.5,SIGO:1,PT-AGENCIA~0145\nB,module,Soldadura,PONTO,2.25,SIGO:2,PT-AGENCIA~0145\n", caller: School);
        JsonElement finding = JsonElement.Parse(Assert.Single((await _hub.FindingsAsync(done)).Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal((3, "entry.credits-not-as-registered", "creditPoints"), (finding.GetProperty("row").GetInt32(), finding.GetProperty("code").GetString(), finding.GetProperty("column").GetString()));
        Assert.Contains("4.5 PONTO", finding.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal((1, 1), (done.Totals!.Accepted, done.Totals.Rejected));
    }

    [Fact]
    public async Task SingleRecord_OfARegisteredUnit_IsHeldAgainstIt()
    {
        JsonElement module = JsonElement.Parse("""{"kind":"module","title":{"pt":"Soldadura"},"creditSystem":"PONTO","creditPoints":2.25,"identifiers":["SIGO:2"],"derivedFrom":["PT-AGENCIA~0145"]}""");
        Result<PutRecordResult> put = await _hub.Put.HandleAsync(School, new PutRecordCommand(CatalogueKind.KindName, "PT-ESCOLA~B", module, null), TestHub.Cancel);
        Assert.Contains("entry.credits-not-as-registered", put.Problem?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ThatBringsTheUnitItself_IsJudgedByItOnceItIsThere()
    {
        const string Both = Header + "U,unit,Soldadura,PONTO,4.5,CNQ:9,\nM,module,Soldadura,PONTO,2.25,SIGO:3,U\n";
        Assert.Equal(2, (await _hub.SubmitAsync(Both, caller: School)).Totals!.Accepted);
        Submission again = await _hub.SubmitAsync(Both, caller: School);
        Assert.Equal((1, 1), (again.Totals!.Unchanged, again.Totals.Rejected));
    }
}
