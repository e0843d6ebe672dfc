using System.Globalization;

namespace Hub.Azure.Tests.Costs;

/// <summary>The tables of <c>infra/COST.md</c>.</summary>
static class CostDocument
{
    /// <summary>What was measured. Counts with a <c>≤</c> before them are bounds.</summary>
    public static IReadOnlyList<StatedCost> Measured() => Table("| what happens | tables | tables, feed | blob writes | blob reads | messages | signatures |");

    /// <summary>How often it happens in hubs of three sizes, and in bold what comes of it.</summary>
    public static IReadOnlyList<StatedCost> Sizes() => Table("| a month | 10 providers | 1,000 providers | 5 million learners |");

    static StatedCost[] Table(string heading) =>
    [
        .. File.ReadLines(Path.Combine(Root(), "infra", "COST.md")).SkipWhile(line => line != heading).Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)).Select(cells => new StatedCost(cells[0], [.. cells.Skip(1).Select(StatedCount.Parse)])),
    ];

    static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Hub.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}

sealed record StatedCost(string What, IReadOnlyList<StatedCount> Counts)
{
    public bool Fits(CostLine measured) => Counts.Count == measured.Counts.Count && Counts.Zip(measured.Counts).All(pair => pair.First.Fits(pair.Second));
}

/// <param name="IsBound">Chance has a part in the number: it may lie a fifth below the bound.</param>
readonly record struct StatedCount(long Number, bool IsBound)
{
    public static StatedCount Parse(string cell) =>
        new(long.Parse(cell.TrimStart('≤', ' '), NumberStyles.AllowThousands, CultureInfo.InvariantCulture), cell.StartsWith('≤'));

    public bool Fits(long measured) => IsBound ? measured <= Number && measured >= Number * 0.8 : measured == Number;
}
