using System.Text;
using System.Text.Json;
using Hub.Access;
using Hub.Audit;
using Hub.Catalogue;
using Hub.Catalogue.Standards;
using Hub.Pipeline.Tests.Support;
using Hub.Ports;
using Hub.Records;
using Hub.Rules;
using Hub.Rules.Adoptions;
using Hub.Submissions;
using Hub.Submissions.Holds;
using Hub.Work;

namespace Hub.Pipeline.Tests.Audit;

public sealed class AuditLogTests : IAsyncLifetime
{
    static readonly Caller Provider = TestHub.CallerOf(TestHub.School);

    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;

    static string School => TestHub.School.Value;

    public async ValueTask InitializeAsync() => _hub = await TestHub.OpenWithSchoolAsync(_folder, TestHub.SmallChunks);

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task PutAsync(string localId, string title)
    {
        using JsonDocument json = JsonDocument.Parse($$"""{"kind":"unit","title":{"pt":"{{title}}"},"status":"draft"}""");
        Result<PutRecordResult> put = await _hub.Put.HandleAsync(Provider, new PutRecordCommand("catalogue", Entries.Id(localId), json.RootElement, null), TestHub.Cancel);
        Assert.Null(put.Problem);
    }

    [Fact]
    public async Task Submission_OfManyRows_IsOneEntryWithItsVerdict()
    {
        string rows = string.Concat(Enumerable.Range(0, 40).Select(i => Rounds.Good($"U-{i}")));
        Submission done = await _hub.SubmitAsync(Rounds.CreditHeader + rows);
        AuditEntry entry = Assert.Single(await _hub.LogAsync(School));
        Assert.Equal((AuditActions.SubmissionFinished, $"submissions/{done.Id}/0", "test-key", 1L), (entry.Action, entry.Object, entry.Actor, entry.Sequence));
        Assert.Equal((await _hub.ReceiptsAsync(done))[0].VerdictSha256, entry.Content);
        Submission refused = await _hub.SubmitAsync("\0\0\0");
        Assert.Equal((AuditActions.SubmissionRefused, refused.BodySha256), ((await _hub.LogAsync(School))[^1].Action, (await _hub.LogAsync(School))[^1].Content));
    }

    [Fact]
    public async Task EveryOtherChange_Once_IsOneEntry()
    {
        await PutAsync("Ação", "Soldar");
        await PutAsync("Ação", "Soldar");           // changes nothing
        await PutAsync("Ação", "Soldar melhor");
        Assert.Null((await _hub.Withdraw.HandleAsync(Provider, new WithdrawEntryCommand(Entries.Id("Ação"), null), TestHub.Cancel)).Problem);
        byte[] batch = Encoding.UTF8.GetBytes("""[{"localId":"B","kind":"unit","title":{"pt":"x"},"status":"draft"}]""");
        for (int times = 0; times < 2; times++) Assert.Null((await _hub.Batch.HandleAsync(Provider, new ApplyBatchCommand(TestHub.School, "catalogue", batch, "same"), TestHub.Cancel)).Problem);
        Assert.NotNull((await _hub.Batch.HandleAsync(Provider, new ApplyBatchCommand(TestHub.School, "catalogue", batch, null), TestHub.Cancel)).Value);
        await _hub.PumpAsync();
        IReadOnlyList<AuditEntry> log = await _hub.LogAsync(School);
        Assert.Equal(["record.put", "record.put", "record.withdrawn", "batch.received", "batch.received"], log.OrderBy(e => e.Object, StringComparer.Ordinal).ThenBy(e => e.Action).OrderBy(e => e.Action.StartsWith("batch", StringComparison.Ordinal)).Select(e => e.Action));
        Assert.Contains(log, e => e.Object == "entries/PT-ESCOLA~A=C3=A7=C3=A3o");
    }

