using Hub.Crash.Tests.Play;
using Hub.Crash.Tests.Served;
using Hub.Pipeline.Tests.Privacy;

namespace Hub.Crash.Tests.Privacy;

/// <summary>
/// Marked people live in a hub that is served, and killed meanwhile. Afterwards no mark stands in its data folder, in anything its process
/// printed, in what it told a collector, nor in any answer but those that give people's data to who may have them; and of the erased nothing that could open their
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
        await using var collector = new Collector();
        // Traces are told within a tenth of a second, since the process does not live long.
        await using var hub = new HubProcess(Path.Combine(folder, "data"), new Dictionary<string, string> { ["Logging__LogLevel__Default"] = "Debug", ["Telemetry__OtlpEndpoint"] = collector.Address, ["Telemetry__SendEvery"] = "00:00:01", ["OTEL_BSP_SCHEDULE_DELAY"] = "100" });
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
        string told = collector.Text;
        foreach (string name in (string[])["hub.rows.judged", "hub.findings", "hub.chunk.duration", "hub.queue.messages", "hub.queue.oldest.age", "hub.work.kept", "hub.release.behind", "hub.cases.open", "http.server.request.duration", "process submission-judge", "/v1/submissions"])
            Assert.Contains(name, told, StringComparison.Ordinal);
        Assert.Empty(life.Scan("what telemetry told", told));
        Directory.Delete(folder, recursive: true);
    }
}
