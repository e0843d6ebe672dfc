using System.Text.Json;

namespace Hub.Standalone.Tests;

/// <summary><c>hub design</c> on tables and on a stored qualification.</summary>
public sealed class DesignTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("hub-design-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    static async Task<(int Code, JsonElement Result, string Said)> RunAsync(params string[] arguments)
    {
        (int code, string said) = await HubProcess.RunAsync(["design", .. arguments, "--json"]);
        return (code, JsonElement.Parse(said.TrimEnd().Split('\n').Last(line => line.StartsWith('{'))), said);
    }

    static decimal[] PointsOf(JsonElement result) => [.. result.GetProperty("units").EnumerateArray().Select(u => u.GetProperty("points").GetDecimal())];

    [Fact]
    public async Task Allocate_ATable_SharesAYearOut()
    {
        string table = Write("units.csv", "Note;id;relativeWeight;minimum\n;A;62,5;\n;B;25;\n;C;12.5;8\n");
        (int code, JsonElement result, string said) = await RunAsync("allocate", table, "--years", "1", "--percent", "--step", "0.5");
        Assert.Equal(0, code);
        Assert.Equal([37m, 15m, 8m], PointsOf(result));
        Assert.Contains("not read: Note", said, StringComparison.Ordinal);
        Assert.Contains("minimum", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Allocate_AStoredQualification_TakesItsUnits()
    {
        string file = Write("q.csv", """
            localId,kind,title@en,creditSystem,creditPoints,partOf,relativeWeight,status,learningOutcomes@en
            Q,qualification,Welder,ECVET,120,,,published,Welds
            U1,unit,Basics,ECVET,72,Q,60,published,Welds
            U2,unit,Metrology,ECVET,48,Q,40,draft,Measures
            U3,unit,Old,ECVET,10,Q,5,withdrawn,Rivets
            """);
        string data = Path.Combine(_folder, "data");
        (_, string sent) = await HubProcess.RunAsync("submit", file, "--kind", "catalogue", "--org", "AT-SCHULE", "--data", data);
        (int code, JsonElement result, string said) = await RunAsync("allocate", "--data", data, "--entry", "AT-SCHULE~Q");
        Assert.True(code == 0, sent + said);
        Assert.Equal(120, result.GetProperty("total").GetDecimal());
        Assert.Equal([72m, 48m], PointsOf(result));
        Assert.Empty(result.GetProperty("findings").EnumerateArray());
        (code, _, said) = await RunAsync("allocate", "--data", data, "--entry", "AT-SCHULE~U1");
        Assert.Equal(2, code);
        Assert.Contains("design.no-units", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workload_ATable_IsHeldAgainstTheLaw()
    {
        string table = Write("parts.json", """[{"id":"A","contactHours":40,"selfStudyHours":70,"assessmentHours":5,"weeks":4,"credits":4},{"id":"B","workBasedHours":200,"weeks":3,"credits":8}]""");
        (int code, JsonElement result, string said) = await RunAsync("workload", table, "--hours-kind", "notional", "--months", "3");
        Assert.Equal(0, code);
        Assert.Equal((315m, 12m), (result.GetProperty("total").GetProperty("hours").GetDecimal(), result.GetProperty("total").GetProperty("credits").GetDecimal()));
        Assert.Equal(["design.hours-per-week"], result.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("code").GetString()));
        Assert.Contains("plausible", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("command.one-source", "allocate")]
    [InlineData("command.one-source", "workload")]
    [InlineData("command.one-source", "allocate", "--unit", "A=1", "--data", "x", "--entry", "y")]
    [InlineData("command.unit-invalid", "allocate", "--unit", "A")]
    [InlineData("command.file-not-found", "allocate", "nowhere.csv")]
    public async Task Design_WhatCanNotBeDone_IsSaid(string problem, params string[] arguments)
    {
        (int code, _, string said) = await RunAsync(arguments);
        Assert.Equal(2, code);
        Assert.Contains(problem, said, StringComparison.Ordinal);
    }
}
