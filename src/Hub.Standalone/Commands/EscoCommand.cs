using System.CommandLine;
using Hub.Esco;
using Hub.Formats.Esco;
using Hub.Standalone.Hosting;

namespace Hub.Standalone.Commands;

/// <summary><c>hub esco</c>: the European classification of skills as reference data of a hub.</summary>
static class EscoCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "Folder with ESCO's CSV files, such as skills_en.csv and skills_pt.csv." };
        var data = new Option<string>("--data") { Description = "Data folder of a hub on this machine; it may not be served meanwhile.", Required = true };
        Option<bool> json = Common.Json();
        var load = new Command("load", "Load ESCO's skills in all languages found; they replace those loaded before.") { folder, data, json };
        load.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), async terminal =>
        {
            Result<EscoRead> read = EscoFolder.Read(parsed.GetValue(folder)!);
            if (read.Problem is { } problem) return terminal.Fail(problem);
            await using LocalHub hub = LocalHub.Open(parsed.GetValue(data)!);
            EscoSummary loaded = await hub.Get<EscoReference>().LoadAsync(EscoSet.Of(read.Value.Skills), cancel);
            terminal.Line($"{Terminal.Number(loaded.Skills)} skills ({Terminal.Number(loaded.Obsolete)} obsolete) in {string.Join(", ", loaded.Languages)}, from {Terminal.Number(read.Value.Files.Count)} files");
            if (read.Value.OtherRows > 0) terminal.Line($"{Terminal.Number(read.Value.OtherRows)} rows are about something else than skills and were passed over.");
            if (read.Value.PassedOver.Count > 0) terminal.Line($"Files without skills: {string.Join(", ", read.Value.PassedOver)}");
            terminal.Line($"ESCO set {loaded.Version[..16]}");
            terminal.Result(new { loaded.Version, loaded.Skills, loaded.Obsolete, loaded.Languages });
            return ExitCode.Ok;
        }));
        return new Command("esco", "ESCO skills of a hub on this machine.") { load };
    }
}
