using System.Text;
using System.Text.Json.Nodes;
using Hub.Agreements;
using Hub.Learners;
using Hub.Pipeline.Tests.Support;
using Hub.Records;
using Hub.Submissions;
using Hub.Work;

namespace Hub.Pipeline.Tests.Agreements;

/// <summary>
/// A file of agreements, a proposal of the host that answers it, signatures of both, and an erasure; the process dies at every state of the
/// store in turn. In the end everything is as without deaths, each once.
/// </summary>
public sealed class AgreementCrashTests
{
    [Fact]
    public async Task Agreements_ProcessDiesAnywhere_EndAsWithoutFaults()
    {
        using var prepared = new TemporaryFolder();
        using (TestHub hub = await Agreed.OpenAsync(prepared)) { }
        var deaths = new EveryDeath(WorkAsync, OutcomeAsync)
        {
            Limits = TestHub.SmallChunks,
            LeftBehind = folder => Assert.Empty(Achieved.FilesWith(folder.Path, Achieved.Mark)),
        };
        string outcome = await deaths.RunAsync(prepared);
        Assert.Contains("LA-1 version 2 signed home host", outcome, StringComparison.Ordinal);
        Assert.Contains("LA-2 gone", outcome, StringComparison.Ordinal);
    }

    /// <summary>A client that repeats what got no answer; which learner it speaks of it knows from before.</summary>
    static async Task WorkAsync(TestHub hub, Dictionary<string, string> known)
    {
        string rows = Agreed.Memorandum("MOU") + Agreed.Learning("LA-1", "1") + Agreed.Learning("LA-2", "2") + Agreed.Learning("LA-3", "3", "2024-01-01") + Agreed.Learning("LA-4", "1");
        await hub.SendAsync(Agreed.Header + rows, key: "first", kind: AgreementKind.KindName);
        await new Pump(hub) { Later = (queue, _) => queue == Queues.Apply }.RunAsync();
        var agreed = new Agreed(hub);
        Assert.Null((await agreed.PutAsync(Agreed.HostCaller, "LA-1", Agreed.Json("1", "2025-07-31", 1, "host=2025-03-01"))).Problem);
        Assert.Null((await agreed.Sign.HandleAsync(TestHub.CallerOf(TestHub.School), new SignAgreementCommand(Agreed.Id("LA-1"), 2, null), TestHub.Cancel)).Problem);
        if (!known.TryGetValue("LA-2", out string? reference)) known["LA-2"] = reference = (await hub.Agreements.LearnerOfAsync(Agreed.Id("LA-2"), TestHub.Cancel))!.Value.Value;
        Assert.Null((await hub.Erase.HandleAsync(TestHub.Registrar, new LearnerReference(reference), TestHub.Cancel)).Problem);
        await hub.PumpAsync();
    }

    static async Task<string> OutcomeAsync(TestHub hub)
    {
        var text = new StringBuilder();
        foreach (Submission submission in (await hub.Submissions.ListAsync(TestHub.School, 0, 100, TestHub.Cancel)).Items)
            text.AppendLine($"{submission.Id} {submission.Status} {submission.Totals}\n{await hub.FindingsAsync(submission)}");
        var agreed = new Agreed(hub);
        foreach (string localId in (string[])["MOU", "LA-1", "LA-2", "LA-3", "LA-4"])
        {
            if (await hub.Agreements.FindAsync(Agreed.Id(localId), TestHub.Cancel) is not { } record)
            {
                text.AppendLine($"{localId} gone");
                continue;
            }

            LearnerReference? learner = await hub.Agreements.LearnerOfAsync(Agreed.Id(localId), TestHub.Cancel);
            IReadOnlyList<AgreementSignature> signatures = await agreed.Signatures.OfAsync(Agreed.Id(localId), learner, TestHub.Cancel);
            JsonObject json = JsonNode.Parse(record.Json.Span)!.AsObject();
            json.Remove("learner");
            text.AppendLine($"{localId} version {record.Stamp.Version} signed {string.Join(' ', signatures.Where(s => s.Version == record.Stamp.Version).Select(s => s.Signer).Order())} {json.ToJsonString()}");
        }

        foreach (OrganisationId party in (OrganisationId[])[TestHub.School, Agreed.Host])
            text.AppendLine($"{party}: {string.Join(' ', (await hub.Agreements.OfPartyAsync(party, null, 100, TestHub.Cancel)).Select(a => a.Id))}");
        return text.AppendLine($"records {(await hub.RecordsAsync(Agreed.Shelf)).Count} {(await hub.RecordsAsync(AgreementKind.TableName)).Count}").ToString();
    }
}
