using System.Globalization;

namespace Hub.Catalogue.Links;

/// <summary>
/// What the parts of a whole must come to. Weights are shares of the whole's outcomes and points follow them (Recommendation on
/// ECVET, 2009/C 155/02, Annex II), so neither may exceed the whole.
/// </summary>
static class StructureChecks
{
    /// <summary>Points are rounded to halves at the coarsest; twice that is no rounding.</summary>
    const decimal PointsOfRounding = 1;

    public static StructureTotals TotalsOf(IReadOnlyList<EntrySummary> parts) => new(
        parts.Count,
        parts.Any(p => p.RelativeWeight is not null) ? Plain(parts.Sum(p => p.RelativeWeight ?? 0)) : null,
        [.. parts.Where(p => p is { CreditPoints: not null, CreditSystem: not null }).GroupBy(p => p.CreditSystem!).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new CreditTotal(g.Key, Plain(g.Sum(p => p.CreditPoints!.Value)), g.Count()))],
        parts.Any(p => p.WorkloadHours is not null) ? Plain(parts.Sum(p => p.WorkloadHours ?? 0)) : null);

    /// <summary>Without the zeros that adding leaves behind the point: 225, not 225.00.</summary>
    static decimal Plain(decimal sum) => sum / 1.0000000000000000000000000000m;

    public static IEnumerable<StructureProblem> Of(EntrySummary whole, IReadOnlyList<EntrySummary> parts, StructureTotals totals)
    {
        if (totals.RelativeWeight is > 100)
            yield return Problem("structure.weights-exceed-whole", $"The parts weigh {totals.RelativeWeight} per cent of the whole together; more than 100 is not possible.", parts.Where(p => p.RelativeWeight is not null));
        if (whole is not { CreditPoints: { } points, CreditSystem: { } system }) yield break;
        if (totals.Credits.FirstOrDefault(c => c.CreditSystem == system) is { } sum && sum.CreditPoints > points)
            yield return Problem("structure.points-exceed-whole", $"The parts carry {sum.CreditPoints} {system} points together; the whole has {points}.", parts.Where(p => p.CreditSystem == system && p.CreditPoints is not null));
        EntrySummary[] others = [.. parts.Where(p => p.CreditSystem is { } other && other != system)];
        if (others.Length > 0) yield return Problem("structure.credit-systems-differ", $"Parts count in another credit system than the whole, which is in {system}.", others);
        EntrySummary[] uneven = [.. parts.Where(p => p.CreditSystem == system && p is { CreditPoints: not null, RelativeWeight: not null } && Math.Abs(p.CreditPoints.Value - points * p.RelativeWeight.Value / 100) > PointsOfRounding)];
        if (uneven.Length > 0) yield return Problem("structure.points-unlike-weight", $"Points of parts are not their share of the whole's {points}: relative weight in per cent of it.", uneven);
    }

    public static StructureProblem Circle(IEnumerable<string> through) =>
        new("structure.circle", "The entry leads back to itself: each of these is part of the next.", [.. through]);

    public static StructureProblem Unseen(IEnumerable<string> ids) =>
        new("structure.reference-not-public", "Named entries are not in the catalogue: withdrawn, drafts, or not there.", [.. ids]);

    static StructureProblem Problem(string code, FormattableString message, IEnumerable<EntrySummary> entries) => new(code, message.ToString(CultureInfo.InvariantCulture), [.. entries.Select(e => e.Id)]);
}
