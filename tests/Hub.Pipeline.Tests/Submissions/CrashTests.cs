using System.Text;
using System.Text.Json;
using Hub.Catalogue.Links;
using Hub.Feed;
using Hub.Pipeline.Tests.Audit;
using Hub.Pipeline.Tests.Support;
using Hub.Ports;
using Hub.Records;
using Hub.Submissions;
using Hub.Submissions.Holds;
using Hub.Submissions.Receipts;
using Hub.Work;

namespace Hub.Pipeline.Tests.Submissions;

/// <summary>
/// The process dies at every state of the store in turn; another one goes on in the same folder, and the sender, who got no answer,
/// sends once more with the same Idempotency-Key. What comes out is what comes out without faults.
/// </summary>
public sealed class CrashTests
{
    /// <summary>A JSON document, which is judged from a working copy.</summary>
    static string Second { get; } = Files.AsJson(Files.Of(Files.Row("A", "Welding, anew".Replace(",", "", StringComparison.Ordinal)), Files.Row("Z", partOf: "A"), Files.Row("D", hours: "x"), Files.Row("F", status: "draft")));

    [Fact]
    public async Task Submissions_ProcessDiesAnywhere_EndAsWithoutFaults()
    {
        using var prepared = new TemporaryFolder();
        (await TestHub.OpenWithSchoolAsync(prepared)).Dispose();
        string outcome = await new EveryDeath((hub, _) => WorkAsync(hub), OutcomeAsync) { Limits = TestHub.SmallChunks }.RunAsync(prepared);
        Assert.Contains("accepted", outcome, StringComparison.Ordinal);
    }

    /// <summary>A correction, decisions about held rows, an all-or-nothing and a replacing file: each step may die anywhere.</summary>
    [Fact]
    public async Task Rounds_ProcessDiesAnywhere_EndAsWithoutFaults()
    {
        using var prepared = new TemporaryFolder();
        using (TestHub hub = await TestHub.OpenWithSchoolAsync(prepared, TestHub.SmallChunks))
        {
            await hub.RegisterAsync(Rounds.College.Value, "AL");
            await hub.SubmitAsync(Rounds.CreditHeader + string.Concat(Enumerable.Range(0, 12).Select(i => Rounds.Good($"U-{i}"))), caller: College);
        }

        string outcome = await new EveryDeath((hub, _) => WorkOnRoundsAsync(hub), OutcomeAsync) { Limits = TestHub.SmallChunks }.RunAsync(prepared);
        Assert.Contains("\"withdrawn\":16}", outcome, StringComparison.Ordinal);
    }

    static Caller College { get; } = TestHub.CallerOf(Rounds.College);

    /// <summary>As a sender and a registrar do it who repeat what they got no answer to.</summary>
    static async Task WorkOnRoundsAsync(TestHub hub)
    {
        Submission first = await hub.SendAsync(Rounds.CreditHeader + Rounds.Held("H") + Rounds.Good("I", "H") + Rounds.Bad("B") + Rounds.Held("K") + Rounds.Good("C", "B") + Rounds.Good("D"), "all-or-nothing", "first", caller: College);
        await PumpOrderedAsync(hub);
        Submission now = await hub.ReadAsync(first.Id);
        if (now.Round == 0 || now.Correction is not null || now.Totals!.Rejected > 0)
            Assert.Null((await hub.TryCorrectAsync(now, (await hub.ErrorsOfAsync(now, 0)).Replace("B,nonsense", "B,unit", StringComparison.Ordinal), "correction")).Problem);
        await PumpOrderedAsync(hub);
        Assert.Null((await hub.DecideAsync(new HoldId(first.Id, 2, 0), true)).Problem);
        await PumpOrderedAsync(hub);                    // a decision of its own is a round of its own, however often it is made
        Assert.Null((await hub.DecideAsync(new HoldId(first.Id, 5, 0), false)).Problem);
        await PumpOrderedAsync(hub);
        await hub.TryCorrectAsync(await hub.ReadAsync(first.Id), Rounds.CreditHeader.TrimEnd() + ",hub_row\n" + Rounds.Good("K").TrimEnd() + ",5\n", "second correction");
        await PumpOrderedAsync(hub);
        Submission replace = await hub.SendAsync(Rounds.CreditHeader + Rounds.Good("U-0") + Rounds.Good("D"), "replace", "replace", caller: College);
        await PumpOrderedAsync(hub);
        Assert.Null((await hub.Confirm.HandleAsync(College, replace.Id, TestHub.Cancel)).Problem);
        await PumpOrderedAsync(hub);
    }

