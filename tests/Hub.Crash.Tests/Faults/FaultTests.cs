using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Hub.Crash.Tests.Checks;
using Hub.Crash.Tests.Play;
using Hub.Crash.Tests.Served;

namespace Hub.Crash.Tests.Faults;

/// <summary>
/// What happens to machines: the disk is full, or can not be written, or the service is stopped. The hub says so and goes on
/// when it can; then everything holds that holds after a crash.
/// </summary>
public sealed class FaultTests
{
    /// <summary>Longer than a service manager waits by default would be too long.</summary>
    static readonly TimeSpan StopTime = TimeSpan.FromSeconds(60);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serve_DiskIsFull_RefusesAndGoesOnWhenThereIsRoom()
    {
        SmallDisk? disk = await SmallDisk.MountAsync(Cancel);
        Assert.SkipWhen(disk is null, "A file system that can be filled can not be mounted here.");
        await using (disk) await PlayAsync(disk.Path, hub => FaultAsync(hub, () => disk.FillAsync(Cancel), () => Task.Run(disk.Free, Cancel)));
    }

    [Fact]
    public async Task Serve_FolderIsReadOnly_RefusesAndGoesOnWhenItCanWrite()
    {
        SmallDisk? disk = await SmallDisk.MountAsync(Cancel);
        Assert.SkipWhen(disk is null, "A file system that can be made read-only can not be mounted here.");
        // A file system is not made read-only while files are open for writing, so it is so from the start.
        await using (disk)
        {
            await using var hub = new HubProcess(Path.Combine(disk.Path, "data"));
            hub.Start();
            await hub.UntilReadyAsync(Cancel);
            Assert.Equal(0, await hub.StopAsync(Cancel));
            await disk.SetReadOnlyAsync(true, Cancel);
            hub.Start();
            Assert.Equal(2, await hub.ExitAsync(Cancel));
            Assert.NotEmpty(hub.Log.With("(io.failed)"));
            await disk.SetReadOnlyAsync(false, Cancel);
            hub.Start();
            await hub.UntilReadyAsync(Cancel);
        }
    }

    [Fact]
    public async Task Serve_IsStopped_FinishesAndLosesNothing()
    {
        string folder = Directory.CreateTempSubdirectory("hub-stop-").FullName;
        await PlayAsync(folder, async hub =>
        {
            for (int stop = 0; stop < 3; stop++)
            {
                await Task.Delay(300, Cancel);
                long begin = Stopwatch.GetTimestamp();
                Assert.Equal(0, await hub.StopAsync(Cancel));
                Assert.True(Stopwatch.GetElapsedTime(begin) < StopTime);
                hub.Start();
                await hub.UntilReadyAsync(Cancel);
            }
        });
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>An act without faults, one with; then the checks.</summary>
    static async Task PlayAsync(string folder, Func<HubProcess, Task> fault)
    {
        const int LargeRows = 6000;
        await using var hub = new HubProcess(Path.Combine(folder, "data"));
        using var stage = new Stage(hub);
        hub.Start();
        await hub.UntilReadyAsync(Cancel);
        await stage.LearnAsync(Cancel);
        var sender = new Sender(stage, await stage.AdmitAsync("AL-FILES", Cancel), "AL-FILES", new Random(1));
        var files = new FilePart(sender, new Random(2), LargeRows);
        var registrar = new RegistrarPart(stage, new Random(3));
        try
        {
            await Task.WhenAll(files.PlayAsync(0, Cancel), registrar.PlayAsync(0, Cancel));
            Task played = Task.WhenAll(files.PlayAsync(1, Cancel), registrar.PlayAsync(1, Cancel));
            await fault(hub);
            await played;
            await new DayChecks(stage, registrar, null, [sender]).RunAsync(Cancel);
        }
        catch (Exception e) when (!Cancel.IsCancellationRequested)
        {
            throw new InvalidOperationException($"{e.Message}\nThe hub said:\n{hub.Log}", e);
        }
    }

    /// <summary>While the fault lasts the hub refuses what it can not store, in words, and gives what it has.</summary>
    static async Task FaultAsync(HubProcess hub, Func<Task> begin, Func<Task> end)
    {
        using var http = new HttpClient { BaseAddress = hub.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", HubProcess.Secret);
        // Larger than all the hub can give back to the disk by finishing what it has, also packed: noise does not shrink.
        byte[] tooMuch = Row.Csv(Enumerable.Range(0, 20_000).Select(r => new Row($"X-{r}", Convert.ToHexString(RandomNumberGenerator.GetBytes(400)))));
        for (int i = 0; i < 5; i++)
        {
            await begin();
            using var file = new ByteArrayContent(tooMuch);
            using HttpResponseMessage refused = await http.PostAsync(new Uri("/v1/submissions?kind=catalogue", UriKind.Relative), file, Cancel);
            Assert.True((int)refused.StatusCode >= 500, $"{refused.StatusCode}");
            Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
            Assert.StartsWith("hub.", JsonElement.Parse(await refused.Content.ReadAsByteArrayAsync(Cancel)).GetProperty("code").GetString(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/v1/catalogue?limit=10", UriKind.Relative), Cancel)).StatusCode);
            await Task.Delay(200, Cancel);
        }

        await end();
        Assert.False(hub.HasExited);
    }
}
