namespace Hub.Learners.CreditRecords;

/// <summary>What each part of an award brings, per cent of it: by relative weights where all parts have one, else by points of the award's system, else each the same.</summary>
sealed class ProgressScale
{
    const decimal All = 100;

    readonly Func<CatalogueNode, decimal> _weightOf;

    ProgressScale(ProgressBasis basis, bool moreThanNeeded, Func<CatalogueNode, decimal> weightOf) => (Basis, MoreThanNeeded, _weightOf) = (basis, moreThanNeeded, weightOf);

    public ProgressBasis Basis { get; }

    /// <summary>Whether the parts come to more than the whole: some are a matter of choice.</summary>
    public bool MoreThanNeeded { get; }

    public decimal WeightOf(CatalogueNode part) => _weightOf(part);

    public static ProgressScale Of(CatalogueNode whole, IReadOnlyList<CatalogueNode> parts)
    {
        // A weight is one of the only whole it has: of an entry that is part of two it is not said of which.
        if (parts.Count > 0 && parts.All(p => p is { RelativeWeight: > 0, PartOf.Count: 1 }))
            return new ProgressScale(ProgressBasis.RelativeWeight, parts.Sum(p => p.RelativeWeight!.Value) > All, p => p.RelativeWeight!.Value);
        if (parts.Count > 0 && parts.All(p => p.CreditPoints > 0 && p.CreditSystem is not null && p.CreditSystem == (whole.CreditSystem ?? parts[0].CreditSystem)))
        {
            decimal sum = parts.Sum(p => p.CreditPoints!.Value), total = whole.CreditPoints is > 0 ? whole.CreditPoints.Value : sum;
            return new ProgressScale(ProgressBasis.Points, sum > total, p => p.CreditPoints!.Value * All / total);
        }

        return new ProgressScale(ProgressBasis.Parts, false, _ => All / Math.Max(1, parts.Count));
    }
}
