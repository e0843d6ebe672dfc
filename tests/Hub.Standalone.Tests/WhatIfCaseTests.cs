using System.Text.Json;

namespace Hub.Standalone.Tests;

/// <summary><c>hub what-if</c> about a case of the demo.</summary>
public sealed class WhatIfCaseTests : IAsyncLifetime
{
    readonly string _folder = Directory.CreateTempSubdirectory("hub-what-if-").FullName;
    string _case = "";

    string Data => Path.Combine(_folder, "data");

    static JsonElement Last(string said) => JsonElement.Parse(said.Split('\n').Last(line => line.StartsWith('{')));

    static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    public async ValueTask InitializeAsync()
    {
        (int code, string said) = await HubProcess.RunAsync("demo", "--data", Data, "--json");
        Assert.Equal(0, code);
        JsonElement told = JsonElement.Parse(said.Split('\n').Single(line => line.StartsWith("{\"submissions\"", StringComparison.Ordinal)));
        _case = told.GetProperty("recognitions")[1].GetProperty("id").GetString()!;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    async Task<(int Code, JsonElement Answer)> AskAsync(params string[] arguments)
    {
        (int code, string said) = await HubProcess.RunAsync(["what-if", "--data", Data, .. arguments, "--json"]);
        return (code, Last(said));
    }

    [Fact]
    public async Task WhatIf_Case_SaysWhatItWouldComeTo()
    {
        (int code, JsonElement answer) = await AskAsync("--case", _case);
        Assert.Equal((0, "credit-recognition", "PT-POLITEC"), (code, Text(answer, "route"), Text(answer, "institution")));
        Assert.Equal(2, answer.GetProperty("parts").GetArrayLength());
    }

    [Fact]
    public async Task WhatIf_Terminal_ShowsEveryAspect()
    {
        (int code, string said) = await HubProcess.RunAsync("what-if", "--data", Data, "--case", _case);
        Assert.Equal(0, code);
        foreach (string aspect in (string[])["authenticity", "accreditation", "agreement", "level", "coverage", "volume", "age", "double-counting"])
            Assert.Contains(aspect, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIf_NoFolder_MakesNone()
    {
        string typo = Path.Combine(_folder, "dta");
        (int code, string said) = await HubProcess.RunAsync("what-if", "--data", typo, "--case", _case, "--json");
        Assert.Equal((2, "command.no-data-folder"), (code, Text(Last(said).GetProperty("error"), "code")));
        Assert.False(Directory.Exists(typo));
    }
}
