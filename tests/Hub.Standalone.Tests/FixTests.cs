using System.Text.Json;

namespace Hub.Standalone.Tests;

/// <summary><c>hub submit --fix</c> with a script at the terminal.</summary>
public sealed class FixTests : IDisposable
{
    const string Csv = "localId;kind;title@pt;workloadHours;hoursKind;partOf\nA;unit;Soldadura;25;training;\nB;unit;Fresagem;x;training;A\nC;unit;Torno;y;training;B\n";

    readonly string _folder = Directory.CreateTempSubdirectory("hub-fix-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string PathOf(string name) => Path.Combine(_folder, name);

    string[] Submit(params string[] more)
    {
        File.WriteAllText(PathOf("offer.csv"), Csv);
        return ["submit", PathOf("offer.csv"), "--kind", "catalogue", "--org", "PT-ESCOLA", "--fix", "--json", .. more];
    }

    /// <summary>The error file that a line names; null when it is another line.</summary>
    static string? ErrorsIn(string line) => line.StartsWith("Rejected rows (", StringComparison.Ordinal) ? line[(line.IndexOf("hub_errors: ", StringComparison.Ordinal) + "hub_errors: ".Length)..].Trim() : null;

    static void Repair(string errors, string bad, string good) => File.WriteAllText(errors, File.ReadAllText(errors).Replace(bad, good, StringComparison.Ordinal));

    static async Task<JsonElement> EndAsync(HubProcess hub, int expected)
    {
        int code = await hub.EndAsync();
        Assert.True(expected == code, hub.Said);
        return JsonElement.Parse(hub.LastLine);
    }

    static void AssertTotals(JsonElement result, int accepted, int rejected, int round) =>
        Assert.Equal((3, accepted, rejected, round), (result.GetProperty("rows").GetInt32(), result.GetProperty("accepted").GetInt32(), result.GetProperty("rejected").GetInt32(), result.GetProperty("round").GetInt32()));

    [Fact]
    public async Task Fix_FileIsSavedTwice_EndsWhenNothingIsLeft()
    {
        var files = new List<string>();
        await using HubProcess hub = HubProcess.Start((line, _) =>
        {
            if (ErrorsIn(line) is not { } errors) return Task.CompletedTask;
            files.Add(Path.GetFileName(errors));
            Repair(errors, files.Count == 1 ? ";x;" : ";y;", ";30;");
            return Task.CompletedTask;
        }, Submit("--data", PathOf("data")));
        AssertTotals(await EndAsync(hub, 0), 3, 0, 2);
        Assert.Equal(["offer-errors.csv", "offer-errors-2.csv"], files);
        Assert.Equal(Csv, File.ReadAllText(PathOf("offer.csv")));
    }

    [Fact]
    public async Task Fix_EnterThenQ_SendsAsItIsThenStops()
    {
        int times = 0;
        await using HubProcess hub = HubProcess.Start((line, process) => ErrorsIn(line) is null ? Task.CompletedTask : process.TypeAsync(times++ == 0 ? "" : "q"), Submit("--data", PathOf("data")));
        AssertTotals(await EndAsync(hub, 1), 1, 2, 1);
    }

    [Fact]
    public async Task Fix_WhatIsNoCorrection_IsSaidAndTheUserGoesOn()
    {
        string errors = "", good = "";
        await using HubProcess hub = HubProcess.Start((line, _) =>
        {
            if (ErrorsIn(line) is { } path)
            {
                (errors, good) = (path, File.ReadAllText(path));
                File.WriteAllText(path, "localId;kind\nB;unit\n");
            }
            else if (line.StartsWith("Nothing was changed.", StringComparison.Ordinal))
            {
                File.WriteAllText(errors, good.Replace(";x;", ";30;", StringComparison.Ordinal).Replace(";y;", ";30;", StringComparison.Ordinal));
            }

            return Task.CompletedTask;
        }, Submit("--data", PathOf("data")));
        AssertTotals(await EndAsync(hub, 0), 3, 0, 1);
        Assert.Contains("correction.no-row-column", hub.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fix_OnAHub_GoesTheSameWay()
    {
        string data = PathOf("data");
        File.WriteAllText(PathOf("organisations.csv"), "localId,legalName@pt,country\nPT-ESCOLA,Escola,PT\n");
        Assert.Equal(0, (await HubProcess.RunAsync("submit", PathOf("organisations.csv"), "--kind", "organisations", "--org", "PT-REGISTO", "--data", data)).Code);
        (int code, string said) = await HubProcess.RunAsync("keys", "add", "--org", "PT-ESCOLA", "--role", "provider", "--data", data, "--json");
        Assert.Equal(0, code);
        string key = JsonElement.Parse(said.TrimEnd().Split('\n')[^1]).GetProperty("secret").GetString()!;

        var address = new TaskCompletionSource<string>();
        await using HubProcess serving = HubProcess.Start((line, _) =>
        {
            const string Serves = "The hub serves at ";
            if (line.StartsWith(Serves, StringComparison.Ordinal)) address.TrySetResult(line[Serves.Length..].Split(' ')[0]);
            return Task.CompletedTask;
        }, "serve", "--data", data, "--urls", "http://127.0.0.1:0");
        string url = await address.Task.WaitAsync(TestContext.Current.CancellationToken);

        int times = 0;
        await using HubProcess hub = HubProcess.Start((line, _) =>
        {
            if (ErrorsIn(line) is { } errors) Repair(errors, times++ == 0 ? ";x;" : ";y;", ";30;");
            return Task.CompletedTask;
        }, Submit("--hub", url, "--key", key));
        AssertTotals(await EndAsync(hub, 0), 3, 0, 2);
    }
}
