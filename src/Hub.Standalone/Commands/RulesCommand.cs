using System.CommandLine;
using System.Globalization;
using Hub.Rules;
using Hub.Rules.Adoptions;
using Hub.Rules.Explanations;
using Hub.Standalone.Hosting;
using Hub.Storage.Embedded.Folders;

namespace Hub.Standalone.Commands;

/// <summary><c>hub rules</c>: national law as the hub knows it.</summary>
static class RulesCommand
{
    public static Command Create() => new("rules", "The rulesets: what applies, why, what a draft would change, and adopting one.")
    {
        List(), Explain(), RulesPreviewCommand.Create(), RulesAdoptCommand.Create(),
    };

    /// <summary>The rules the hub was built with, and what the hub of a data folder has adopted.</summary>
    public static async Task<IRulesets> RulesOfAsync(string? data, CancellationToken cancel)
    {
        Rulesets files = Rulesets.LoadDefault();
        if (data is null) return files;
        using DataFolder folder = DataFolder.OpenForReading(data, TimeProvider.System);
        return await new RulesInForce(files, new AdoptionStore(folder.Tables), TimeProvider.System).NowAsync(cancel);
    }

    static Command List()
    {
        var country = new Option<string?>("--country") { Description = "Only this country, such as PT; EU is the European baseline." };
        Option<string?> data = Common.Data();
        Option<bool> json = Common.Json();
        var command = new Command("list", "List the rulesets, with their version, and with --data what the hub there has adopted.") { country, data, json };
        command.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), async terminal =>
        {
            IRulesets rulesets = await RulesOfAsync(parsed.GetValue(data), cancel);
            string? only = parsed.GetValue(country);
            Ruleset[] all = [.. rulesets.All.Where(r => only is null || string.Equals(r.Country, only, StringComparison.OrdinalIgnoreCase)).OrderBy(r => r.Country, StringComparer.Ordinal).ThenBy(r => r.EffectiveFrom)];
            terminal.Table(["country", "from", "title", "version", "adopted by"], all.Select(r => (IReadOnlyList<string>)[r.Country, Day(r.EffectiveFrom), r.Title, r.Version[..16], r.Adoption is { } a ? $"{a.By}, {Day(a.On)}" : ""]));
            terminal.Result(new { rulesets = all.Select(r => new { r.Country, r.EffectiveFrom, r.Title, r.Version, r.Adoption }) });
            return ExitCode.Ok;
        }));
        return command;
    }

    static Command Explain()
    {
        var code = new Argument<string>("CODE") { Description = "Code of a finding, such as entry.micro-credential-size." };
        var country = new Option<string?>("--country") { Description = "Only rules of this country." };
        Option<string?> data = Common.Data();
        Option<bool> json = Common.Json();
        var command = new Command("explain", "Say what a finding means and which rules of which country it can rest on.") { code, country, data, json };
        command.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), async terminal =>
        {
            Result<Explanation> explained = ExplainCode.Of(parsed.GetValue(code)!, await RulesOfAsync(parsed.GetValue(data), cancel));
            if (explained.Problem is { } problem) return terminal.Fail(problem);
            string? only = parsed.GetValue(country);
            Explanation all = explained.Value with { Rules = [.. explained.Value.Rules.Where(r => only is null || string.Equals(r.Country, only, StringComparison.OrdinalIgnoreCase))] };
            Show(terminal, all);
            terminal.Result(all);
            return ExitCode.Ok;
        }));
        return command;
    }

    static void Show(Terminal terminal, Explanation all)
    {
        terminal.Heading(all.Code);
        terminal.Line($"{all.Message} (at worst: {Word(all.Severity)})");
        terminal.Line(all.Help);
        if (all.Rules.Count == 0)
        {
            terminal.Line("It rests on no rule of a country, but on what the hub needs to keep a record.");
            return;
        }
        terminal.Table(["country", "from", "rule", "says", "asks", "does", "confidence", "source"],
            all.Rules.Select(r => (IReadOnlyList<string>)[r.Country, Day(r.EffectiveFrom), r.Rule, r.Says, r.Asks is { } asks ? Word(asks) : "", r.Does is { } does ? Word(does) : "", Word(r.Confidence), r.Source]));
    }

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
