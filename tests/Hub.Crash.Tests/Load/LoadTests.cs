using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Hub.Crash.Tests.Play;
using Hub.Crash.Tests.Served;

namespace Hub.Crash.Tests.Load;

/// <summary>
/// Many come at once to one small machine: memory stays bounded, whoever is turned away is told when to come again, everybody is
/// served in the end, and when they have gone the hub is as before. With <c>HUB_LOAD=full</c> 500 upload and 2,000 read.
/// </summary>
public sealed class LoadTests
{
    const long MaxResidentBytes = 500_000_000;
    const int Organisations = 10;

    /// <summary>After this time the hub must be as it was.</summary>
    static readonly TimeSpan RecoverTime = TimeSpan.FromSeconds(10);

    /// <summary>Between the parts of a file that comes slowly; every second one does.</summary>
    static readonly TimeSpan SlowPause = TimeSpan.FromMilliseconds(300);

    static bool IsFull => Environment.GetEnvironmentVariable("HUB_LOAD") == "full";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serve_ManyAtOnce_StaysBoundedAndRecovers()
    {
        (int uploads, int readers, int rows) = IsFull ? (500, 2000, 2000) : (50, 200, 500);
        string folder = Directory.CreateTempSubdirectory("hub-load-").FullName;
        await using var hub = new HubProcess(Path.Combine(folder, "data"));
        using var stage = new Stage(hub);
        hub.Start();
        await hub.UntilReadyAsync(Cancel);
        for (int i = 0; i < Organisations; i++) await stage.RegisterAsync($"AL-LOAD-{i}", Cancel);
        var report = new LoadReport();
        using var clients = new LoadClients(hub.Address, HubProcess.Secret, report);
        await clients.UploadAsync("AL-LOAD-0", [.. Enumerable.Range(0, 100).Select(i => new Row($"R-{i}", "To be read"))], TimeSpan.Zero, Cancel);
        await EndAsync(stage, clients, Cancel);

        long begin = Stopwatch.GetTimestamp();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Task[] reading = [.. Enumerable.Range(0, readers).Select(i => Task.Run(() => clients.ReadAsync(i, stop.Token), Cancel))];
        await Task.WhenAll(Enumerable.Range(0, uploads).Select(i => Task.Run(() => clients.UploadAsync($"AL-LOAD-{i % Organisations}", FileOf(i, rows), i % 2 == 0 ? TimeSpan.Zero : SlowPause, Cancel), Cancel)));
        TimeSpan uploaded = Stopwatch.GetElapsedTime(begin);
        await stop.CancelAsync();
        await Task.WhenAll(reading);

        double[] after = await RecoverAsync(hub, clients);
        await EndAsync(stage, clients, Cancel);
        TimeSpan ended = Stopwatch.GetElapsedTime(begin);
        long peak = PeakOf(hub.Id);
        string said = string.Create(CultureInfo.InvariantCulture,
            $"{uploads} uploads of {rows} rows were taken in {uploaded.TotalSeconds:F1} s and had ended after {ended.TotalSeconds:F1} s; peak {peak / 1e6:F0} MB; {report}; afterwards reads took {LoadReport.Share(after, 0.5):F1} ms in the middle, {LoadReport.Share(after, 0.95):F1} ms at 95 %");
        TestContext.Current.TestOutputHelper?.WriteLine(said);
        if (IsFull) await Console.Error.WriteLineAsync(said);

        Assert.Equal(uploads + 1, clients.Accepted.Distinct().Count());
        Assert.Empty(report.Wrong);
        Assert.True(peak < MaxResidentBytes, said);
        Assert.True(LoadReport.Share(after, 0.5) < 250, said);
        Assert.Empty(hub.Log.With("FAULT:", "Unhandled exception", "An unhandled exception"));
        await hub.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    static List<Row> FileOf(int upload, int rows) => [.. Enumerable.Range(0, rows).Select(i => new Row($"U-{upload}-{i}", $"Entry {i}"))];

    /// <summary>The hub says that it is ready; times of reads within <see cref="RecoverTime"/> of the end of the load.</summary>
    static async Task<double[]> RecoverAsync(HubProcess hub, LoadClients clients)
    {
        long begin = Stopwatch.GetTimestamp();
        while (!await hub.IsReadyAsync(Cancel)) Assert.True(Stopwatch.GetElapsedTime(begin) < RecoverTime, $"Not ready {RecoverTime} after the load.\n{hub.Log}");
        var times = new List<double>();
        for (; Stopwatch.GetElapsedTime(begin) < RecoverTime / 2; await Task.Delay(50, Cancel)) times.Add(await clients.GetAsync("/v1/catalogue/AL-LOAD-0~R-1", Cancel));
        return [.. times];
    }

    /// <summary>All that was taken ends, with every row accepted.</summary>
    static async Task EndAsync(Stage stage, LoadClients clients, CancellationToken cancel)
    {
        foreach (string id in clients.Accepted.Distinct().ToList())
        {
            var sender = new Sender(stage, stage.Registrar, id[..id.IndexOf('~', StringComparison.Ordinal)], new Random(0));
            JsonElement ended = await sender.EndAsync(new Sent(id, "merge", [], ""), null, cancel);
            Totals totals = Sent.TotalsOf(ended);
            Assert.Equal((id, "finished", totals.Rows), (id, ended.GetProperty("status").GetString(), totals.Accepted));
        }
    }

    /// <summary>Most memory that was resident at a time; of this system's kernel.</summary>
    static long PeakOf(int process)
    {
        string status = $"/proc/{process}/status";
        Assert.SkipUnless(File.Exists(status), "The peak of memory is read from /proc.");
        string line = File.ReadLines(status).First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
