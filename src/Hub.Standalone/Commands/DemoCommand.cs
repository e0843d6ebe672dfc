using System.CommandLine;
using Hub.Standalone.Hosting;

namespace Hub.Standalone.Commands;

/// <summary><c>hub demo</c>: the whole way of some sample files, from submission to verified release.</summary>
static class DemoCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Data folder for the demo.", DefaultValueFactory = _ => "hub-demo" };
        var serve = new Option<bool>("--serve") { Description = "Serve the demo's hub afterwards." };
        Option<bool> json = Common.Json();
        var command = new Command("demo", "Import sample submissions, show what is found, publish two releases and verify them.") { data, serve, json };
        command.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), async terminal =>
        {
            string folder = Path.GetFullPath(parsed.GetValue(data)!);
            int code = await new Demo(terminal, folder).RunAsync(cancel);
            if (code == ExitCode.Ok && parsed.GetValue(serve))
                await WebHub.RunAsync(folder, ServeCommand.DefaultUrl, address => terminal.Line($"The hub serves at {address} (Ctrl+C stops it)."), cancel);
            return code;
        }));
        return command;
    }
}
