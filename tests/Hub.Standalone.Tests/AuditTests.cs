using System.Text.Json;

namespace Hub.Standalone.Tests;

/// <summary><c>hub audit verify</c> and <c>export</c> on a data folder and on files.</summary>
public sealed class AuditTests : IDisposable
{
    const string Csv = "localId,kind,title@en,workloadHours,hoursKind\nA,unit,Welding,25,training\nB,unit,Brazing,x,training\n";

    readonly string _folder = Directory.CreateTempSubdirectory("hub-audit-").FullName;

    string Data => PathOf("data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string PathOf(string name) => Path.Combine(_folder, name);

    static async Task<(int Code, JsonElement Result)> RunAsync(params string[] arguments)
    {
        (int code, string said) = await HubProcess.RunAsync([.. arguments, "--json"]);
        return (code, JsonElement.Parse(said.Split('\n').Last(line => line.StartsWith('{'))));
    }

    /// <summary>What is wrong with a file of these lines; null when it is whole.</summary>
    async Task<(int, string?)> VerifyAsync(IEnumerable<string> lines)
    {
        File.WriteAllLines(PathOf("log.ndjson"), lines);
        (int code, JsonElement result) = await RunAsync("audit", "verify", PathOf("log.ndjson"), "--keys", Path.Combine(Data, "blobs", "open", "jwks.json"));
        return (code, result.GetProperty("logs")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Verify_WhatCommandsHaveDone_IsWholeUntilSomebodyChangesIt()
    {
        File.WriteAllText(PathOf("offer.csv"), Csv);
        await RunAsync("submit", PathOf("offer.csv"), "--kind", "catalogue", "--org", "PT-ESCOLA", "--data", Data);
        Assert.Equal(0, (await RunAsync("keys", "add", "--org", "PT-ESCOLA", "--role", "provider", "--data", Data)).Code);
        Assert.Equal(0, (await RunAsync("release", "--data", Data)).Code);

        (int code, JsonElement result) = await RunAsync("audit", "verify", "--data", Data);
        Assert.Equal((0, true), (code, result.GetProperty("ok").GetBoolean()));
        Assert.Equal([("PT-ESCOLA", 3L), ("~hub", 1L)], result.GetProperty("logs").EnumerateArray().Select(l => (l.GetProperty("body").GetString()!, l.GetProperty("last").GetInt64())).Order());

        (code, _) = await HubProcess.RunAsync("audit", "export", "--data", Data, "--body", "PT-ESCOLA", "--out", PathOf("export.ndjson"));
        Assert.Equal(0, code);
        string[] lines = await File.ReadAllLinesAsync(PathOf("export.ndjson"), TestContext.Current.CancellationToken);
        Assert.Equal(4, lines.Length);
        Assert.Equal((0, null), await VerifyAsync(lines));
        Assert.Equal((1, "audit.entry-removed"), await VerifyAsync([lines[0], lines[1], lines[3]]));
        Assert.Equal((1, "audit.entry-changed"), await VerifyAsync([lines[0], lines[1].Replace("record.put", "record.got", StringComparison.Ordinal), .. lines[2..]]));
        Assert.Equal((1, "audit.truncated"), await VerifyAsync(lines[..3]));
        Assert.Equal((1, "audit.header-missing"), await VerifyAsync(lines[1..]));
    }

    [Fact]
    public async Task Verify_WithoutKeysOrTarget_SaysWhatIsMissing()
    {
        File.WriteAllText(PathOf("log.ndjson"), "{}");
        Assert.Equal((2, "signature.no-keys"), await CodeOfAsync("audit", "verify", PathOf("log.ndjson")));
        Assert.Equal((2, "command.no-target"), await CodeOfAsync("audit", "verify"));
        Assert.Equal((2, "command.file-not-found"), await CodeOfAsync("audit", "verify", PathOf("nowhere")));
    }

    static async Task<(int, string?)> CodeOfAsync(params string[] arguments)
    {
        (int code, JsonElement result) = await RunAsync(arguments);
        return (code, result.GetProperty("error").GetProperty("code").GetString());
    }
}
