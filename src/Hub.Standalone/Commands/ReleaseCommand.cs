using System.CommandLine;
using System.Diagnostics;
using Hub.Releases;
using Hub.Standalone.Hosting;

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
                await using LocalHub local = LocalHub.Open(folder);
                ReleaseSummary release = await local.Get<CutReleaseHandler>().HandleAsync(cancel);
                return Report(terminal, release, local.BlobPath(ReleasePaths.Of(release.Id, "").TrimEnd('/')), watch);
            }

            if (parsed.GetValue(hub) is not { } url) return terminal.Fail(Common.NoTarget());
            Result<Remote.HubClient> client = Common.Client(url, parsed.GetValue(key));
            if (client.Problem is { } problem) return terminal.Fail(problem);
            Result<ReleaseSummary> cut = await client.Value.CutReleaseAsync(cancel);
            return cut.Problem is { } refused ? terminal.Fail(refused) : Report(terminal, cut.Value, $"{url.TrimEnd('/')}/{ReleasePaths.Root}{cut.Value.Id}/", watch);
        }));
        return command;
    }

    static int Report(Terminal terminal, ReleaseSummary release, string path, Stopwatch watch)
    {
        long entries = release.Counts.GetValueOrDefault("entries");
        terminal.Line($"Release {release.Id}: {Terminal.Number(entries)} entries, up to change {Terminal.Number(release.Sequence)} of the feed.");
        terminal.Line(path);
        terminal.Result(new { release.Id, entries, release.Sequence, path, seconds = Seconds.Of(watch) });
        return ExitCode.Ok;
    }
}
