using System.CommandLine;
using Hub.Design;
using Hub.Rules;
using Hub.Standalone.Hosting;

namespace Hub.Standalone.Commands;

/// <summary><c>hub design workload</c>: adds up the workload of a programme and holds it against the credit system of a country.</summary>
static class WorkloadCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("FILE") { Description = "Table of parts (CSV, XLSX, JSON) with the columns id, contactHours, selfStudyHours, workBasedHours, assessmentHours, weeks, credits, as far as known.", Arity = ArgumentArity.ZeroOrOne };
        var contact = new Option<decimal?>("--contact") { Description = "Contact hours, for a programme without a table of parts." };
        var selfStudy = new Option<decimal?>("--self-study") { Description = "Hours of self-study, likewise." };
        var workBased = new Option<decimal?>("--work-based") { Description = "Hours of work-based learning, likewise." };
        var assessment = new Option<decimal?>("--assessment") { Description = "Hours of assessment, likewise." };
        var credits = new Option<decimal?>("--credits") { Description = "Credits of the whole; by default those of the parts together." };
        var weeks = new Option<decimal?>("--weeks") { Description = "Weeks of learning, pauses left out." };
        var months = new Option<decimal?>("--months") { Description = "Months from first to last day." };
        var system = new Option<string?>("--system") { Description = "ECTS, ECVET or a national system; by default ECTS." };
        var hoursKind = new Option<string?>("--hours-kind") { Description = "notional, training or academic; without it the law only warns." };
        var component = new Option<string?>("--component") { Description = "Component of the credit system, where it has any." };
        var perWeek = new Option<decimal>("--max-hours-per-week") { Description = "Warn above so many hours a week.", DefaultValueFactory = _ => CheckWorkloadCommand.UsualMostHoursPerWeek };
        Option<string?> country = DesignCommand.Country();
        Option<DateOnly?> asOf = DesignCommand.AsOf();
        Option<bool> json = Common.Json();
        var command = new Command("workload", "Check hours, weeks and credits of a programme. Exit code 0: nothing to reject, 1: a finding rejects, 2: cannot run.")
            { file, contact, selfStudy, workBased, assessment, credits, weeks, months, system, country, asOf, hoursKind, component, perWeek, json };
        command.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), async terminal =>
        {
            var single = new WorkloadPart("whole", parsed.GetValue(contact), parsed.GetValue(selfStudy), parsed.GetValue(workBased), parsed.GetValue(assessment), parsed.GetValue(weeks), parsed.GetValue(credits));
            Result<IReadOnlyList<WorkloadPart>> parts = await ReadAsync(terminal, parsed.GetValue(file), single, cancel);
            if (parts.Problem is { } unread) return terminal.Fail(unread);
            return Run(terminal, new CheckWorkloadCommand(
                parts.Value, parsed.GetValue(asOf) ?? DesignCommand.Today, parsed.GetValue(credits), parsed.GetValue(weeks), parsed.GetValue(months), parsed.GetValue(system),
                parsed.GetValue(country)?.ToUpperInvariant(), parsed.GetValue(hoursKind), parsed.GetValue(component), parsed.GetValue(perWeek)));
        }));
        return command;
    }

    static async Task<Result<IReadOnlyList<WorkloadPart>>> ReadAsync(Terminal terminal, string? file, WorkloadPart single, CancellationToken cancel)
    {
        bool hasHours = single is not { ContactHours: null, SelfStudyHours: null, WorkBasedHours: null, AssessmentHours: null };
        if (hasHours == file is not null) return DesignCommand.NotOneSource("A FILE, or --contact, --self-study, --work-based and --assessment.");
        if (file is null) return Result.Of<IReadOnlyList<WorkloadPart>>([single with { Weeks = null, Credits = null }]);
        Result<DesignTable> table = await DesignFile.ReadAsync(terminal, file, cancel);
        return table.Problem is { } unread ? unread : table.Value.ToParts();
    }

    static int Run(Terminal terminal, CheckWorkloadCommand command)
    {
        Result<CheckWorkloadResult> judged = new CheckWorkloadHandler(Rulesets.LoadDefault(), Vocabularies.LoadDefault()).Handle(command);
        if (judged.Problem is { } problem) return terminal.Fail(problem);
        CheckWorkloadResult result = judged.Value;
        terminal.Heading($"{(result.HoursKind is null ? "hours" : result.HoursKind + " hours")} and {result.CreditSystem} ({result.Country} {result.Ruleset[..16]})");
        IEnumerable<WorkloadLine> lines = result.Parts.Count > 1 ? result.Parts.Append(result.Total) : [result.Total];
        terminal.Table(["part", "contact", "self-study", "work-based", "assessment", "hours", "weeks", "hours/week", "credits", "plausible"], lines.Select(CellsOf), 1, 2, 3, 4, 5, 6, 7, 8, 9);
        if (result.FullTimeCredits is { } most) terminal.Line($"Full-time learning of {DesignCommand.Number(result.Months)} months carries {DesignCommand.Number(most)} {result.CreditSystem} credits.");
        int code = DesignCommand.Print(terminal, result.Findings);
        terminal.Result(result);
        return code;
    }

    static IReadOnlyList<string> CellsOf(WorkloadLine line) =>
    [
        line.Id ?? "total", DesignCommand.Number(line.ContactHours), DesignCommand.Number(line.SelfStudyHours), DesignCommand.Number(line.WorkBasedHours), DesignCommand.Number(line.AssessmentHours),
        DesignCommand.Number(line.Hours), DesignCommand.Number(line.Weeks), DesignCommand.Number(line.HoursPerWeek), DesignCommand.Number(line.Credits), RangeOf(line.Range),
    ];

    static string RangeOf(CreditRange? range) => range switch
    {
        null => "",
        { IsEmpty: true } => "none",
        { } r when r.Fewest == r.Most => DesignCommand.Number(r.Fewest),
        { } r => $"{DesignCommand.Number(r.Fewest)} to {DesignCommand.Number(r.Most)}",
    };
}