    [Fact]
    public async Task Decisions_Once_AreEntriesOfWhoDecides()
    {
        await _hub.RegisterAsync(Rounds.College.Value, "AL");
        await _hub.PumpAsync();
        await _hub.SubmitAsync(Rounds.CreditHeader + Rounds.Held("H") + Rounds.Held("K"), caller: TestHub.CallerOf(Rounds.College));
        IReadOnlyList<Hold> holds = await _hub.OpenHoldsAsync();
        Assert.Null((await _hub.DecideAsync(holds[0].Id, true)).Problem);
        Assert.Null((await _hub.DecideAsync(holds[0].Id, true)).Problem);
        Assert.Null((await _hub.DecideAsync(holds[1].Id, false)).Problem);
        await PutAsync("S", "Soldar");
        var step = new RecordStandardStepCommand(Entries.Id("S"), "draft", new DateOnly(2026, 1, 1), "A person", "An act", null);
        for (int times = 0; times < 2; times++) Assert.Null((await _hub.Standards.HandleAsync(TestHub.Registrar, step, TestHub.Cancel)).Problem);
        var publisher = new Caller("publisher", TestHub.Registry, new HashSet<Role> { Role.Publisher });
        Assert.Null((await _hub.Adopt.HandleAsync(publisher, new AdoptRulesetCommand("SI", new DateOnly(2022, 6, 16), "CPI", new DateOnly(2026, 1, 5), "Decision 1/2026"), TestHub.Cancel)).Problem);
        var keys = new AddApiKeyHandler(_hub.Keys, _hub.Organisations, new RepeatableSecrets(_hub.Tables, _hub.Clock), _hub.Queue, _hub.Clock);
        ApiKey key = (await keys.HandleAsync(TestHub.Registrar, new AddApiKeyCommand(TestHub.School, [Role.Provider], null), TestHub.Cancel)).Value.Key;
        await _hub.PumpAsync();

        IReadOnlyList<AuditEntry> registry = await _hub.LogAsync(TestHub.Registry.Value);
        Assert.Equal([$"holds/{holds[0].Id}", $"holds/{holds[1].Id}"], registry.Where(e => e.Action.StartsWith("hold.", StringComparison.Ordinal)).Select(e => e.Object).Order(StringComparer.Ordinal));
        Assert.Equal(("registrar-key", $"keys/{School}/{key.Id}", "provider"), registry.Where(e => e.Action == AuditActions.KeyAdded).Select(e => (e.Actor, e.Object, e.Ground)).Single());
        Assert.Equal("standards/PT-ESCOLA~S/draft", Assert.Single(registry, e => e.Action == AuditActions.StandardStep).Object);
        Assert.Equal(AuditActions.RulesetAdopted, Assert.Single(await _hub.LogAsync(AuditBody.Hub)).Action);
        Assert.DoesNotContain(registry, e => $"{e}".Contains("diploma", StringComparison.Ordinal) || $"{e}".Contains("person", StringComparison.Ordinal));      // reasons are texts of people
    }

    [Fact]
    public async Task Release_Cut_IsAnEntryAndSignsEveryLog()
    {
        await PutAsync("A", "Soldar");
        await _hub.PumpAsync();
        await _hub.Queue.SendAsync(Queues.Release, "test", TimeSpan.Zero, TestHub.Cancel);
        await _hub.PumpAsync();
        Assert.Equal(AuditActions.ReleasePublished, Assert.Single(await _hub.LogAsync(AuditBody.Hub)).Action);
        foreach (string body in (string[])[School, AuditBody.Hub])
        {
            SignedCheckpoint signed = Assert.Single((await _hub.Audit.CheckpointsAsync(body, 0, 10, TestHub.Cancel)).Items);
            AuditEntry last = (await _hub.LogAsync(body))[^1];
            Assert.Equal((last.Sequence, last.Hash), (signed.Sequence, signed.Hash));
            AuditCheckpoint read = AuditCheckpoint.Read(signed.Jws, [.. await _hub.Signer.KeysAsync(TestHub.Cancel)]).Value;
            Assert.Equal((body, last.Sequence, last.Hash), (read.Body, read.Sequence, read.Hash));
        }

        await _hub.Checkpoint.HandleAsync(TestHub.Cancel);
        Assert.Single((await _hub.Audit.CheckpointsAsync(School, 0, 10, TestHub.Cancel)).Items);        // nothing has come since
    }

