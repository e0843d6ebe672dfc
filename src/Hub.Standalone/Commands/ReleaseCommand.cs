using System.CommandLine;
using System.Diagnostics;
using Hub.Audit;
using Hub.Client;
using Hub.Ports;
using Hub.Releases;
using Hub.Standalone.Hosting;
using Hub.Standalone.Remote;

namespace Hub.Standalone.Commands;

/// <summary><c>hub release</c>: publishes the catalogue as it stands.</summary>
static class ReleaseCommand
{
    public static Command Create()
    {
        Option<string?> data = Common.Data(), hub = Common.HubUrl(), key = Common.Key();
        Option<bool> json = Common.Json();
        var command = new Command("release", "Publish the catalogue as it stands: full files, a delta to the release before, a signed manifest.") { data, hub, key, json };
        command.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), async terminal =>
        {
            var watch = Stopwatch.StartNew();
            if (parsed.GetValue(data) is { } folder)
            {
                await using LocalHub local = LocalHub.OpenExisting(folder);
                Result<ReleaseSummary> done = await local.Get<CutReleaseHandler>().HandleAsync(cancel);
                if (done.Problem is { } busy) return terminal.Fail(busy);
                ReleaseSummary release = done.Value;
                await local.Get<IQueue>().TellAuditAsync(ReleaseStore.Table, ReleaseStore.Partition, cancel);
                return Report(terminal, release.Id, release.Sequence, release.Counts, local.BlobPath(ReleasePaths.Of(release.Id, "").TrimEnd('/')), watch);
            }

            if (parsed.GetValue(hub) is not { } url) return terminal.Fail(Common.NoTarget());
            Result<RemoteHub> opened = RemoteHub.Open(terminal, url, parsed.GetValue(key));
            if (opened.Problem is { } problem) return terminal.Fail(problem);
            using RemoteHub remote = opened.Value;
            HubRelease cut = await remote.Client.Releases.CutAsync(cancel);
            return Report(terminal, cut.Id, cut.Sequence, cut.Counts, $"{url.TrimEnd('/')}/{ReleasePaths.Root}{cut.Id}/", watch);
        }));
        return command;
    }

    static int Report(Terminal terminal, string id, long sequence, IReadOnlyDictionary<string, long> counts, string path, Stopwatch watch)
    {
        long entries = counts.GetValueOrDefault("entries");
        terminal.Line($"Release {id}: {Terminal.Number(entries)} entries, up to change {Terminal.Number(sequence)} of the feed.");
        terminal.Line(path);
        terminal.Result(new { id, entries, sequence, path, seconds = Seconds.Of(watch) });
        return ExitCode.Ok;
    }
}
