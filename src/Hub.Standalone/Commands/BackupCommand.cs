using System.CommandLine;
using System.Diagnostics;
using Hub.Feed;
using Hub.Standalone.Hosting;
using Hub.Storage.Embedded.Backups;
using Hub.Storage.Embedded.Folders;

namespace Hub.Standalone.Commands;

/// <summary><c>hub backup</c> and <c>hub restore</c>: the whole data folder, also while a hub serves it.</summary>
static class BackupCommand
{
    public static Command Create()
    {
        Option<string> data = new("--data") { Description = "Data folder to copy. A hub may serve it meanwhile.", Required = true };
        Option<string> to = new("--to") { Description = "Folder for the backup: not there yet, or empty. It holds the keys too; guard it like the data folder.", Required = true };
        Option<bool> json = Common.Json();
        var command = new Command("backup", "Copy a data folder as it is at one moment, with a list of hashes.") { data, to, json };
        command.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), terminal =>
            RunAsync(terminal, "Backed up", parsed.GetValue(to)!, new FolderBackup(TimeProvider.System).MakeAsync(parsed.GetValue(data)!, parsed.GetValue(to)!, cancel), cancel)));
        return command;
    }

    public static Command CreateRestore()
    {
        var backup = new Argument<string>("BACKUP") { Description = "Folder that hub backup made." };
        Option<string> data = new("--data") { Description = "New data folder: not there yet, or empty.", Required = true };
        Option<bool> json = Common.Json();
        var command = new Command("restore", "Make a data folder out of a backup, after every byte of it has been checked.") { backup, data, json };
        command.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), terminal =>
            RunAsync(terminal, "Restored", parsed.GetValue(data)!, FolderRestore.MakeAsync(parsed.GetValue(backup)!, parsed.GetValue(data)!, cancel), cancel)));
        return command;
    }

    static async Task<int> RunAsync(Terminal terminal, string done, string folder, Task<Result<BackupManifest>> working, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        Result<BackupManifest> made = await working;
        if (made.Problem is { } problem) return terminal.Fail(problem);
        long sequence = await SequenceAsync(folder, cancel), bytes = made.Value.Files.Sum(f => f.SizeBytes);
        terminal.Line($"{done}: {Terminal.Number(made.Value.Files.Count)} files, {Terminal.Number(bytes)} bytes, up to change {Terminal.Number(sequence)} of the feed, as of {made.Value.TakenAt:yyyy-MM-dd HH:mm:ss} UTC.");
        terminal.Line(Path.GetFullPath(folder));
        terminal.Result(new { folder = Path.GetFullPath(folder), files = made.Value.Files.Count, bytes, sequence, takenAt = made.Value.TakenAt, seconds = Seconds.Of(watch) });
        return ExitCode.Ok;
    }

    static async Task<long> SequenceAsync(string folder, CancellationToken cancel)
    {
        using DataFolder copy = DataFolder.OpenForReading(folder, TimeProvider.System);
        return await new FeedReader(copy.Tables).LastAsync(cancel);
    }
}
