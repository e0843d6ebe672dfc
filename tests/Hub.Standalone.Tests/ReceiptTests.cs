using System.Text.Json;

namespace Hub.Standalone.Tests;

/// <summary><c>hub verify RECEIPT</c>, and what <c>hub submit --mode replace</c> says.</summary>
public sealed class ReceiptTests : IDisposable
{
    const string Csv = "localId,kind,title@en,workloadHours,hoursKind\nA,unit,Welding,25,training\nB,unit,Brazing,x,training\n";

    readonly string _folder = Directory.CreateTempSubdirectory("hub-receipt-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string PathOf(string name) => Path.Combine(_folder, name);

    static async Task<(int Code, JsonElement Result)> RunAsync(params string[] arguments)
    {
        (int code, string said) = await HubProcess.RunAsync([.. arguments, "--json"]);
        return (code, JsonElement.Parse(said.Split('\n').Last(line => line.StartsWith('{'))));
    }

    Task<(int Code, JsonElement Result)> SubmitAsync(string csv, params string[] more)
    {
        File.WriteAllText(PathOf("offer.csv"), csv);
        return RunAsync(["submit", PathOf("offer.csv"), "--kind", "catalogue", "--org", "PT-ESCOLA", "--data", PathOf("data"), .. more]);
    }

    [Fact]
    public async Task Verify_ReceiptOfASubmission_ConfirmsOrContradicts()
    {
        (int submitted, _) = await SubmitAsync(Csv);
        Assert.Equal(1, submitted);
        Assert.Equal(0, (await RunAsync("release", "--data", PathOf("data"))).Code);
        string keys = Path.Combine(PathOf("data"), "blobs", "open", "jwks.json");
        string receipt = Directory.EnumerateFiles(PathOf("data"), "receipt.jws", SearchOption.AllDirectories).Single();

        (int code, JsonElement result) = await RunAsync("verify", receipt, "--file", PathOf("offer.csv"), "--jwks", keys);
        Assert.Equal((0, true, "confirmed", "confirmed"), (code, result.GetProperty("ok").GetBoolean(), result.GetProperty("file").GetString(), result.GetProperty("verdict").GetString()));

        File.WriteAllText(PathOf("offer.csv"), Csv.Replace("25", "26", StringComparison.Ordinal));
        (code, result) = await RunAsync("verify", receipt, "--file", PathOf("offer.csv"), "--jwks", keys);
        Assert.Equal((1, false, "differs"), (code, result.GetProperty("ok").GetBoolean(), result.GetProperty("file").GetString()));

        Assert.Equal((2, "signature.no-keys"), await CodeOfAsync("verify", receipt, "--file", PathOf("offer.csv")));
        Assert.Equal((2, "command.file-not-found"), await CodeOfAsync("verify", receipt, "--file", PathOf("nowhere.csv"), "--jwks", keys));
        File.WriteAllText(PathOf("keys.json"), "no keys");
        Assert.Equal((2, "io.failed"), await CodeOfAsync("verify", receipt, "--jwks", PathOf("keys.json")));
    }

    static async Task<(int, string?)> CodeOfAsync(params string[] arguments)
    {
        (int code, JsonElement result) = await RunAsync(arguments);
        return (code, result.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Submit_ReplaceWithMuchGoing_AsksAndGoesOnWhenConfirmed()
    {
        await SubmitAsync(Csv.Replace(",x,", ",25,", StringComparison.Ordinal));
        string less = Csv[..Csv.IndexOf("B,", StringComparison.Ordinal)];
        (int code, JsonElement asked) = await SubmitAsync(less, "--mode", "replace");
        Assert.Equal((1, "awaiting-confirmation", 1), (code, asked.GetProperty("status").GetString(), asked.GetProperty("withdrawal").GetProperty("going").GetInt32()));
        (code, JsonElement done) = await SubmitAsync(less, "--mode", "replace", "--confirm");
        Assert.Equal((0, "finished", 1), (code, done.GetProperty("status").GetString(), done.GetProperty("withdrawn").GetInt32()));
    }
}
