using System.Text.Json.Serialization;
using Hub.Rules;

namespace Hub.Design;

/// <summary>Credits that an amount of hours makes plausible.</summary>
/// <param name="Fewest">Where one credit stands for the most hours; rounded up to what the system allows.</param>
/// <param name="Most">Where one credit stands for the fewest hours; rounded down. Below <paramref name="Fewest"/>: no amount fits.</param>
public sealed record CreditRange(decimal Fewest, decimal Most)
{
    /// <summary>Of a system that says nothing of decimals.</summary>
    const int UsualPlaces = 2;

    [JsonIgnore]
    public bool IsEmpty => Most < Fewest;

    public static CreditRange Of(decimal hours, HoursPerCredit range, int? decimalPlaces)
    {
        decimal factor = 1;
        for (int i = 0; i < (decimalPlaces ?? UsualPlaces); i++) factor *= 10;
        decimal fewest = hours / (range.Max * (1 + range.Tolerance)), most = hours / (range.Min * (1 - range.Tolerance));
        return new CreditRange(decimal.Ceiling(fewest * factor) / factor, decimal.Floor(most * factor) / factor);
    }
}