    [Fact]
    public async Task Reading_OfPersonalData_SaysWhoWhatWhenAndWhy()
    {
        var learner = new Caller(new Subject("https://id.example", "maija").KeyId, default, new HashSet<Role> { Role.Learner });
        await _hub.Trail.NoteReadingAsync(learner, TestHub.School, "learners/01HZX", "own-record", TestHub.Cancel);
        await _hub.Trail.NoteReadingAsync(Provider, TestHub.School, "learners/01HZX", "task of the provider", TestHub.Cancel);
        await _hub.PumpAsync();
        IReadOnlyList<AuditEntry> log = await _hub.LogAsync(School);
        Assert.Equal([(learner.KeyId, "own-record"), ("test-key", "task of the provider")], log.Select(e => (e.Actor, e.Ground!)).OrderByDescending(e => e.Item1 == learner.KeyId));
        Assert.All(log, e => Assert.Equal((AuditActions.PersonalDataRead, "learners/01HZX"), (e.Action, e.Object)));
        Assert.Equal(_hub.Clock.GetUtcNow().Date, log[0].Time.Date);
    }

    [Fact]
    public async Task Drain_ProcessDiesAtEachCall_TakesEveryFactOnce()
    {
        for (int i = 0; i < 3; i++) await _hub.Trail.NoteReadingAsync(Provider, TestHub.School, $"learners/{i}", "test", TestHub.Cancel);
        (string Table, string Partition)[] sources = [.. Enumerable.Range(0, 16).Select(i => ("audit", $"!notes~{i:x}"))];
        foreach (FaultMoment moment in (FaultMoment[])[FaultMoment.Before, FaultMoment.After])
        {
            for (int at = 1; at < 60; at++)
            {
                await _hub.Trail.NoteReadingAsync(Provider, TestHub.School, $"learners/{moment}-{at}", "test", TestHub.Cancel);
                var faults = Faults.At(at, moment, call => call.StartsWith("scan", StringComparison.Ordinal));
                var log = new AuditLog(new FaultyTables(_hub.Tables, faults), _hub.Queue);
                try
                {
                    foreach ((string table, string partition) in sources) await DrainAsync(log, table, partition);
                }
                catch (DeathException)
                {
                    // the next process goes on
                }

                if (!faults.IsDead) break;
                Assert.True(at < 59);
            }
        }

        foreach ((string table, string partition) in sources) await DrainAsync(_hub.Log, table, partition);
        IReadOnlyList<AuditEntry> entries = await _hub.LogAsync(School);
        Assert.Equal(entries.Count, entries.Select(e => e.Object).Distinct().Count());
        Assert.True(entries.Count > 12, $"{entries.Count}");
    }

    static async Task DrainAsync(AuditLog log, string table, string partition)
    {
        await foreach (AuditFact _ in log.DrainAsync(table, partition, TestHub.Cancel)) { }
    }

