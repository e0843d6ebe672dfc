using Hub.Crash.Tests.Play;
using Hub.Crash.Tests.Served;
using Hub.Pipeline.Tests.Privacy;

namespace Hub.Crash.Tests.Privacy;

/// <summary>
/// Marked people live in a hub that is served, and killed meanwhile. Afterwards no mark stands in its data folder, in anything its process
/// printed, nor in any answer but those that give people's data to who may have them; and of the erased nothing that could open their
/// data is left. <c>HUB_PRIVACY_SEED</c> plays one life again.
/// </summary>
public sealed class ServedPrivacyTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static int Seed => Environment.GetEnvironmentVariable("HUB_PRIVACY_SEED") is { Length: > 0 } seed ? int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture) : 1;

    [Fact]
    public async Task Serve_MarkedLearnersAndKills_LeaveNoMarkAnywhere()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Seed}");
        string folder = Directory.CreateTempSubdirectory("hub-privacy-").FullName;
        await using var hub = new HubProcess(Path.Combine(folder, "data"), new Dictionary<string, string> { ["Logging__LogLevel__Default"] = "Debug" });
        hub.Log.MaxLines = int.MaxValue;
        using var stage = new Stage(hub);
        hub.Start();
        await hub.UntilReadyAsync(Cancel);
        using var life = new MarkedLife(stage, new Marks(Seed));
        await life.LearnAsync(Cancel);
        foreach (string format in MarkedFiles.Formats)
        {
            Task sent = life.SendAsync(format, Cancel);
            await Task.Delay(life.Pause, Cancel);
            await hub.KillAsync();
            Assert.Empty(life.Scan(hub.Data));
            hub.Start();
            await sent;
        }

        await life.AskWronglyAsync(Cancel);
        await life.UploadAsync(Cancel);
        Assert.Empty(life.Scan(hub.Data));
        await life.ReadAndShareAsync(Cancel);
        Assert.NotEmpty(life.SecretsOf(hub.Data));
        await life.EraseAsync(Cancel);
        await life.UntilNothingIsLeftAsync(hub.Data, Cancel);

        Assert.Empty(life.Scan(hub.Data));
        Assert.Equal(0, await hub.StopAsync(Cancel));
        Assert.Empty(life.Scan(hub.Data));
        Assert.Empty(life.Left(hub.Data));
        Assert.Empty(life.ScanAnswers());
        Assert.Empty(life.Scan("what the process printed", hub.Log.ToString()));
        Directory.Delete(folder, recursive: true);
    }
}
