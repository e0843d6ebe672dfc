using System.CommandLine;
using System.Globalization;
using Hub.Rules;
using Hub.Rules.Adoptions;
using Hub.Standalone.Hosting;

namespace Hub.Standalone.Commands;

/// <summary><c>hub rules adopt</c>: records that a competent body has adopted a ruleset.</summary>
static class RulesAdoptCommand
{
    public static Command Create()
    {
        var ruleset = new Argument<string>("RULESET") { Description = "Country and first day of the document, such as PT/2017-02-01." };
        var by = new Option<string>("--by") { Description = "Body that adopted it.", Required = true };
        var on = new Option<string>("--on") { Description = "Day of the act, yyyy-mm-dd.", Required = true };
        var act = new Option<string>("--act") { Description = "The act.", Required = true };
        var data = new Option<string>("--data") { Description = "Data folder of a hub on this machine.", Required = true };
        Option<bool> json = Common.Json();
        var command = new Command("adopt", "Record that a competent body has adopted a ruleset: from then on its unverified values decide; cases of recognition that run keep the law they were entered under. It can not be taken back.") { ruleset, by, on, act, data, json };
        command.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), async terminal =>
        {
            string[] name = parsed.GetValue(ruleset)!.Split('/');
            if (name.Length != 2 || !TryDay(name[1], out DateOnly from)) return terminal.Fail(new Problem(ProblemKind.Invalid, "command.ruleset-invalid", "That names no ruleset.", $"'{parsed.GetValue(ruleset)}': COUNTRY/yyyy-mm-dd, as hub rules list shows them."));
            if (!TryDay(parsed.GetValue(on), out DateOnly day)) return terminal.Fail(Common.NoDay(parsed.GetValue(on)));
            await using LocalHub hub = LocalHub.OpenExisting(parsed.GetValue(data)!);
            Caller caller = LocalHub.Operator(OrganisationId.Parse("local"));
            Result<Ruleset> adopted = await hub.Get<AdoptRulesetHandler>().HandleAsync(caller, new AdoptRulesetCommand(name[0], from, parsed.GetValue(by), day, parsed.GetValue(act)), cancel);
            if (adopted.Problem is { } problem) return terminal.Fail(problem);
            Ruleset done = adopted.Value;
            terminal.Line($"{done.Country}/{name[1]} is adopted by {done.Adoption!.By} on {parsed.GetValue(on)}: {done.Adoption.Act}");
            terminal.Line($"version {done.Version}");
            terminal.Result(new { done.Country, done.EffectiveFrom, done.Version, done.Adoption });
            return ExitCode.Ok;
        }));
        return command;
    }

    public static bool TryDay(string? text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
