using System.Text.Json;

namespace Hub.Standalone.Tests;

/// <summary>The first command of the README.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task Demo_NewFolder_PublishesAndRecognises()
    {
        string folder = Directory.CreateTempSubdirectory("hub-demo-").FullName;
        try
        {
            await DemoAsync(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task DemoAsync(string folder)
    {
        (int code, string said) = await HubProcess.RunAsync("demo", "--data", folder, "--json");
        Assert.True(code == 0, said);
        JsonElement told = JsonDocument.Parse(Assert.Single(said.Split('\n'), line => line.StartsWith("{\"submissions\"", StringComparison.Ordinal))).RootElement;
        JsonElement[] releases = [.. told.GetProperty("releases").EnumerateArray()];
        Assert.Equal([true, true], releases.Select(r => r.GetProperty("verified").GetBoolean()));
        JsonElement[] recognitions = [.. told.GetProperty("recognitions").EnumerateArray()];
        Assert.Equal([("unit-equivalence", "full", "machine"), ("credit-recognition", "partial", "person")], recognitions.Select(r => (Text(r, "route"), Text(r, "outcome"), Text(r, "by"))));
        Assert.Equal([0, 35], recognitions.Select(r => r.GetProperty("days").GetInt32()));
        JsonElement record = told.GetProperty("record");
        Assert.Equal((6m, "ECTS", 1, 1), (record.GetProperty("credits").GetDecimal(), Text(record, "creditSystem"), record.GetProperty("unitsDone").GetInt32(), record.GetProperty("unitsMissing").GetInt32()));
        (int verified, string log) = await HubProcess.RunAsync("audit", "verify", "--data", folder);
        Assert.True(verified == 0, log);
    }

    static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}
