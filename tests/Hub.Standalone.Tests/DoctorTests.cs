using System.Text.Json;
using Hub.Catalogue;
using Hub.Ports;
using Hub.Recognition.Cases;
using Hub.Records;
using Hub.Rules.Adoptions;
using Hub.Standalone.Doctor;
using Hub.Storage.Embedded.Folders;
using Hub.Storage.Embedded.Workflows;
using Hub.Work;
using Hub.Workflows;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Standalone.Tests;

/// <summary><c>hub doctor</c> on folders that are well, and on folders in which one thing is wrong.</summary>
public sealed class DoctorTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("hub-doctor-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    string Data => Path.Combine(_folder, "data");

    string Ring => Path.Combine(Data, "keys", "learners", "ring.json");

    async Task<string> KeyAsync()
    {
        (int code, string said) = await HubProcess.RunAsync("keys", "add", "--org", "PT-ESCOLA", "--role", "provider", "--data", Data, "--json");
        Assert.Equal(0, code);
        return Last(said).GetProperty("id").GetString()!;
    }

    async Task LearnerAsync()
    {
        string file = Path.Combine(_folder, "achievements.csv");
        await File.WriteAllTextAsync(file, "localId,learnerId,kind,title@en,awardedOn\nA,L-1,unit,Welding,2025-06-01\n", Cancel);
        Assert.Equal(0, (await HubProcess.RunAsync("submit", file, "--kind", "achievements", "--org", "PT-ESCOLA", "--data", Data)).Code);
    }

    static JsonElement Last(string said) => JsonElement.Parse(said.Split('\n').Last(line => line.StartsWith('{')));

    /// <summary>Runs the doctor; names of the checks that are not ok, with their status.</summary>
    async Task<(int Code, string[] Wrong)> ExamineAsync(params (string Name, string Value)[] environment)
    {
        (int code, string said) = await HubProcess.RunInAsync(environment, "doctor", "--data", Data, "--json");
        JsonElement[] checks = [.. Last(said).GetProperty("checks").EnumerateArray()];
        Assert.True(checks.Length >= 11, said);
        JsonElement[] wrong = [.. checks.Where(c => c.GetProperty("status").GetString() != "ok")];
        Assert.All(wrong, c => Assert.False(string.IsNullOrEmpty(c.GetProperty("do").GetString())));
        return (code, [.. wrong.Select(c => $"{c.GetProperty("name").GetString()} {c.GetProperty("status").GetString()}")]);
    }

    async Task ReleaseAsync(bool cut)
    {
        string file = Path.Combine(_folder, "offer.csv");
        await File.WriteAllTextAsync(file, "localId,kind,title@en,learningOutcomes@en,iscedF,languages,workloadHours,hoursKind\nA,unit,Welding,Welds,0715,en,25,training\n", Cancel);
        Assert.Equal(0, (await HubProcess.RunAsync("submit", file, "--kind", "catalogue", "--org", "PT-ESCOLA", "--data", Data)).Code);
        if (cut) Assert.Equal(0, (await HubProcess.RunAsync("release", "--data", Data)).Code);
    }

    [Fact]
    public async Task Doctor_FolderWithARelease_IsWell()
    {
        await ReleaseAsync(cut: true);
        (int code, string[] wrong) = await ExamineAsync();
        Assert.Empty(wrong);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Doctor_NoFolder_CannotRun() => Assert.Equal(2, (await HubProcess.RunAsync("doctor", "--data", Data)).Code);

    [Fact]
    public async Task Doctor_ChangesAndNoRelease_SaysSo()
    {
        await ReleaseAsync(cut: false);
        (int code, string[] wrong) = await ExamineAsync();
        Assert.Equal(["release warn"], wrong);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task Doctor_ReleaseThatWasChanged_SaysSo()
    {
        await ReleaseAsync(cut: true);
        string release = Directory.EnumerateDirectories(Path.Combine(Data, "blobs", "open", "catalogue")).Single();
        string file = Directory.EnumerateFiles(release).First(f => !f.Contains("manifest", StringComparison.Ordinal));
        await File.AppendAllTextAsync(file, "x", Cancel);
        Assert.Equal((1, "release fail"), await OnlyAsync());
    }

    [Fact]
    public async Task Doctor_DamagedDatabase_SaysSo()
    {
        await KeyAsync();
        await File.WriteAllTextAsync(Path.Combine(Data, "wrapped-keys.db"), new string('x', 65536), Cancel);
        (int code, string[] wrong) = await ExamineAsync();
        Assert.Contains("databases fail", wrong);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task Doctor_KeysOfLearners_AreThereAndForTheOwnerOnly()
    {
        await KeyAsync();
        await LearnerAsync();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Ring, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
            Assert.Contains("keys fail", (await ExamineAsync()).Wrong);
        }

        File.Delete(Ring);
        Assert.Contains("keys fail", (await ExamineAsync()).Wrong);
    }

    [Fact]
    public async Task Doctor_WorkThatFailed_SaysSo()
    {
        using (DataFolder folder = DataFolder.Open(Data, TimeProvider.System))
            await folder.Queue.SendAsync(Queues.PoisonOf(Queues.Judge), "{}", TimeSpan.Zero, Cancel);
        Assert.Equal((1, "queues fail"), await OnlyAsync());
    }

    [Fact]
    public async Task Doctor_NobodyTakesChanges_SaysSo()
    {
        await ReleaseAsync(cut: true);
        using (DataFolder folder = DataFolder.Open(Data, TimeProvider.System))
            await folder.Tables.WriteManyAsync(CatalogueKind.TableName, [(RecordKeys.Partition(0), RecordKeys.OutboxRow(99), "{}"u8.ToArray())], Cancel);
        Assert.Equal((1, "feed warn"), await OnlyAsync());
    }

    [Fact]
    public async Task Doctor_ParkedProcess_SaysSo()
    {
        var clock = new SettableClock(DateTimeOffset.UtcNow.AddDays(-1));
        using (DataFolder folder = DataFolder.Open(Data, clock))
        {
            WorkflowSet set = new WorkflowSet().Add<int, int>("test", (flow, n) => flow.CallAsync(new Step<int, int>("broken"), n)).Add<int, int>(new Step<int, int>("broken"), (_, _) => throw new IOException("no"));
            var flows = new ReplayWorkflows(folder.Tables, set, new ReplayOptions(), clock, NullLogger<ReplayWorkflows>.Instance);
            var loop = new ReplayLoop(flows, folder.Tables, NullLogger<ReplayLoop>.Instance);
            await flows.StartAsync("PT-DGEEC~2026~a", "test", "1", Cancel);
            while (await loop.AdvanceDueAsync(Cancel) is { } next) clock.Now = next;
        }

        Assert.Equal((1, "processes fail"), await OnlyAsync());
    }

    [Fact]
    public async Task Doctor_CaseThatIsOverdue_SaysSo()
    {
        using (DataFolder folder = DataFolder.Open(Data, TimeProvider.System))
        {
            DateTimeOffset entered = DateTimeOffset.UtcNow.AddDays(-40);
            var late = new RecognitionCase("PT-ESCOLA~2026~a", "PT-ESCOLA", "learner", "PT", "unit-equivalence", "entry", [], "PT", entered) { Stage = CaseStage.Review, Dates = new CaseDates(0, [], entered.AddDays(30), true, null) };
            Assert.True(await new CaseStore(folder.Tables, TimeProvider.System).AddAsync(late, Cancel));
        }

        Assert.Equal((1, "cases warn"), await OnlyAsync());
    }

    [Theory]
    [InlineData(3L << 30, "Ok")]
    [InlineData(1L << 30, "Warn")]
    [InlineData(1L << 20, "Fail")]
    public async Task DiskCheck_Room_SaysWhatIsLeft(long free, string status) =>
        Assert.Equal(status, (await new DiskCheck(_folder, () => free).RunAsync(Cancel)).Status.ToString());

    [Fact]
    public async Task Doctor_SettingOutOfRange_SaysSo()
    {
        await KeyAsync();
        Assert.Equal((1, "settings fail"), await OnlyAsync(("Hub__KeepWorkDays", "0")));
    }

    [Fact]
    public async Task Doctor_BootstrapKeyBesideKeys_SaysSo()
    {
        await KeyAsync();
        Assert.Equal((1, "settings warn"), await OnlyAsync(("Hub__BootstrapKeySha256", new string('a', 64))));
    }

    [Fact]
    public async Task Doctor_AdoptedEditionIsNotThere_SaysSo()
    {
        using (DataFolder folder = DataFolder.Open(Data, TimeProvider.System))
        {
            var adoption = new RecordedAdoption("PT", new DateOnly(2020, 1, 1), "PT-older", "ANQEP", new DateOnly(2020, 1, 2), "Act 1", DateTimeOffset.UtcNow, "local");
            Assert.True(await new AdoptionStore(folder.Tables).AddAsync(adoption, Cancel));
        }

        Assert.Equal((1, "rules warn"), await OnlyAsync());
    }

    [Fact]
    public async Task Doctor_HubThatServes_IsLookedAtFromOutside()
    {
        (_, string made) = await HubProcess.RunAsync("keys", "add", "--org", "HUB", "--role", "registrar", "--data", Data, "--json");
        string secret = Last(made).GetProperty("secret").GetString()!;
        await ReleaseAsync(cut: true);
        var address = new TaskCompletionSource<string>();
        await using HubProcess hub = HubProcess.Start((line, _) =>
        {
            if (line.IndexOf("http://", StringComparison.Ordinal) is >= 0 and int at) address.TrySetResult(line[at..].Split(' ')[0]);
            return Task.CompletedTask;
        }, "serve", "--data", Data, "--urls", "http://127.0.0.1:0");
        string url = await address.Task.WaitAsync(TimeSpan.FromMinutes(2), Cancel);

        Assert.Empty((await ExamineAsync()).Wrong);
        Assert.Equal("0: health ok, certificate ok, release ok, work ok", await OutsideAsync(url, secret));
        using (DataFolder folder = DataFolder.OpenForReading(Data, TimeProvider.System)) Assert.NotNull(DataFolder.HolderOf(Data));
        Assert.Equal("1: health ok, certificate ok, release ok, work fail", await OutsideAsync(url, "hub_nobody"));
        File.Delete(Path.Combine(Data, "blobs", "open", "jwks.json"));
        Assert.Equal("1: health ok, certificate ok, release fail, work ok", await OutsideAsync(url, secret));
    }

    [Fact]
    public async Task Doctor_NobodyAtTheAddress_SaysSo() =>
        Assert.Equal("1: health fail, certificate ok, release fail, work fail", await OutsideAsync("http://127.0.0.1:9", "hub_x"));

    static async Task<string> OutsideAsync(string url, string secret)
    {
        (int code, string said) = await HubProcess.RunAsync("doctor", "--hub", url, "--key", secret, "--json");
        return $"{code}: {string.Join(", ", Last(said).GetProperty("checks").EnumerateArray().Select(c => $"{c.GetProperty("name").GetString()} {c.GetProperty("status").GetString()}"))}";
    }

    [Fact]
    public async Task Revoke_Key_IsListedAsRevoked()
    {
        string id = await KeyAsync();
        Assert.Equal(2, (await HubProcess.RunAsync("keys", "revoke", "0000000000000000", "--data", Data)).Code);
        Assert.Equal(0, (await HubProcess.RunAsync("keys", "revoke", id, "--data", Data)).Code);
        (int code, string said) = await HubProcess.RunAsync("keys", "list", "--data", Data, "--json");
        Assert.Equal(0, code);
        JsonElement key = Last(said).GetProperty("keys").EnumerateArray().Single();
        Assert.Equal((id, JsonValueKind.String), (key.GetProperty("id").GetString(), key.GetProperty("revokedAt").ValueKind));
    }

    async Task<(int Code, string Wrong)> OnlyAsync(params (string Name, string Value)[] environment)
    {
        (int code, string[] wrong) = await ExamineAsync(environment);
        return (code, Assert.Single(wrong));
    }

    sealed class SettableClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
