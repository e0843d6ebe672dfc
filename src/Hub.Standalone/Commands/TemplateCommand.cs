using System.CommandLine;
using Hub.Catalogue;
using Hub.Formats;
using Hub.Organisations;
using Hub.Rules;
using Hub.Standalone.Hosting;
using Hub.Submissions;

namespace Hub.Standalone.Commands;

/// <summary><c>hub template</c>: an empty table for a provider to fill.</summary>
static class TemplateCommand
{
    public static Command Create()
    {
        var kind = new Argument<string>("KIND") { Description = "catalogue or organisations." };
        var country = new Option<string?>("--country") { Description = "Country whose languages the text columns come in, such as PT." };
        var format = new Option<string>("--format") { Description = "csv.", DefaultValueFactory = _ => "csv" };
        var command = new Command("template", "Write an empty template to standard output.") { kind, country, format };
        command.SetAction((parsed, cancel) => Common.RunAsync(false, async terminal =>
        {
            Result<IRecordKind> found = new RecordKinds([new CatalogueKind(), new OrganisationKind()]).Find(parsed.GetValue(kind));
            if (found.Problem is { } unknown) return terminal.Fail(unknown);
            if (parsed.GetValue(format) != "csv") return terminal.Fail(new Problem(ProblemKind.Invalid, "template.unknown-format", "Templates are written as csv.", parsed.GetValue(format)));
            await using Stream output = Console.OpenStandardOutput();
            await TemplateWriter.WriteCsvAsync(output, found.Value, LanguagesOf(parsed.GetValue(country)), null, cancel);
            return ExitCode.Ok;
        }));
        return command;
    }

    /// <summary>The country's official languages of the Union, then English, which every country's data is read in.</summary>
    static IReadOnlyList<string> LanguagesOf(string? country) => [.. Vocabularies.LoadDefault().OfficialLanguages(country).Append("en").Distinct()];
}
