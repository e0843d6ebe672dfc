using System.Globalization;

namespace Hub.Benchmarks;

/// <summary>Something measured several times, alone or against something else.</summary>
/// <param name="Name">What was compared.</param>
/// <param name="Samples">Of the hub.</param>
/// <param name="Others">Of what it is compared with, in the same order; empty when the samples are held against the limit themselves.</param>
/// <param name="Limit">Of the ratio, or of the samples.</param>
/// <param name="AtLeast">Whether the limit is the least that is wanted, not the most.</param>
sealed record Figure(string Name, string Unit, IReadOnlyList<double> Samples, IReadOnlyList<double> Others, double Limit, bool AtLeast = false)
{
    /// <summary>Pair by pair, so that a slow moment of the machine meets both.</summary>
    public IReadOnlyList<double> Ratios => [.. Samples.Zip(Others, (a, b) => a / b)];

    public double Judged => Median(Others.Count > 0 ? Ratios : Samples);

    public bool Holds => AtLeast ? Judged >= Limit : Judged <= Limit;

    public static double Median(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>One line of the table: min / median / max of each side, the ratio, the limit.</summary>
    public string ToRow() => string.Create(CultureInfo.InvariantCulture,
        $"| {Name} | {Unit} | {Spread(Samples)} | {(Others.Count > 0 ? Spread(Others) : "")} | {(Others.Count > 0 ? Median(Ratios).ToString("0.00", CultureInfo.InvariantCulture) : "")} | {(AtLeast ? "≥" : "≤")} {Limit:0.##} | {(Holds ? "holds" : "**does not hold**")} |");

    static string Spread(IReadOnlyList<double> values) => $"{Text(values.Min())} / {Text(Median(values))} / {Text(values.Max())}";

    static string Text(double value) => value.ToString(value < 100 ? "0.00" : "0", CultureInfo.InvariantCulture);
}
