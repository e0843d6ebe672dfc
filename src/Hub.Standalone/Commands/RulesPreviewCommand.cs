using System.CommandLine;
using Hub.Catalogue;
using Hub.Organisations;
using Hub.Records;
using Hub.Rules;
using Hub.Rules.Adoptions;
using Hub.Rules.Previews;
using Hub.Standalone.Hosting;
using Hub.Storage.Embedded.Folders;
using Hub.Submissions.Layout;

namespace Hub.Standalone.Commands;

/// <summary><c>hub rules preview</c>: what a draft would do to the records of a data folder.</summary>
static class RulesPreviewCommand
{
    public static Command Create()
    {
        var ruleset = new Argument<string>("RULESET") { Description = "A draft of a ruleset, or a folder with some." };
        var asOf = new Option<string?>("--as-of") { Description = "Day the records are judged as if they were received, yyyy-mm-dd; by default today. A draft that begins later is taken as if it began then." };
        var data = new Option<string>("--data") { Description = "Data folder of a hub on this machine; it may be serving.", Required = true };
        Option<bool> json = Common.Json();
        var command = new Command("preview", "Say per provider how many entries of the catalogue a draft would newly reject, hold or admit. Achievements keep the law of the day they were awarded, so a draft changes none. Nothing is stored.") { ruleset, asOf, data, json };
        command.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), async terminal =>
        {
            DateOnly? day = null;
            if (parsed.GetValue(asOf) is { } text)
            {
                if (!RulesAdoptCommand.TryDay(text, out DateOnly given)) return terminal.Fail(Common.NoDay(text));
                day = given;
            }

            Result<IReadOnlyList<Ruleset>> drafts = Read(parsed.GetValue(ruleset)!);
            if (drafts.Problem is { } unreadable) return terminal.Fail(unreadable);
            using DataFolder folder = DataFolder.OpenForReading(parsed.GetValue(data)!, TimeProvider.System);
            Result<RulesPreview> preview = await PreviewAsync(folder, drafts.Value, day, cancel);
            if (preview.Problem is { } problem) return terminal.Fail(problem);
            Show(terminal, preview.Value);
            terminal.Result(preview.Value);
            return ExitCode.Ok;
        }));
        return command;
    }

    static Result<IReadOnlyList<Ruleset>> Read(string path)
    {
        string[] files = Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path, "????-??-??.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
            : File.Exists(path) ? [path] : [];
        if (files.Length == 0) return PreviewProblems.NoDraft(path);
        try
        {
            return Result.Of<IReadOnlyList<Ruleset>>([.. files.Select(file => RulesetReader.ReadDraft(file, File.ReadAllBytes(file)))]);
        }
        catch (RulesetException fault)
        {
            return PreviewProblems.DraftInvalid(fault);
        }
    }

    static async Task<Result<RulesPreview>> PreviewAsync(DataFolder folder, IReadOnlyList<Ruleset> drafts, DateOnly? day, CancellationToken cancel)
    {
        var rules = new RulesInForce(Rulesets.LoadDefault(), new AdoptionStore(folder.Tables), TimeProvider.System);
        var handler = new PreviewRulesHandler(folder.Tables, new OrganisationRegister(new RecordTable(folder.Tables)), rules, new RecordKinds([new CatalogueKind()]), Vocabularies.LoadDefault(), TimeProvider.System);
        Caller caller = LocalHub.Operator(OrganisationId.Parse("local"));
        RulesPreview? all = null;
        do
        {
            Result<RulesPreview> part = await handler.HandleAsync(caller, new PreviewRulesCommand(drafts, day, all?.Next, PreviewRulesHandler.MostRecords), cancel);
            if (part.Problem is not null) return part;
            all = all is null ? part.Value : all.With(part.Value);
        }
        while (all.Next is not null);
        return all;
    }

    static void Show(Terminal terminal, RulesPreview preview)
    {
        terminal.Heading($"{Terminal.Number(preview.Looked)} records, judged as of {preview.AsOf:yyyy-MM-dd}");
        terminal.Table(["provider", "records", "newly rejected", "newly held", "newly admitted", "because of"],
            preview.Providers.Select(p => (IReadOnlyList<string>)[p.Organisation, Terminal.Number(p.Records), Terminal.Number(p.NewlyRejected), Terminal.Number(p.NewlyHeld), Terminal.Number(p.NewlyAdmitted), string.Join(", ", p.Codes.Select(c => $"{c.Key} ({c.Value})"))]),
            1, 2, 3, 4);
    }
}
