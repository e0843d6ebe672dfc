using System.Globalization;
using Hub.Rules;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Catalogue;

/// <summary>Rules about credit that hold for every kind of record that carries some.</summary>
sealed class CreditRules(Column system, Column points)
{
    public required FindingCode SystemMissing { get; init; }

    public required FindingCode SystemUnknown { get; init; }

    public required FindingCode NotPositive { get; init; }

    public required RulesetFinding Decimals { get; init; }

    /// <summary>The credit system the row names, and the ruleset it is from; null when it names none, or none that is known.</summary>
    public (CreditSystem? System, Ruleset Source) Resolve(RowReading row, EntryLaw law)
    {
        if (!row.Has(system))
        {
            if (row.Has(points)) row.Add(system, SystemMissing);
            return (null, law.Ruleset);
        }

        ReadOnlySpan<char> cell = row.Cell(system);
        if (row.Scope.Vocabularies.CreditSystems.Find(cell) is { } european) cell = european.Name;
        if (law.Ruleset.FindCreditSystem(cell) is { } national) return (national, law.Ruleset);
        if (law.Baseline.FindCreditSystem(cell) is not { } known)
        {
            // Where no national law is known, a system nobody here knows may well exist: a person looks at it.
            row.Add(system, SystemUnknown, law.Ruleset == (object)law.Baseline ? Severity.Hold : Severity.Reject);
            return (null, law.Baseline);
        }

        if (law.Baseline != (object)law.Ruleset) row.Verdict.RulesetVersion = law.Versions;
        return (known, law.Baseline);
    }

    public void Amount(decimal amount, RowReading row, CreditSystem of, Ruleset source)
    {
        if (amount <= 0) row.Add(points, NotPositive);
        if (of.DecimalPlaces is { } places && amount.Scale > places.Value)
            row.Add(points, Decimals, places, source, detail: places.Value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>What hours and points make, and what was expected.</summary>
    public static string Words(decimal hours, decimal points, HoursPerCredit missed) => string.Create(CultureInfo.InvariantCulture,
        $"{decimal.Round(hours / points, 2)} hours per credit, {(missed.Min == missed.Max ? "" : $"{missed.Min} to ")}{missed.Max} {missed.HoursKind} hours are expected");
}
