using System.Text;
using System.Text.Json;
using Hub.Feed;
using Hub.Organisations;
using Hub.Organisations.Accreditations;
using Hub.Pipeline.Tests.Support;
using Hub.Records;
using Hub.Submissions;
using Hub.Work;

namespace Hub.Pipeline.Tests.Submissions;

/// <summary>
/// An agency sends rights and a school entries that need them, and the process dies at every state of the store in turn. The index of the
/// register is written beside the records, so it is looked at too: nothing that is stored may be missing from it.
/// </summary>
public sealed class AccreditationCrashTests
{
    const string Rights = "localId,organisation,agency,type,decision,fields,validFrom\nR-1,DEQAR:DEQARINST0001,,study-programme-group,positive,061,2025-01-01\nR-2,EE-KOOL,,institutional,positive,,2025-01-01\nR-3,EE-NONE,,institutional,positive,,2025-01-01\n";

    static Caller Agency { get; } = TestHub.CallerOf(OrganisationId.Parse("EE-HAKA"));

    static Caller School { get; } = TestHub.CallerOf(OrganisationId.Parse("EE-KOOL"));

    [Fact]
    public async Task Register_ProcessDiesAnywhere_EndsAsWithoutFaults()
    {
        using var prepared = new TemporaryFolder();
        using (TestHub hub = TestHub.Open(prepared)) await AccreditationScene.PrepareAsync(hub);
        string outcome = await new EveryDeath((hub, _) => WorkAsync(hub), OutcomeAsync) { Limits = TestHub.SmallChunks }.RunAsync(prepared);
        Assert.Contains("EE-HAKA~R-1 EE-HAKA~R-2", outcome, StringComparison.Ordinal);
        Assert.Contains("entry.group-right-missing", outcome, StringComparison.Ordinal);
    }

    static async Task WorkAsync(TestHub hub)
    {
        await hub.SendAsync(Rights, key: "rights", kind: AccreditationKind.KindName, caller: Agency);
        await new Pump(hub) { Later = (queue, _) => queue == Queues.Apply }.RunAsync();
        await hub.SendAsync(AccreditationScene.Entries, key: "entries", caller: School);
        await new Pump(hub) { Later = (queue, _) => queue == Queues.Apply }.RunAsync();
    }

    static async Task<string> OutcomeAsync(TestHub hub)
    {
        var text = new StringBuilder();
        foreach (Caller sender in (Caller[])[Agency, School])
            foreach (Submission submission in (await hub.Submissions.ListAsync(sender.Organisation, 0, 100, TestHub.Cancel)).Items)
                text.AppendLine($"{submission.Id} {submission.Status} {JsonSerializer.Serialize(submission.Totals, HubJson.Options)}\n{await hub.FindingsAsync(submission)}");
        foreach (string table in (string[])["accreditations", "entries"])
            foreach ((string id, StoredRecord record) in await hub.RecordsAsync(table)) text.AppendLine($"{id} {record.Stamp with { AtMilliseconds = 0 }} {Encoding.UTF8.GetString(record.Json.Span)}");
        OrganisationStanding standing = (await hub.Organisations.Standings.FindAsync("EE-KOOL", TestHub.Cancel))!;
        text.AppendLine(string.Join(' ', standing.Accreditations.Select(a => a.Id).Order()));
        foreach (string change in (await hub.ChangesAsync()).Select((FeedChange c) => $"{c.Table} {c.Id} {c.Version} {c.Hash} {c.Operation}").Order(StringComparer.Ordinal)) text.AppendLine(change);
        return text.ToString();
    }
}
