using System.Text.Json;

namespace Hub.Standalone.Tests;

/// <summary><c>hub what-if</c> on a data folder: what it prints for a person and as JSON, and how it refuses.</summary>
public sealed class WhatIfTests(WhatIfFolder folder) : IClassFixture<WhatIfFolder>
{
    const string Route = "unit-equivalence", Target = "PT-ESCOLA~U", Other = "PT-ESCOLA~W";

    async Task<(int Code, JsonElement Result, string Said)> AskAsync(params string[] arguments)
    {
        (int code, string said) = await HubProcess.RunAsync(["what-if", .. arguments, "--data", folder.Data, "--json"]);
        return (code, said.Split('\n').LastOrDefault(line => line.StartsWith('{')) is { } json ? JsonElement.Parse(json) : default, said);
    }

    static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    [Fact]
    public async Task Ask_AboutNobody_SaysThatNothingIsCovered()
    {
        (int code, string said) = await HubProcess.RunAsync("what-if", "--route", Route, "--target", Target, "--as-of", "2026-03-02", "--data", folder.Data);
        Assert.True(code == 0, said);
        Assert.Contains($"{Target}, {Route}, decided by PT-ESCOLA, as of 2026-03-02 under PT/2017-02-01", said, StringComparison.Ordinal);
        Assert.Contains("Proposal: none", said, StringComparison.Ordinal);
        Assert.DoesNotContain("{", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_AsJson_IsOneObject()
    {
        (int code, JsonElement result, string said) = await AskAsync("--route", Route, "--target", Target, "--as-of", "2026-03-02");
        Assert.True(code == 0, said);
        Assert.Single(said.Split('\n'), line => line.StartsWith('{'));
        Assert.Equal(("none", "none", "2026-03-02"), (Text(result, "outcome"), Text(result, "ifDoubtsAreSettled"), Text(result, "asOf")));
        Assert.Equal((Target, "PT", "2017-02-01"), (Text(result, "target"), Text(result.GetProperty("ruleset"), "country"), Text(result.GetProperty("ruleset"), "effectiveFrom")));
        Assert.Equal((Target, "not"), (Text(Assert.Single(result.GetProperty("parts").EnumerateArray()), "part"), Text(result.GetProperty("parts")[0], "extent")));
        Assert.Empty(result.GetProperty("achievements").EnumerateArray());
    }

    [Fact]
    public async Task Ask_WithTheTargetPlanned_CoversItAndLeavesTheDecisionToAPerson()
    {
        (int code, JsonElement result, string said) = await AskAsync("--route", Route, "--target", Target, "--planned", Other, Target);
        Assert.True(code == 0, said);
        Assert.Equal(("needs-person", "full", false), (Text(result, "outcome"), Text(result, "ifDoubtsAreSettled"), result.GetProperty("machineMayGrant").GetBoolean()));
        Assert.Equal(4.5m, result.GetProperty("credits").GetDecimal());
        Assert.Equal($"planned:{Target}", Text(Assert.Single(result.GetProperty("parts").EnumerateArray()), "achievement"));
        Assert.Equal([$"planned:{Other}", $"planned:{Target}"], result.GetProperty("achievements").EnumerateArray().Select(a => Text(a, "id")));
        Assert.Contains("A person would decide; if the doubts are settled: full, 4.5 PONTO.", said, StringComparison.Ordinal);
        Assert.Contains("covered, in doubt", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_AfterAnAdoption_IsAnsweredUnderItFromItsDay()
    {
        const string Document = "NL/2022-06-16";
        string[] question = ["--route", "academic-recognition", "--target", Target, "--ruleset"];
        JsonElement before = (await AskAsync([.. question, Document])).Result.GetProperty("ruleset");
        (int code, string said) = await HubProcess.RunAsync("rules", "adopt", Document, "--by", "A ministry", "--on", "2026-01-05", "--act", "Order 1", "--data", folder.Data);
        Assert.True(code == 0, said);
        JsonElement after = (await AskAsync([.. question, Document])).Result.GetProperty("ruleset");
        Assert.StartsWith(Text(before, "version") + "+", Text(after, "version"), StringComparison.Ordinal);
        Assert.Equal(before.ToString(), (await AskAsync([.. question, Text(before, "version")!])).Result.GetProperty("ruleset").ToString());
    }

    [Theory]
    [InlineData("what-if.case-or-request", "--route", Route)]
    [InlineData("what-if.planned-unknown", "--route", Route, "--target", Target, "--planned", "PT-ESCOLA~NONE")]
    [InlineData("what-if.day-invalid", "--route", Route, "--target", Target, "--as-of", "1999-12-31")]
    [InlineData("what-if.ruleset-unknown", "--route", Route, "--target", Target, "--ruleset", "PT")]
    [InlineData("case.not-found", "--case", "PT-ESCOLA~2026~none")]
    [InlineData("case.not-found", "--case", "none")]
    [InlineData("case.route-unknown", "--route", "none", "--target", Target)]
    [InlineData("learner.not-found", "--route", Route, "--target", Target, "--learner", "none")]
    [InlineData("recognition.target-unknown", "--route", Route, "--target", "PT-ESCOLA~NONE")]
    [InlineData("command.organisation-invalid", "--route", Route, "--target", Target, "--org", "-")]
    public async Task Ask_WhatCanNotBeAnswered_IsRefusedWithItsCode(string problem, params string[] arguments)
    {
        (int code, JsonElement result, string said) = await AskAsync(arguments);
        Assert.True(code == 2, said);
        Assert.Equal(problem, Text(result.GetProperty("error"), "code"));
    }

    [Fact]
    public async Task Ask_OnWhatIsNoDay_IsRefusedBeforeAnythingIsOpened()
    {
        string nowhere = Path.Combine(folder.Data, "nowhere");
        (int code, string said) = await HubProcess.RunAsync("what-if", "--route", Route, "--target", Target, "--as-of", "02.03.2026", "--data", nowhere);
        Assert.Equal(2, code);
        Assert.Contains("--as-of must be a day, yyyy-mm-dd.", said, StringComparison.Ordinal);
        Assert.False(Directory.Exists(nowhere));
    }

    [Fact]
    public async Task Ask_WithoutAHub_SaysWhereToAsk()
    {
        (int code, string said) = await HubProcess.RunAsync("what-if", "--route", Route, "--target", Target);
        Assert.Equal(2, code);
        Assert.Contains("command.no-target", said, StringComparison.Ordinal);
    }
}

/// <summary>The folder of a hub with two units of one school.</summary>
public sealed class WhatIfFolder : IAsyncLifetime
{
    readonly string _folder = Directory.CreateTempSubdirectory("hub-what-if-").FullName;

    public string Data => Path.Combine(_folder, "data");

    public async ValueTask InitializeAsync()
    {
        string file = Path.Combine(_folder, "units.csv");
        await File.WriteAllTextAsync(file, """
            localId,kind,title@pt,learningOutcomes@pt,workloadHours,hoursKind,creditSystem,creditPoints,status
            U,unit,Soldadura,Solda,50,training,PONTO,4.5,published
            W,unit,Metrologia,Mede,25,training,PONTO,2.25,published
            """, TestContext.Current.CancellationToken);
        (int code, string said) = await HubProcess.RunAsync("submit", file, "--kind", "catalogue", "--org", "PT-ESCOLA", "--data", Data);
        Assert.True(code == 0, said);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