    static Task PumpOrderedAsync(TestHub hub) => new Pump(hub) { Later = (queue, _) => queue == Queues.Apply }.RunAsync();

    static async Task WorkAsync(TestHub hub)
    {
        await hub.SendAsync(SubmissionTests.Mixed, key: "first");
        await hub.SendAsync(Second, key: "second");
        // What an applied chunk announces is sequenced before the next submission could announce it again.
        await new Pump(hub) { Later = (queue, _) => queue == Queues.Apply }.RunAsync();
    }

    /// <summary>Everything that a sender or the public can see, as text.</summary>
    internal static async Task<string> OutcomeAsync(TestHub hub)
    {
        var text = new StringBuilder();
        foreach (Submission submission in (await hub.Submissions.ListAsync(TestHub.School, 0, 100, TestHub.Cancel)).Items.Concat((await hub.Submissions.ListAsync(Rounds.College, 0, 100, TestHub.Cancel)).Items))
        {
            text.AppendLine($"{submission.Id} {submission.Status} {submission.Applied} {JsonSerializer.Serialize(submission.Totals, HubJson.Options)}");
            text.AppendLine(await hub.FindingsAsync(submission));
            text.AppendLine(Encoding.UTF8.GetString(await hub.BlobAsync(SubmissionKeys.ErrorsBlob(submission.Id, submission.Done ?? 0)) ?? []));
            Result<(byte[] Payload, string KeyId)> receipt = Jws.Verify(Encoding.ASCII.GetString((await hub.BlobAsync(SubmissionKeys.ReceiptBlob(submission.Id, submission.Done ?? 0)))!), [.. await hub.Signer.KeysAsync(TestHub.Cancel)]);
            Receipt signed = JsonSerializer.Deserialize<Receipt>(receipt.Value.Payload, HubJson.Options)!;
            Assert.Equal((submission.Totals, submission.BodySha256), (signed.Totals, signed.FileSha256));
            text.AppendLine(signed.VerdictSha256);
        }

        foreach ((string id, StoredRecord record) in await hub.RecordsAsync())
        {
            text.AppendLine($"{id} {record.Stamp with { AtMilliseconds = 0 }} {Encoding.UTF8.GetString(record.Json.Span)}");
            for (int version = 1; version < record.Stamp.Version; version++)
                text.AppendLine($"  {(await hub.Records.FindVersionAsync(Entries.Table, id, version, TestHub.Cancel))!.Stamp with { AtMilliseconds = 0 }}");
            foreach (LinkRelation relation in Enum.GetValues<LinkRelation>())
                foreach ((string source, _) in await hub.Links.SourcesAsync(relation, id, null, 1000, TestHub.Cancel)) text.AppendLine($"  {relation} of {source}");
        }

        IReadOnlyList<FeedChange> changes = await hub.ChangesAsync();
        Entries.AssertWhole(changes);
        foreach (string change in changes.Select(c => $"{c.Table} {c.Id} {c.Version} {c.Hash} {c.Operation}").Order(StringComparer.Ordinal)) text.AppendLine(change);
        text.AppendLine(await hub.ActsAsync());
        TableRow[] open = [.. (await hub.RowsAsync(SubmissionKeys.Table, TestHub.School.Value)).Where(r => r.Row.StartsWith("o~", StringComparison.Ordinal))];
        Assert.Empty(open);
        return text.ToString();
    }
}
