using System.CommandLine;
using System.Globalization;
using Hub.Design;
using Hub.Rules;
using Hub.Standalone.Hosting;
using Hub.Storage.Embedded.Folders;

namespace Hub.Standalone.Commands;

/// <summary><c>hub design allocate</c>: shares the points of a qualification out over its units by relative weight.</summary>
static class AllocateCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("FILE") { Description = "Table of units (CSV, XLSX, JSON) with the columns id and weight, and if you like minimum and points.", Arity = ArgumentArity.ZeroOrOne };
        var units = new Option<string[]>("--unit") { Description = "A unit as ID=WEIGHT instead of a file; may be given several times.", AllowMultipleArgumentsPerToken = true };
        var total = new Option<decimal?>("--total") { Description = "Points of the qualification; without it they follow from --years." };
        var years = new Option<decimal?>("--years") { Description = "Years of formal full-time learning; the credit system says how many points a year has." };
        var step = new Option<decimal?>("--step") { Description = "What points are multiples of: 1, 0.5, 0.01; by default the finest the credit system allows." };
        var percent = new Option<bool>("--percent") { Description = "Weights are per cent: say so when they do not add up to 100." };
        var system = new Option<string?>("--system") { Description = "ECTS, ECVET or a national system; by default ECVET." };
        var entry = new Option<string?>("--entry") { Description = "Public id of a qualification in --data: its units are those that are part of it, with their relativeWeight." };
        Option<string?> country = DesignCommand.Country(), data = Common.Data();
        Option<DateOnly?> asOf = DesignCommand.AsOf();
        Option<bool> json = Common.Json();
        var command = new Command("allocate", "Share points out over units by relative weight, exact to the last step. Exit code 0: nothing to reject, 1: a finding rejects, 2: cannot run.")
            { file, units, total, years, step, percent, system, country, asOf, data, entry, json };
        command.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), async terminal =>
        {
            Result<QualificationUnits> read = await ReadAsync(terminal, parsed.GetValue(file), parsed.GetValue(units) ?? [], parsed.GetValue(data), parsed.GetValue(entry), cancel);
            if (read.Problem is { } unread) return terminal.Fail(unread);
            QualificationUnits whole = read.Value;
            decimal? points = parsed.GetValue(total) ?? (parsed.GetValue(years) is null ? whole.Total : null);
            return Run(terminal, new AllocatePointsCommand(
                whole.Units, points, parsed.GetValue(years), parsed.GetValue(asOf) ?? DesignCommand.Today, parsed.GetValue(system) ?? whole.CreditSystem,
                parsed.GetValue(country)?.ToUpperInvariant() ?? CountryOf(whole.Id), parsed.GetValue(step), parsed.GetValue(percent) || whole.Id.Length > 0));
        }));
        return command;
    }

    static string? CountryOf(string entry) => RecordId.TryParse(entry, out RecordId id) ? Country.OfPrefix(id.Organisation) : null;

    static async Task<Result<QualificationUnits>> ReadAsync(Terminal terminal, string? file, string[] units, string? data, string? entry, CancellationToken cancel)
    {
        int ways = (file is null ? 0 : 1) + (units.Length > 0 ? 1 : 0) + (data is null && entry is null ? 0 : 1);
        if (ways != 1 || (data is null) != (entry is null)) return DesignCommand.NotOneSource("A FILE, --unit ID=WEIGHT several times, or --data DIR with --entry ID.");
        if (entry is not null)
        {
            using DataFolder folder = DataFolder.OpenForReading(data!, TimeProvider.System);
            return await new StoredQualification(folder.Tables).ReadAsync(entry, cancel);
        }

        Result<IReadOnlyList<WeightedUnit>> read = file is null ? Parse(units) : await ReadAsync(terminal, file, cancel);
        return read.Problem is { } problem ? problem : new QualificationUnits("", null, null, read.Value);
    }

    static async Task<Result<IReadOnlyList<WeightedUnit>>> ReadAsync(Terminal terminal, string file, CancellationToken cancel)
    {
        Result<DesignTable> table = await DesignFile.ReadAsync(terminal, file, cancel);
        return table.Problem is { } unread ? unread : table.Value.ToUnits();
    }

    static Result<IReadOnlyList<WeightedUnit>> Parse(string[] units)
    {
        var all = new List<WeightedUnit>(units.Length);
        foreach (string unit in units)
        {
            int divider = unit.LastIndexOf('=');
            if (divider < 1 || !decimal.TryParse(unit.AsSpan(divider + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal weight))
                return new Problem(ProblemKind.Invalid, "command.unit-invalid", "A unit is given as ID=WEIGHT.", $"'{unit}' is not.");
            all.Add(new WeightedUnit(unit[..divider], weight));
        }

        return Result.Of<IReadOnlyList<WeightedUnit>>(all);
    }

    static int Run(Terminal terminal, AllocatePointsCommand command)
    {
        Result<AllocatePointsResult> allocated = new AllocatePointsHandler(Rulesets.LoadDefault()).Handle(command);
        if (allocated.Problem is { } problem) return terminal.Fail(problem);
        AllocatePointsResult result = allocated.Value;
        terminal.Heading($"{DesignCommand.Number(result.Total)} {result.CreditSystem} points, in steps of {DesignCommand.Number(result.Step)} ({result.Country} {result.Ruleset[..16]})");
        IEnumerable<IReadOnlyList<string>> rows = result.Units.Select(u => (IReadOnlyList<string>)
            [u.Id, DesignCommand.Number(u.Weight), DesignCommand.Number(u.SharePercent), DesignCommand.Number(u.ExactPoints), DesignCommand.Number(u.Points), u.AtMinimum ? "minimum" : ""]);
        string[] sum = ["total", DesignCommand.Number(result.Units.Sum(u => u.Weight)), "100", DesignCommand.Number(result.Total), DesignCommand.Number(result.Units.Sum(u => u.Points)), ""];
        terminal.Table(["unit", "weight", "share %", "exact", "points", ""], rows.Append(sum), 1, 2, 3, 4);
        int code = DesignCommand.Print(terminal, result.Findings);
        terminal.Result(result);
        return code;
    }
}
