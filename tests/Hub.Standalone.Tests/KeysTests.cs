using System.Text.Json;

namespace Hub.Standalone.Tests;

/// <summary><c>hub keys rotate</c>, and <c>hub check</c> on what a release has in the European Learning Model.</summary>
public sealed class KeysTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("hub-keys-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string Data => Path.Combine(_folder, "data");

    static async Task<(int Code, JsonElement Result)> RunAsync(params string[] arguments)
    {
        (int code, string said) = await HubProcess.RunAsync([.. arguments, "--json"]);
        return (code, JsonElement.Parse(said.Split('\n').Last(line => line.StartsWith('{'))));
    }

    async Task SubmitAsync(string title)
    {
        string file = Path.Combine(_folder, "offer.csv");
        await File.WriteAllTextAsync(file, $"localId,kind,title@en,learningOutcomes@en,iscedF,languages,workloadHours,hoursKind\nA,unit,{title},Welds,0715,en,25,training\n", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await RunAsync("submit", file, "--kind", "catalogue", "--org", "PT-ESCOLA", "--data", Data)).Code);
        Assert.Equal(0, (await RunAsync("release", "--data", Data)).Code);
    }

    [Fact]
    public async Task Rotate_AfterARelease_KeepsWhatTheOldKeySignedCheckable()
    {
        await SubmitAsync("Welding");
        string catalogue = Path.Combine(Data, "blobs", "open", "catalogue");
        string first = Directory.EnumerateDirectories(catalogue).Single();
        (int code, JsonElement made) = await RunAsync("keys", "rotate", "--data", Data);
        Assert.Equal((0, 1), (code, made.GetProperty("retired").GetInt32()));
        Assert.Equal(0, (await RunAsync("verify", first)).Code);
        await SubmitAsync("Brazing");
        Assert.Equal(0, (await RunAsync("verify", Data)).Code);
        Assert.Equal(0, (await RunAsync("verify", first)).Code);
        string jwks = await File.ReadAllTextAsync(Path.Combine(Data, "blobs", "open", "jwks.json"), TestContext.Current.CancellationToken);
        Assert.Equal(2, JsonElement.Parse(jwks).GetProperty("keys").GetArrayLength());
        Assert.DoesNotContain("\"d\"", jwks, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rotate_WrappingKey_LearnersAreReadByTheNewOne()
    {
        await SubmitAsync("Welding");
        string file = Path.Combine(_folder, "achievements.csv");
        await File.WriteAllTextAsync(file, "localId,learnerScheme,learnerId,entryId,kind,awardedOn\nA-1,NIF,123456789,A,unit,2025-06-01\n", TestContext.Current.CancellationToken);
        string[] submit = ["submit", file, "--kind", "achievements", "--org", "PT-ESCOLA", "--data", Data];
        Assert.Equal(0, (await RunAsync(submit)).Code);
        (int code, JsonElement rotated) = await RunAsync("keys", "rotate", "wrapping", "--data", Data);
        Assert.Equal((0, 2, 1), (code, rotated.GetProperty("rewrapped").GetInt32(), rotated.GetProperty("retired").GetInt32()));
        JsonElement again = (await RunAsync(submit)).Result;
        Assert.Equal(1, again.GetProperty("unchanged").GetInt32());
        Assert.Equal(2, (await HubProcess.RunAsync("keys", "rotate", "other", "--data", Data)).Code);
    }

    [Fact]
    public async Task Check_LoqOfARelease_FindsNothingToReject()
    {
        await SubmitAsync("Welding");
        string packed = Path.Combine(Data, "blobs", "open", "loq", "PT.xml.gz"), file = Path.Combine(_folder, "loq.xml");
        await using (var zip = new System.IO.Compression.GZipStream(File.OpenRead(packed), System.IO.Compression.CompressionMode.Decompress))
        await using (FileStream xml = File.Create(file)) await zip.CopyToAsync(xml, TestContext.Current.CancellationToken);
        (int code, JsonElement result) = await RunAsync("check", file, "--kind", "catalogue", "--country", "PT");
        Assert.True(code == 0, result.ToString());
    }
}
