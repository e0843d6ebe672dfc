namespace Hub.Standalone.Tests;

/// <summary>What <c>hub check</c> shows on the screen.</summary>
public sealed class CheckTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("hub-check-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A file may warn a thousand times before the first row that is left out.</summary>
    [Fact]
    public async Task Check_RejectAfterManyWarnings_IsShown()
    {
        string file = Path.Combine(_folder, "units.csv");
        IEnumerable<string> rows = Enumerable.Range(1, 60).Select(i => $"U{i};unit;Unit {i};\"{i},5\"");
        await File.WriteAllLinesAsync(file, ["localId;kind;title@en;contactHours", .. rows, "BAD;unit;Bad;many"], TestContext.Current.CancellationToken);
        (int code, string said) = await HubProcess.RunAsync("check", file, "--kind", "catalogue");
        Assert.Equal(1, code);
        string[] findings = [.. said.Split('\n').Where(line => line.StartsWith("warn ", StringComparison.Ordinal) || line.StartsWith("reject ", StringComparison.Ordinal))];
        Assert.Equal(20, findings.Length);
        Assert.StartsWith("warn   row 2, contactHours", findings[0], StringComparison.Ordinal);
        Assert.StartsWith("reject row 62, contactHours", findings[^1], StringComparison.Ordinal);
        Assert.Contains("more; --findings FILE writes them all", said, StringComparison.Ordinal);
    }
}
