using System.Text.Json;

namespace Hub.Standalone.Tests;

/// <summary><c>hub submit</c> into a data folder, and what it shows.</summary>
public sealed class SubmitTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("hub-submit-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string In(string name) => Path.Combine(_folder, name);

    async Task<(int Code, string Said)> SubmitAsync(string kind, string text, params string[] more)
    {
        await File.WriteAllTextAsync(In($"{kind}.csv"), text, TestContext.Current.CancellationToken);
        return await HubProcess.RunAsync(["submit", In($"{kind}.csv"), "--kind", kind, "--org", "PT-ESCOLA", "--data", In("data"), .. more]);
    }

    [Fact]
    public async Task Submit_RejectedRows_AreShownAndWrittenWhereAsked()
    {
        const string Table = "localId;kind;title@pt\nX;unit;\nY;unit;Bom\nZ;coisa;Z\n";
        (int code, string said) = await SubmitAsync("catalogue", Table);
        Assert.Equal(1, code);
        Assert.Contains("reject row 2, title@pt", said, StringComparison.Ordinal);
        Assert.Contains("reject row 4, kind", said, StringComparison.Ordinal);
        Assert.Contains("--errors FILE", said, StringComparison.Ordinal);

        (_, said) = await SubmitAsync("catalogue", Table, "--errors", In("errors.csv"), "--findings", In("findings.ndjson"));
        Assert.DoesNotContain("--errors FILE", said, StringComparison.Ordinal);
        string[] errors = await File.ReadAllLinesAsync(In("errors.csv"), TestContext.Current.CancellationToken);
        Assert.Equal("localId;kind;title@pt;hub_row;hub_errors", errors[0]);
        Assert.Equal(3, errors.Length);
        Assert.StartsWith("X;unit;;2;", errors[1], StringComparison.Ordinal);
        Assert.StartsWith("Z;coisa;Z;4;", errors[2], StringComparison.Ordinal);
        int[] rows = [.. (await File.ReadAllLinesAsync(In("findings.ndjson"), TestContext.Current.CancellationToken)).Select(line => JsonElement.Parse(line).GetProperty("row").GetInt32())];
        Assert.Equal([2, 4], rows);
    }

    /// <summary>What comes through a pipe can be read once only.</summary>
    [Fact]
    public async Task Submit_OfANamedPipe_TakesEveryRow()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipes have no place in the file system there.");
        using (var make = System.Diagnostics.Process.Start("mkfifo", [In("pipe.csv")])) await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        string text = "localId,kind,title@pt\n" + string.Concat(Enumerable.Range(1, 4000).Select(i => $"U-{i},unit,Unidade {i} de muitas\n"));
        Task writing = Task.Run(() => File.WriteAllTextAsync(In("pipe.csv"), text, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        (int code, string said) = await HubProcess.RunAsync("submit", In("pipe.csv"), "--kind", "catalogue", "--org", "PT-ESCOLA", "--data", In("data"), "--json");
        await writing;
        Assert.Equal(0, code);
        Assert.Contains("\"accepted\":4000,", said, StringComparison.Ordinal);
    }

    /// <summary>Programs read the last line, and ask for the rest by name.</summary>
    [Fact]
    public async Task Submit_Json_SaysOneObject()
    {
        (int code, string said) = await SubmitAsync("catalogue", "localId,kind,title@pt\nX,unit,\nY,unit,Bom\n", "--json");
        Assert.Equal(1, code);
        Assert.DoesNotContain("reject row", said, StringComparison.Ordinal);
        using JsonDocument result = JsonDocument.Parse(said.Split('\n').First(line => line.StartsWith('{')));
        Assert.Equal((1, 1), (result.RootElement.GetProperty("accepted").GetInt32(), result.RootElement.GetProperty("rejected").GetInt32()));
    }

    [Fact]
    public async Task Submit_Recognitions_EntersCases()
    {
        await SubmitAsync("catalogue", "localId,kind,title@pt,creditSystem,creditPoints,nqfFramework,nqfLevel,identifiers,status\nU-1,unit,Soldadura,PONTO,4.5,QNQ,4,CNQ:1,published\nU-2,unit,Soldadura manual,PONTO,4.5,QNQ,4,CNQ:2,published\n");
        await SubmitAsync("achievements", "localId,learnerScheme,learnerId,entryId,awardedOn\nA-1,NIF,000000001,U-1,2026-05-04\n");
        const string Requests = "localId;learnerScheme;learnerId;route;target;achievements;language\nR-1;NIF;000000001;unit-equivalence;U-2;A-1;pt\nR-2;NIF;000000001;no-such-route;U-2;A-1;pt\n";
        (int code, string said) = await SubmitAsync("recognitions", Requests);
        Assert.Equal(1, code);
        Assert.Contains("reject row 3, route", said, StringComparison.Ordinal);
        Assert.DoesNotContain("000000001", said, StringComparison.Ordinal);
        (_, string cases) = await HubProcess.RunAsync("cases", "list", "--data", In("data"));
        Assert.Single(cases.Split('\n'), line => line.Contains("PT-ESCOLA~", StringComparison.Ordinal));

        (code, said) = await HubProcess.RunAsync("check", In("recognitions.csv"), "--kind", "recognitions", "--country", "PT");
        Assert.Equal(0, code);
        Assert.Contains("Not checked: whether learners, achievements, targets", said, StringComparison.Ordinal);
    }
}
