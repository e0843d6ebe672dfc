using System.Text;
using Hub.Pipeline.Tests.Support;
using Hub.Recognition.Cases;
using Hub.Recognition.Requests.Files;
using Hub.Submissions;

namespace Hub.Pipeline.Tests.Recognition;

/// <summary>A file of requests, sent twice; the process dies at every state of the store in turn. In the end each request is one case.</summary>
public sealed class FileRequestCrashTests
{
    [Fact]
    public async Task Requests_ProcessDiesAnywhere_EndAsWithoutFaults()
    {
        using var prepared = new TemporaryFolder();
        using (TestHub hub = await Requested.OpenAsync(prepared)) { }
        var deaths = new EveryDeath(WorkAsync, OutcomeAsync)
        {
            Limits = TestHub.SmallChunks,
            LeftBehind = folder => Assert.Empty(Achieved.FilesWith(folder.Path, Achieved.Mark)),
        };
        string outcome = await deaths.RunAsync(prepared);
        Assert.Contains("cases R-1 R-2 R-4 R-5", outcome, StringComparison.Ordinal);
    }

    static async Task WorkAsync(TestHub hub, Dictionary<string, string> known)
    {
        string rows = Requested.Row("R-1") + Requested.Row("R-2", "2", "A-2") + Requested.Row("R-3", "3") + Requested.Row("R-4", achievements: "") + Requested.Row("R-5", target: "PT-ESCOLA~U-1");
        foreach (string key in (string[])["first", "second"])
        {
            await hub.SendAsync(Requested.Header + rows, key: key, kind: FileRequestKind.KindName);
            await hub.PumpAsync();
        }
    }

    static async Task<string> OutcomeAsync(TestHub hub)
    {
        await hub.PumpAsync();
        var text = new StringBuilder();
        foreach (Submission submission in (await hub.Submissions.ListAsync(TestHub.School, 0, 100, TestHub.Cancel)).Items.Where(s => s.Kind == FileRequestKind.KindName))
            text.AppendLine($"{submission.Id} {submission.Status} {submission.Totals}\n{await hub.FindingsAsync(submission)}");
        foreach (string localId in (string[])["R-1", "R-2", "R-3", "R-4", "R-5"])
            text.AppendLine(await hub.CaseAsync(localId) is { } of ? $"{localId} {of.Stage} {of.Learner} {string.Join('|', of.Achievements)} contact {of.Contact is not null}" : $"{localId} none");
        IReadOnlyList<RecognitionCase> listed = await hub.CasesAsync();
        return text.AppendLine($"cases {string.Join(' ', listed.Select(c => c.LocalId).Order())}").ToString();
    }
}
