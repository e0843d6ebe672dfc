using Hub.Design;

namespace Hub.Http.V1;

/// <summary>A unit of a qualification.</summary>
/// <param name="Id">1 to 256 characters; each once.</param>
/// <param name="Weight">Relative weight: above 0, up to 1,000,000, at most 6 decimal places. Per cent, or any measure that is the same for all units.</param>
/// <param name="Minimum">Fewest points the unit gets, 0 to 1,000,000; rounded up to whole steps.</param>
/// <param name="Points">Points it carries now; compared with what its weight gives.</param>
public sealed record WeightedUnitBody(string? Id, decimal? Weight, decimal? Minimum, decimal? Points)
{
    internal WeightedUnit ToUnit() => new(Id ?? "", Weight ?? 0, Minimum, Points);
}

/// <summary>A qualification whose points are to be shared out.</summary>
/// <param name="Units">1 to 1,000 units; of equal remainders the one named first gets the step that is left.</param>
/// <param name="Total">Points of the qualification, above 0, up to 1,000,000; left out: they follow from years.</param>
/// <param name="Years">Length in years of formal full-time learning, above 0, up to 100; the credit system says how many points a year has.</param>
/// <param name="CreditSystem">ECTS, ECVET or the id of a national system; the default is ECVET.</param>
/// <param name="Country">ISO 3166-1 alpha-2 code of the country whose law counts; the default is the European baseline.</param>
/// <param name="AsOf">Day whose law counts; the default is today, UTC.</param>
/// <param name="Step">What points are multiples of, such as 1, 0.5 or 0.01; the default is the finest the credit system allows, 0.01 where it says nothing.</param>
/// <param name="Percent">Whether weights are per cent of the whole, so that it is a finding when they do not add up to 100; the default is false.</param>
public sealed record AllocationBody(IReadOnlyList<WeightedUnitBody?>? Units, decimal? Total, decimal? Years, string? CreditSystem, string? Country, DateOnly? AsOf, decimal? Step, bool? Percent)
{
    internal AllocatePointsCommand ToCommand(DateOnly today) => new(
        [.. (Units ?? []).Select(u => u?.ToUnit() ?? new WeightedUnit("", 0))], Total, Years, AsOf ?? today, CreditSystem, Country?.ToUpperInvariant(), Step, Percent ?? false);
}

/// <summary>What a unit gets.</summary>
/// <param name="SharePercent">Its part of all weights in per cent, to 4 decimal places.</param>
/// <param name="ExactPoints">What the weight alone would give, to 6 decimal places.</param>
/// <param name="AtMinimum">Whether it got its minimum, which is more than its share.</param>
public sealed record AllocatedUnitBody(string Id, decimal Weight, decimal SharePercent, decimal ExactPoints, decimal Points, bool AtMinimum);

/// <summary>Points of every unit; together they are exactly the total.</summary>
/// <param name="Country">Country whose document was used; EU for the European baseline.</param>
/// <param name="Ruleset">Version (SHA-256) of that document.</param>
public sealed record AllocatedBody(decimal Total, decimal Step, string CreditSystem, string Country, string Ruleset, IReadOnlyList<AllocatedUnitBody> Units, IReadOnlyList<DesignFindingBody> Findings)
{
    internal static AllocatedBody Of(AllocatePointsResult r) => new(
        r.Total, r.Step, r.CreditSystem, r.Country, r.Ruleset,
        [.. r.Units.Select(u => new AllocatedUnitBody(u.Id, u.Weight, u.SharePercent, u.ExactPoints, u.Points, u.AtMinimum))], [.. r.Findings.Select(DesignFindingBody.Of)]);
}
