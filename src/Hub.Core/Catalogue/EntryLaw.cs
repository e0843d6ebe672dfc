using Hub.Rules;
using Hub.Submissions;
using Hub.Submissions.Layout;

namespace Hub.Catalogue;

/// <summary>What one ruleset, with the European baseline behind it, asks of records of a submission kind: prepared once, looked up per row.</summary>
sealed class EntryLaw
{
    static readonly RequiredOfKind[] Nothing = [];

    readonly Dictionary<string, RequiredOfKind[]> _required;

    public EntryLaw(Ruleset ruleset, Ruleset baseline, string submission, IReadOnlyList<Column> columns)
    {
        (Ruleset, Baseline, HasRegisterChecks) = (ruleset, baseline, ruleset.HasRegisterChecks);
        Versions = ruleset == baseline ? ruleset.Version : $"{ruleset.Version} {baseline.Version}";
        _required = ruleset.RequiredElements.Where(r => r.Submission == submission)
            .GroupBy(r => r.Kind)
            .ToDictionary(g => g.Key, g => g.SelectMany(set => Prepare(set, columns)).ToArray(), StringComparer.Ordinal);
    }

    public Ruleset Ruleset { get; }

    public bool HasRegisterChecks { get; }

    /// <summary>Supplies European credit systems that the national document does not repeat.</summary>
    public Ruleset Baseline { get; }

    /// <summary>Both versions, for rows that needed the baseline too.</summary>
    public string Versions { get; }

    public ReadOnlySpan<RequiredOfKind> RequiredOf(string kind) => _required.GetValueOrDefault(kind, Nothing);

    static IEnumerable<RequiredOfKind> Prepare(RequiredElements set, IReadOnlyList<Column> all)
    {
        foreach (RequiredElement element in set.Elements)
        {
            Column[] columns = [.. element.AnyOf.Select(name => all.First(c => c.Name == name))];
            ulong mask = columns.Aggregate(0UL, (bits, column) => bits | (1UL << column.Ordinal));
            yield return new RequiredOfKind(element, set.CreditSystem, mask, columns[0], $"{element.Name} ({string.Join(" or ", element.AnyOf)})");
        }
    }
}

/// <summary>A required element ready for one look at the filled columns.</summary>
/// <param name="CreditSystem">Only for records in this system; null: all.</param>
/// <param name="Mask">Columns of which one must be filled.</param>
sealed record RequiredOfKind(RequiredElement Rule, string? CreditSystem, ulong Mask, Column First, string Words)
{
    /// <param name="system">Credit system of the record; null when it carries no credit.</param>
    public bool Concerns(string? system) => CreditSystem is null || CreditSystem == system;
}

/// <summary>Finds the law of a row. One per thread; remembers the last answer, because neighbouring rows mostly share it.</summary>
sealed class EntryLaws(string submission, IReadOnlyList<Column> columns)
{
    const int MostPrepared = 64;

    readonly Dictionary<(Ruleset, Ruleset), EntryLaw> _prepared = new(new ByReference());
    JudgeScope? _scope;
    string? _body;
    DateOnly _on;
    (EntryLaw Law, bool IsCountryKnown) _last;

    public (EntryLaw Law, bool IsCountryKnown) Of(string awardingBody, DateOnly on, JudgeScope scope)
    {
        if (scope == (object?)_scope && on == _on && string.Equals(awardingBody, _body, StringComparison.Ordinal)) return _last;
        string? country = scope.CountryOf(awardingBody);
        Ruleset ruleset = scope.Rulesets.For(country, on);
        Ruleset baseline = scope.Rulesets.For(Country.EuropeanBaseline, on);
        if (!_prepared.TryGetValue((ruleset, baseline), out EntryLaw? law))
        {
            // Drafts that are previewed come and go.
            if (_prepared.Count >= MostPrepared) _prepared.Clear();
            _prepared[(ruleset, baseline)] = law = new EntryLaw(ruleset, baseline, submission, columns);
        }
        (_scope, _body, _on) = (scope, awardingBody, on);
        return _last = (law, country is not null && string.Equals(ruleset.Country, country, StringComparison.OrdinalIgnoreCase));
    }

    // Rulesets are records: comparing them by value would walk the whole document.
    sealed class ByReference : IEqualityComparer<(Ruleset, Ruleset)>
    {
        public bool Equals((Ruleset, Ruleset) x, (Ruleset, Ruleset) y) => ReferenceEquals(x.Item1, y.Item1) && ReferenceEquals(x.Item2, y.Item2);

        public int GetHashCode((Ruleset, Ruleset) pair) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(pair.Item1), System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(pair.Item2));
    }
}
