using System.Diagnostics.Metrics;
using Hub.Pipeline.Tests.Support;
using Hub.Submissions;
using Hub.Work;

namespace Hub.Pipeline.Tests.Submissions;

/// <summary>Work that fails at every attempt ends its submission and nobody else's.</summary>
public sealed class PoisonTests : IAsyncLifetime
{
    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;

    public async ValueTask InitializeAsync() => _hub = await TestHub.OpenWithSchoolAsync(_folder, TestHub.SmallChunks);

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(Queues.Split)]
    [InlineData(Queues.Judge)]
    [InlineData(Queues.Apply)]
    public async Task Poison_OfASubmission_FailsItAndLetsTheNextOnesGoOn(string queue)
    {
        Submission first = await _hub.SendAsync(Files.Rows(9, i => "first"));
        Submission second = await _hub.SendAsync(Files.Rows(9, i => "second"));
        string message = first.ToWork().ToMessage();
        await new Pump(_hub) { Drop = (_, text) => text.Contains($"\"number\":{first.Number},", StringComparison.Ordinal) }.RunAsync();
        Assert.NotEqual(SubmissionStatus.Finished, (await _hub.ReadAsync(second.Id)).Status);

        await _hub.Router.HandlePoisonAsync(queue, message, TestHub.Cancel);
        await _hub.Router.HandlePoisonAsync(queue, message, TestHub.Cancel);
        await _hub.PumpAsync();
        Submission failed = await _hub.ReadAsync(first.Id);
        Assert.Equal((SubmissionStatus.Failed, "submission.failed"), (failed.Status, failed.Problem?.Code));
        Assert.Contains(queue, failed.Problem!.Detail, StringComparison.Ordinal);
        Assert.Equal(9, (await _hub.ReadAsync(second.Id)).Totals!.Accepted);

        // The same rows again: what failed is remembered nowhere.
        Assert.Equal(9, (await _hub.SubmitAsync(Files.Rows(9, i => "first"))).Totals!.Accepted);
    }

    [Fact]
    public async Task Poison_OfACorrection_LeavesTheResultsOfTheRoundBefore()
    {
        Submission first = await _hub.SubmitAsync(Files.Of(Files.Row("A"), Files.Row("B", hours: "x")));
        string repaired = await _hub.RepairedAsync(first, ",x,", ",25,");
        Submission opened = (await _hub.TryCorrectAsync(first, repaired)).Value;
        await _hub.Router.HandlePoisonAsync(Queues.Apply, opened.ToWork().ToMessage(), TestHub.Cancel);
        await _hub.PumpAsync();
        Submission after = await _hub.ReadAsync(first.Id);
        Assert.Equal((SubmissionStatus.Finished, "submission.failed", first.Totals, 0), (after.Status, after.Problem?.Code, after.Totals, after.Done!.Value));
        Submission corrected = await _hub.CorrectAsync(after, repaired);
        Assert.Equal((2L, 2, (Problem?)null), (corrected.Totals!.Accepted, corrected.Round, corrected.Problem));
    }

    [Fact]
    public async Task Poison_OfAnEarlierRound_ComesTooLate()
    {
        Submission first = await _hub.SubmitAsync(Files.Of(Files.Row("A"), Files.Row("B", hours: "x")));
        string old = first.ToWork().ToMessage();
        await _hub.TryCorrectAsync(first, await _hub.RepairedAsync(first, ",x,", ",25,"));
        await _hub.Router.HandlePoisonAsync(Queues.Apply, old, TestHub.Cancel);
        await _hub.PumpAsync();
        Assert.Equal(2, (await _hub.ReadAsync(first.Id)).Totals!.Accepted);
    }

    [Theory]
    [InlineData("not a message")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"organisation":"no id","number":1}""")]
    public async Task Poison_ThatNamesNoSubmission_IsKeptForTheOperator(string message)
    {
        var registrar = new Caller("k", TestHub.Registry, new HashSet<Role> { Role.Registrar });
        foreach (string queue in Queues.OfSubmissions) await _hub.Router.HandlePoisonAsync(queue, message, TestHub.Cancel);
        IReadOnlyList<FailedWork> kept = (await _hub.Failed.ListAsync(registrar, null, 10, TestHub.Cancel)).Value.Items;
        Assert.Equal(Queues.OfSubmissions.Order(StringComparer.Ordinal).Select(q => (q, message)), kept.Select(k => (k.Queue, k.Message)));
    }

    [Fact]
    public async Task Poison_OfOtherWork_IsKeptCountedAndSentAgain()
    {
        var counted = new Dictionary<string, long>(StringComparer.Ordinal);
        using var listener = new MeterListener { InstrumentPublished = (instrument, to) => { if (instrument.Name == "hub.work.failed") to.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => { lock (counted) counted[(string)tags[0].Value!] = counted.GetValueOrDefault((string)tags[0].Value!) + value; });
        listener.Start();
        var registrar = new Caller("k", TestHub.Registry, new HashSet<Role> { Role.Registrar });
        for (int i = 0; i < 2; i++) await _hub.Router.HandlePoisonAsync(Queues.Sequence, "entries", TestHub.Cancel);
        await _hub.Router.HandlePoisonAsync(Queues.Decide, "broken", TestHub.Cancel);

        FailedWork[] kept = [.. (await _hub.Failed.ListAsync(registrar, null, 10, TestHub.Cancel)).Value.Items];
        Assert.Equal([(Queues.Sequence, "entries", 2), (Queues.Decide, "broken", 1)], kept.Select(k => (k.Queue, k.Message, k.Times)));
        Assert.Equal(2, counted[Queues.Sequence]);
        Assert.Equal("work.not-yours", (await _hub.Failed.ListAsync(registrar with { Organisation = OrganisationId.Parse("PT-X") }, null, 10, TestHub.Cancel)).Problem?.Code);

        Assert.Null((await _hub.Failed.SendAgainAsync(registrar, kept[0].Id, TestHub.Cancel)).Problem);
        Assert.Equal("work.not-found", (await _hub.Failed.SendAgainAsync(registrar, kept[0].Id, TestHub.Cancel)).Problem?.Code);
        Assert.Single(await _hub.Queue.ReceiveAsync(Queues.Sequence, 10, TimeSpan.FromMinutes(1), TestHub.Cancel), m => m.Text == "entries");
        Assert.Single((await _hub.Failed.ListAsync(registrar, null, 10, TestHub.Cancel)).Value.Items);
    }
}
