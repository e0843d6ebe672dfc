using System.Text;
using Hub.Agreements;
using Hub.Learners;
using Hub.Learners.Access;
using Hub.Pipeline.Tests.Support;
using Hub.Ports;
using Hub.Records;
using Hub.Submissions;

namespace Hub.Pipeline.Tests.Agreements;

public sealed class AgreementTests : IAsyncLifetime
{
    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;

    public async ValueTask InitializeAsync() => _hub = await Agreed.OpenAsync(_folder);

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Import_Agreements_LieWithTheirLearnersSealedAndInNoFeed()
    {
        long before = (await _hub.ChangesAsync()).Count;
        Submission done = await Agreed.SubmitAsync(_hub, Agreed.Memorandum("MOU"), Agreed.Learning("LA-1", "1"), Agreed.Learning("LA-2", "2"));
        Assert.True(done.Totals is { Accepted: 3, Rejected: 0 }, await _hub.FindingsAsync(done));
        Assert.Contains("\"hostCompany\":\"MARKED Oficina\"", await Agreed.OpenedAsync(_hub, "LA-1"), StringComparison.Ordinal);
        IReadOnlyDictionary<string, StoredRecord> stored = await _hub.RecordsAsync(Agreed.Shelf);
        Assert.Equal(2, stored.Count);
        foreach (StoredRecord record in stored.Values)
        {
            string json = Encoding.UTF8.GetString(record.Json.Span);
            Assert.DoesNotContain(Achieved.Mark, json, StringComparison.Ordinal);
            Assert.Contains("\"outcomes\":[\"ES-IES~H=PT-ESCOLA~U\"]", json, StringComparison.Ordinal);
        }

        Assert.Empty(Achieved.FilesWith(_folder.Path, Achieved.Mark));
        Assert.Single(await _hub.RecordsAsync(AgreementKind.TableName));
        Assert.Equal(before, (await _hub.ChangesAsync()).Count);
        foreach (string table in (string[])[Agreed.Shelf, AgreementKind.TableName])
            for (int partition = 0; partition < RecordKeys.PartitionCount; partition++)
                Assert.Empty(await _hub.Tables.ScanAsync(table, RecordKeys.Partition(partition), RecordKeys.OutboxPrefix, RowRange.EndOf(RecordKeys.OutboxPrefix), 10, TestHub.Cancel));
    }

    [Fact]
    public async Task Import_AnswersToVersions_TakesTheCurrentOneOnly()
    {
        await Agreed.SubmitAsync(_hub, Agreed.Learning("LA-1", "1"), Agreed.Learning("LA-2", "2"));
        Submission changed = await Agreed.SubmitAsync(_hub, Agreed.Learning("LA-1", "1", "2025-07-31", "1"), Agreed.Learning("LA-2", "2", "2025-07-31", "7"));
        Assert.Equal((1, 1), (changed.Totals!.Accepted, changed.Totals.Superseded));
        Submission again = await Agreed.SubmitAsync(_hub, Agreed.Learning("LA-1", "1", "2025-07-31", "1"));
        Assert.Equal(1, again.Totals!.Unchanged);
        Submission old = await Agreed.SubmitAsync(_hub, Agreed.Learning("LA-1", "1", "2025-08-31", "1"));
        Assert.Equal(1, old.Totals!.Superseded);
        Assert.Contains("2025-07-31", await Agreed.OpenedAsync(_hub, "LA-1"), StringComparison.Ordinal);
        Assert.Equal(2, (await _hub.Agreements.FindAsync(Agreed.Id("LA-1"), TestHub.Cancel))!.Stamp.Version);
    }

    [Fact]
    public async Task Import_IdOfTheOtherType_LeavesWhatIsThere()
    {
        await Agreed.SubmitAsync(_hub, Agreed.Memorandum("X"), Agreed.Learning("Y", "1"));
        Submission done = await Agreed.SubmitAsync(_hub, Agreed.Memorandum("Y"), Agreed.Learning("X", "1"));
        Assert.Equal(2, done.Totals!.Superseded);
        Assert.Contains("memorandum", await Agreed.OpenedAsync(_hub, "X"), StringComparison.Ordinal);
        Assert.Contains("learning-agreement", await Agreed.OpenedAsync(_hub, "Y"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_PartiesNobodyKnows_AreSaid()
    {
        Submission done = await Agreed.SubmitAsync(_hub, Agreed.Memorandum("M", "PT-ESCOLA|XX-NOBODY"), Agreed.Learning("L", "1", host: "XX-NOBODY"), Agreed.Memorandum("N", "ES-IES|PT-REGISTO"));
        Assert.Equal((1, 2), (done.Totals!.Accepted, done.Totals.Rejected));
        string findings = await _hub.FindingsAsync(done);
        foreach (string code in (string[])["agreement.party-unknown", "agreement.host-unknown", "agreement.memorandum-unknown", "agreement.sender-not-a-party"]) Assert.Contains(code, findings, StringComparison.Ordinal);
        Assert.DoesNotContain(Achieved.Mark, findings, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erase_LearnerWithAgreements_TakesThemAndTheirSignatures()
    {
        await Agreed.SubmitAsync(_hub, Agreed.Learning("LA-1", "1"), Agreed.Learning("LA-2", "2"));
        var agreed = new Agreed(_hub);
        Assert.Null((await agreed.Sign.HandleAsync(Agreed.HostCaller, new SignAgreementCommand(Agreed.Id("LA-1"), 1, null), TestHub.Cancel)).Problem);
        LearnerReference learner = (await _hub.Agreements.LearnerOfAsync(Agreed.Id("LA-1"), TestHub.Cancel))!.Value;
        Assert.Single(await agreed.Signatures.OfAsync(Agreed.Id("LA-1"), learner, TestHub.Cancel));
        Assert.Equal("", await _hub.ListAsync(learner));        // the sender of an agreement has sent something of the learner
        var own = new OwnLearner(learner, [learner], null, IsRestricted: false);
        ListedRecord seen = Assert.Single(await new ReadAgreementHandler(_hub.Agreements, _hub.Learners, _hub.Trail).HandleAsync(own, TestHub.Cancel));
        Assert.Contains("MARKED Oficina", Encoding.UTF8.GetString(seen.Record.Json.Span), StringComparison.Ordinal);
        await Agreed.SubmitAsync(_hub, Agreed.Learning("LA-1", "1", host: "PT-REGISTO"));        // its earlier version led to another host
        Assert.Equal(ErasureOutcome.Erased, (await _hub.Erase.HandleAsync(TestHub.Registrar, learner, TestHub.Cancel)).Value);
        Assert.Null(await _hub.Agreements.FindAsync(Agreed.Id("LA-1"), TestHub.Cancel));
        Assert.Null(await _hub.Agreements.LearnerOfAsync(Agreed.Id("LA-1"), TestHub.Cancel));
        Assert.Empty(await agreed.Signatures.OfAsync(Agreed.Id("LA-1"), learner, TestHub.Cancel));
        Assert.NotNull(await Agreed.OpenedAsync(_hub, "LA-2"));
        foreach (OrganisationId party in (OrganisationId[])[TestHub.School, TestHub.Registry, Agreed.Host])
            Assert.DoesNotContain(Agreed.Id("LA-1"), (await _hub.Agreements.OfPartyAsync(party, null, 10, TestHub.Cancel)).Select(a => a.Id));
        Assert.Contains(Agreed.Id("LA-2"), (await _hub.Agreements.OfPartyAsync(Agreed.Host, null, 10, TestHub.Cancel)).Select(a => a.Id));
    }
}
