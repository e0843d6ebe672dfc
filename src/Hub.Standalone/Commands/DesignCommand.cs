using System.CommandLine;
using System.Globalization;
using Hub.Design;
using Hub.Standalone.Hosting;
using Hub.Submissions.Findings;

namespace Hub.Standalone.Commands;

/// <summary><c>hub design</c>: tools for makers of programmes. Nothing is stored.</summary>
static class DesignCommand
{
    public static Command Create() => new("design", "Tools for makers of programmes: points of units, workload. Nothing is stored.") { AllocateCommand.Create(), WorkloadCommand.Create() };

    public static Option<string?> Country() => new("--country") { Description = "Country whose law counts, such as PT; without it the European baseline." };

    public static Option<DateOnly?> AsOf() => new("--as-of")
    {
        Description = "Day whose law counts, yyyy-mm-dd; by default today.",
        CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)) return day;
            result.AddError("--as-of must be a day, yyyy-mm-dd.");
            return null;
        },
    };

    /// <param name="ways">The ways there are.</param>
    public static Problem NotOneSource(string ways) => new(ProblemKind.Invalid, "command.one-source", "Say once where the units or hours are.", ways);

    public static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow);

    /// <summary>Without trailing zeros, so that a column of numbers is easy to read.</summary>
    public static string Number(decimal? value) => value?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";

    /// <summary>One line for each finding, with what it rests on; the exit code says whether any would reject.</summary>
    public static int Print(Terminal terminal, IReadOnlyList<DesignFinding> findings)
    {
        foreach (DesignFinding finding in findings)
        {
            terminal.Line($"{HubJson.NameOf(finding.Severity),-6} {(finding.About is null ? "" : finding.About + ": ")}{finding.Message} ({finding.Code})");
            terminal.Line($"       {finding.Help}");
            if (finding.Basis is { } basis) terminal.Line($"       Basis, {HubJson.NameOf(basis.Confidence)}: {basis.Source}");
        }

        return findings.Any(f => f.Severity == Severity.Reject) ? ExitCode.Rejected : ExitCode.Ok;
    }
}
