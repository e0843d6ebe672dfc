using System.CommandLine;
using Hub.Standalone.Hosting;

namespace Hub.Standalone.Commands;

/// <summary><c>hub serve</c>: HTTP and background work on a data folder.</summary>
static class ServeCommand
{
    public const string DefaultUrl = "http://127.0.0.1:8080";

    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Data folder; made when it is not there.", DefaultValueFactory = _ => "hub-data" };
        var urls = new Option<string>("--urls") { Description = "Address to listen on.", DefaultValueFactory = _ => DefaultUrl };
        var command = new Command("serve", "Serve a hub on this machine.") { data, urls };
        command.SetAction((parsed, cancel) => Common.RunAsync(false, async terminal =>
        {
            terminal.Line($"Data folder: {Path.GetFullPath(parsed.GetValue(data)!)}");
            await WebHub.RunAsync(parsed.GetValue(data)!, parsed.GetValue(urls)!, address => terminal.Line($"The hub serves at {address} (Ctrl+C stops it)."), cancel);
            return ExitCode.Ok;
        }));
        return command;
    }
}
