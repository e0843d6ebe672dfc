using Hub.Audit;
using Hub.Pipeline.Tests.Support;

namespace Hub.Pipeline.Tests.Audit;

/// <summary>Reads and checks logs as an auditor does.</summary>
static class Logs
{
    /// <summary>All entries of a body; the log is checked besides.</summary>
    public static async Task<IReadOnlyList<AuditEntry>> LogAsync(this TestHub hub, string body)
    {
        VerifyAuditResult result = await hub.VerifyLogAsync(body);
        Assert.True(result.Ok, $"{body}: {result.Problem}");
        return (await hub.Audit.ListAsync(body, new AuditFilter(), 0, 1000, TestHub.Cancel)).Items;
    }

    public static async Task<VerifyAuditResult> VerifyLogAsync(this TestHub hub, string body, params string[] known) =>
        await new VerifyAudit(await hub.Signer.KeysAsync(TestHub.Cancel)).HandleAsync(hub.Audit.ExportAsync(body, TestHub.Cancel), known, TestHub.Cancel);

    /// <summary>What was done, without when: acts of a run with faults and of one without are the same.</summary>
    public static async Task<string> ActsAsync(this TestHub hub)
    {
        await hub.Checkpoint.HandleAsync(TestHub.Cancel);       // takes what a crash left behind
        var acts = new List<string>();
        await foreach (string body in hub.Audit.BodiesAsync(TestHub.Cancel))
            acts.AddRange((await hub.LogAsync(body)).Select(e => $"{e.Body} {e.Actor} {e.Action} {e.Object} {e.Ground} {e.Content}"));
        return string.Join('\n', acts.Order(StringComparer.Ordinal));
    }
}
