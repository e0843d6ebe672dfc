using System.CommandLine;
using Hub.Agreements;
using Hub.Catalogue;
using Hub.Formats.Csv;
using Hub.Formats.Templates;
using Hub.Formats.Xlsx;
using Hub.Learners.Achievements;
using Hub.Organisations;
using Hub.Organisations.Accreditations;
using Hub.Rules;
using Hub.Standalone.Hosting;
using Hub.Submissions.Layout;

namespace Hub.Standalone.Commands;

/// <summary><c>hub template</c>: an empty table for a provider to fill.</summary>
static class TemplateCommand
{
    public static Command Create()
    {
        var kind = new Argument<string>("KIND") { Description = "catalogue, organisations, accreditations, achievements, agreements or recognitions." };
        var country = new Option<string?>("--country") { Description = "Country whose languages the text columns come in, and whose rules the notes are from, such as PT." };
        var format = new Option<string>("--format") { Description = "csv or xlsx; a workbook has lists to choose from and notes on what is required.", DefaultValueFactory = _ => "csv" };
        var command = new Command("template", "Write an empty template to standard output.") { kind, country, format };
        command.SetAction((parsed, cancel) => Common.RunAsync(false, async terminal =>
        {
            Result<IRecordKind> found = RecordKinds.Default.Find(parsed.GetValue(kind));
            if (found.Problem is { } unknown) return terminal.Fail(unknown);
            string? chosen = parsed.GetValue(format);
            if (chosen is not (CsvFormat.FormatName or XlsxFormat.FormatName)) return terminal.Fail(new Problem(ProblemKind.Invalid, "template.unknown-format", "Templates are written as csv or xlsx.", chosen));
            await using Stream output = Console.OpenStandardOutput();
            await WriteAsync(output, found.Value, parsed.GetValue(country)?.ToUpperInvariant(), chosen, cancel);
            return ExitCode.Ok;
        }));
        return command;
    }

    static async Task WriteAsync(Stream output, IRecordKind kind, string? country, string format, CancellationToken cancel)
    {
        var vocabularies = Vocabularies.LoadDefault();
        IReadOnlyList<string> languages = LanguagesOf(vocabularies, country);
        if (format == CsvFormat.FormatName) await CsvTemplate.WriteAsync(output, kind, languages, null, cancel);
        else await XlsxTemplate.WriteAsync(output, kind, languages, vocabularies, Rulesets.LoadDefault().For(country, DateOnly.FromDateTime(DateTime.UtcNow)), cancel);
    }

    /// <summary>The country's official languages of the Union, then English, which every country's data is read in.</summary>
    static IReadOnlyList<string> LanguagesOf(Vocabularies vocabularies, string? country) => [.. vocabularies.OfficialLanguages(country).Append("en").Distinct()];
}
