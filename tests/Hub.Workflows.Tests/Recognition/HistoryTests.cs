using System.Text.Json;
using Hub.Recognition.Cases;
using Hub.Storage.Embedded.Workflows;
using Hub.Workflows.Contracts;
using Hub.Workflows.Tests.Engine;

namespace Hub.Workflows.Tests.Recognition;

/// <summary>Histories recorded from this code and every one after it: what runs in some hub must go on under today's code.</summary>
public sealed class HistoryTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static readonly JsonSerializerOptions Indented = new(HubJson.Options) { WriteIndented = true };

    static string Folder => Path.Combine(AppContext.BaseDirectory, "Histories");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileName(f)).Order()];

    static readonly Dictionary<string, Func<CaseScene, Task>> Plays = new()
    {
        ["granted-by-machine"] = async scene => await scene.Enter.HandleAsync(CaseScene.Command(), Cancel),
        ["refused-and-final"] = async scene =>
        {
            await scene.RefuseAsync();
            await scene.RunUntilAsync(scene.Clock.GetUtcNow().AddDays(90));
        },
        ["appealed-and-granted-in-part"] = async scene =>
        {
            await scene.RefuseAsync();
            await scene.Applicant.AppealAsync(CaseScene.Id(), new SealedText("why"), "PT-ESCOLA", Cancel);
            await scene.RunAsync();
            await scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Part, CaseScene.Bruno, Cancel);
        },
        ["overdue-and-waiting"] = async scene =>
        {
            await scene.EnterDoubtfulAsync();
            await scene.RunUntilAsync(new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero));
        },
        ["incomplete-then-withdrawn"] = async scene =>
        {
            await scene.Enter.HandleAsync(CaseScene.Command(owed: "transcript"), Cancel);
            await scene.RunUntilAsync(new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
            await scene.Applicant.WithdrawAsync(CaseScene.Id(), "PT-ESCOLA", Cancel);
        },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Replay_RecordedHistory_AsksWhatItAskedThen(string file)
    {
        Recorded recorded = JsonSerializer.Deserialize<Recorded>(File.ReadAllBytes(Path.Combine(Folder, file)), HubJson.Options)!;
        var flow = new ReplayContext(recorded.Instance, recorded.Answers, recorded.StartedAt);
        var steps = new CaseSteps(null!, null!, null!, null!, null!, null!, null!);      // a replay runs no step
        Task<string> run = new WorkflowSet().AddRecognition(steps).FindWorkflow(recorded.Workflow)!(flow, recorded.Input);
        Assert.True(flow.UsedAll);
        Assert.Equal(recorded.Result is not null, run.IsCompletedSuccessfully);
        if (recorded.Result is { } result) Assert.Equal(result, await run);
        else Assert.NotNull(flow.Open);
    }

    [Fact]
    public void Files_Always_HoldEveryPlay() => Assert.Empty(Plays.Keys.Except(Files.Select(f => f.Data[..^5])));

    /// <summary>HUB_WRITE_HISTORIES=folder records plays that have no file there yet; those that are there are never written anew.</summary>
    [Fact]
    public async Task Record_PlaysOfToday_CanBeReplayed()
    {
        string? folder = Environment.GetEnvironmentVariable("HUB_WRITE_HISTORIES");
        foreach ((string name, Func<CaseScene, Task> play) in Plays)
        {
            var scene = new CaseScene(new ReplayEngines());
            await play(scene);
            await scene.RunAsync();
            string id = CaseChanges.InstanceOf(await scene.GetAsync());
            IReadOnlyList<WorkflowAnswer> answers = (await ((ReplayEngine)scene.Engine).Desk.HistoryAsync(id, Cancel))!;
            Ports.WorkflowStatus status = (await scene.Workflows.StatusAsync(id, Cancel))!;
            string input = JsonSerializer.Serialize(new CaseRef((await scene.GetAsync()).Id, 0), HubJson.Options);
            var flow = new ReplayContext(id, answers, status.StartedAt);
            Task<string> run = new WorkflowSet().AddRecognition(scene.Steps).FindWorkflow(status.Workflow)!(flow, input);
            Assert.True(flow.UsedAll);
            Assert.Equal(status.State == Ports.WorkflowState.Ended, run.IsCompletedSuccessfully);
            if (folder is null || File.Exists(Path.Combine(folder, name + ".json"))) continue;
            var recorded = new Recorded(id, status.Workflow, input, status.StartedAt, answers, run.IsCompletedSuccessfully ? await run : null);
            await File.WriteAllBytesAsync(Path.Combine(folder, name + ".json"), JsonSerializer.SerializeToUtf8Bytes(recorded, Indented), Cancel);
        }
    }

    sealed record Recorded(string Instance, string Workflow, string Input, DateTimeOffset StartedAt, IReadOnlyList<WorkflowAnswer> Answers, string? Result);
}
