using Hub.Crash.Tests.Play;
using Hub.Crash.Tests.Served;

namespace Hub.Crash.Tests.Engine;

/// <summary>
/// One engine: a hub over HTTP, the command line and the library say the same of a file, byte for byte, but for what only a
/// register can know. (That the handlers of the queues alone do too, stands in Hub.Pipeline.Tests.)
/// </summary>
public sealed class OneEngineTests : IAsyncLifetime
{
    readonly string _folder = Directory.CreateTempSubdirectory("hub-engine-").FullName;
    readonly HubProcess _hub;
    readonly Stage _stage;

    public OneEngineTests()
    {
        _hub = new HubProcess(Path.Combine(_folder, "data"));
        _stage = new Stage(_hub);
    }

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _hub.Start();
        await _hub.UntilReadyAsync(Cancel);
        foreach (string country in (string[])["PT", "LT", "AL"]) await _stage.RegisterAsync($"{country}-CHECK", Cancel, country);
        await _stage.RegisterAsync("PT-ESCOLA", Cancel, "PT");      // awards what stands in the sample of LOQ
    }

    public async ValueTask DisposeAsync()
    {
        _stage.Dispose();
        await _hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("1-organisations.csv", "organisations", "PT")]
    [InlineData("2-pt-units-windows-1252.csv", "catalogue", "PT")]
    [InlineData("3-pt-micro-credentials.csv", "catalogue", "PT")]
    [InlineData("4-lt-micro-credentials.csv", "catalogue", "LT")]
    [InlineData("5-pt-units-update.csv", "catalogue", "PT")]
    [InlineData("6-pt-loq.xml", "catalogue", "PT")]
    public async Task Findings_OfSample_AreTheSameEverywhere(string sample, string kind, string country) =>
        await AssertSameAsync(Path.Combine(Path.GetDirectoryName(Executable.Path)!, "Samples", sample), kind, country);

    [Fact]
    public async Task Findings_OfNationalUnitList_AreTheSameEverywhere()
    {
        string file = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "shared", "data", "pt-cnq", "ufcd.csv"));
        Assert.SkipUnless(File.Exists(file), "The national list of units is not beside the repository.");
        await AssertSameAsync(file, "catalogue", "PT");
    }

    [Theory]
    [InlineData("PT", 0)]
    [InlineData("LT", 100)]
    [InlineData("AL", 200)]
    public async Task Findings_OfGeneratedFiles_AreTheSameEverywhere(string country, int firstSeed)
    {
        const int Files = 8;
        bool any = false;
        for (int seed = firstSeed; seed < firstSeed + Files; seed++)
        {
            string file = Path.Combine(_folder, $"generated-{seed}.csv");
            await File.WriteAllBytesAsync(file, GeneratedFile.Of(seed), Cancel);
            any |= (await AssertSameAsync(file, "catalogue", country)).Findings.Length > 0;
        }

        Assert.True(any);
    }

    async Task<Said> AssertSameAsync(string original, string kind, string country)
    {
        string file = Path.Combine(_folder, Path.GetFileName(original));
        if (file != original) File.Copy(original, file);
        Said library = await Library.CheckAsync(file, kind, country, Cancel);
        Said command = await CommandLine.CheckAsync(file, kind, country, Cancel);
        Said server = await new Server(_stage, _stage.Registrar).CheckAsync(file, kind, $"{country}-CHECK", Cancel);
        Assert.Equal((file, library), (file, command));
        Assert.Equal((file, library), (file, server));
        return library;
    }
}