    [Fact]
    public async Task Drain_ManyAtOnce_TakeEveryFactOnce()
    {
        for (int i = 0; i < 100; i++) await _hub.Trail.NoteReadingAsync(Provider, i % 2 == 0 ? TestHub.School : TestHub.Registry, $"learners/{i}", "test", TestHub.Cancel);
        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => DrainAsync(new AuditLog(_hub.Tables, _hub.Queue), "audit", $"!notes~{i % 16:x}")));
        string[] objects = [.. (await _hub.LogAsync(School)).Concat(await _hub.LogAsync(TestHub.Registry.Value)).Where(e => e.Action == AuditActions.PersonalDataRead).Select(e => e.Object)];
        Assert.Equal((100, 100), (objects.Length, objects.Distinct().Count()));
    }

    [Fact]
    public async Task Facts_WhoseMessageWasLost_AreFoundByTheDailyLook()
    {
        await PutAsync("A", "Soldar");
        await _hub.SendAsync(Rounds.CreditHeader + Rounds.Good("U"));
        await new Pump(_hub) { Drop = (queue, _) => queue == Queues.Audit }.RunAsync();
        Assert.Empty(await _hub.LogAsync(School));
        await _hub.Checkpoint.HandleAsync(TestHub.Cancel);
        Assert.Equal(["record.put", "submission.finished"], (await _hub.LogAsync(School)).Select(e => e.Action).Order());
    }

    [Fact]
    public async Task StoredLog_TamperedWith_IsFound()
    {
        for (int i = 0; i < 5; i++) await _hub.Trail.NoteReadingAsync(Provider, TestHub.School, $"learners/{i}", "test", TestHub.Cancel);
        await _hub.Checkpoint.HandleAsync(TestHub.Cancel);
        TableRow[] rows = [.. (await _hub.RowsAsync("audit", School)).Where(r => r.Row.StartsWith("e~", StringComparison.Ordinal))];
        TableRow head = (await _hub.Tables.FindAsync("audit", School, "!head", TestHub.Cancel))!;
        // The last two are gone, and the head says that all is well.
        AuditEntry third = AuditEntry.Read(rows[2].Body.Span)!;
        await _hub.Tables.CommitAsync("audit", School, [RowChange.Delete(rows[3].Row, rows[3].ETag), RowChange.Delete(rows[4].Row, rows[4].ETag), new AuditHead(3, third.Hash).ToChange(head.ETag)], TestHub.Cancel);
        Assert.Equal("audit.truncated", (await _hub.VerifyLogAsync(School)).Problem?.Code);
    }

    [Fact]
    public async Task Log_OfACountryWithATerm_IsPrunedUpToACheckpointAndStaysWhole()
    {
        _hub.Dispose();
        Ruleset portugal = TestHub.Rulesets.All.First(r => r.Country == "PT");
        foreach (Confidence confidence in (Confidence[])[Confidence.Unverified, Confidence.Good])
        {
            Rulesets rules = Rulesets.Of([.. TestHub.Rulesets.All.Where(r => r.Country != "PT"), portugal with { Privacy = portugal.Privacy with { AuditYears = new Rule<int>(2, confidence, "test") } }]);
            var clock = new SettableClock();
            using var folder = new TemporaryFolder();
            using TestHub hub = TestHub.Open(folder, clock, auditRules: rules);
            await hub.RegisterAsync(School, "PT");
            await hub.PumpAsync();
            for (int year = 0; year < 4; year++)
            {
                for (int i = 0; i < 3; i++) await hub.Trail.NoteReadingAsync(Provider, TestHub.School, $"learners/{year}-{i}", "test", TestHub.Cancel);
                await hub.Checkpoint.HandleAsync(TestHub.Cancel);
                clock.Advance(TimeSpan.FromDays(366));
            }

            await hub.Trail.NoteReadingAsync(Provider, TestHub.School, "learners/last", "test", TestHub.Cancel);
            await hub.Checkpoint.HandleAsync(TestHub.Cancel);
            IReadOnlyList<AuditEntry> log = await hub.LogAsync(School);
            VerifyAuditResult whole = await hub.VerifyLogAsync(School);
            if (confidence == Confidence.Unverified)
            {
                Assert.Equal((1L, 13L, 13), (whole.First, whole.Last, log.Count));
                continue;
            }

            Assert.Equal((10L, 13L, 4), (whole.First, whole.Last, log.Count));
            Assert.Equal("audit.entry-removed", (await RemoveAsync(hub, 10)).Problem?.Code);
        }

        _hub = TestHub.Open(_folder);
    }

    static async Task<VerifyAuditResult> RemoveAsync(TestHub hub, long sequence)
    {
        TableRow row = (await hub.Tables.FindAsync("audit", School, $"e~{sequence:D12}", TestHub.Cancel))!;
        await hub.Tables.CommitAsync("audit", School, [RowChange.Delete(row.Row, row.ETag)], TestHub.Cancel);
        return await hub.VerifyLogAsync(School);
    }

    [Fact]
    public async Task List_WithFilters_GivesWhatFitsPageByPage()
    {
        for (int i = 0; i < 7; i++) await _hub.Trail.NoteReadingAsync(Provider, TestHub.School, $"learners/{i % 2}", "test", TestHub.Cancel);
        await _hub.Checkpoint.HandleAsync(TestHub.Cancel);
        (IReadOnlyList<AuditEntry> first, long? next) = await _hub.Audit.ListAsync(School, new AuditFilter(Object: "learners/0"), 0, 3, TestHub.Cancel);
        (IReadOnlyList<AuditEntry> rest, long? end) = await _hub.Audit.ListAsync(School, new AuditFilter(Object: "learners/0"), next!.Value, 3, TestHub.Cancel);
        Assert.Equal((3, 1, null), (first.Count, rest.Count, end));
        Assert.Empty((await _hub.Audit.ListAsync(School, new AuditFilter(Until: _hub.Clock.GetUtcNow().AddHours(-1)), 0, 10, TestHub.Cancel)).Items);
        Assert.Equal(7, (await _hub.Audit.ListAsync(School, new AuditFilter(Actor: "test-key", From: _hub.Clock.GetUtcNow().AddHours(-1)), 0, 10, TestHub.Cancel)).Items.Count);
    }
}
