using System.Globalization;
using System.Text.Json;
using Hub.Rules;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Catalogue;

/// <summary>Rules about credit: system, amount, component, hours, size.</summary>
static class EntryCredits
{
    const string MicroCredential = "micro-credential";

    static readonly CreditRules Rules = new(CatalogueColumns.CreditSystem, CatalogueColumns.CreditPoints)
    {
        SystemMissing = EntryFindings.CreditSystemMissing,
        SystemUnknown = EntryFindings.CreditSystemUnknown,
        NotPositive = EntryFindings.CreditsNotPositive,
        Decimals = EntryFindings.CreditDecimals,
    };

    public static void Judge(CatalogueEntry entry, RowReading row, EntryLaw law)
    {
        (entry.CreditSystem, Ruleset source) = Rules.Resolve(row, law);
        if (entry.CreditSystem is not { } system) return;
        Component(entry, row, system, source);
        Level(entry, row, system, source);
        if (entry.CreditPoints is not { } points) return;
        Rules.Amount(points, row, system, source);
        Hours(entry, points, row, system, source);
        Size(entry, points, row, system, law.Ruleset);
        Registration(entry, row, system, source);
    }

    public static void WriteSystem(Utf8JsonWriter json, CatalogueEntry entry, RowReading row)
    {
        if (entry.CreditSystem is { } system) json.WriteStringValue(system.Id);
        else json.WriteStringValue(row.Cell(CatalogueColumns.CreditSystem));
    }

    public static void WriteComponent(Utf8JsonWriter json, CatalogueEntry entry, RowReading row)
    {
        if (entry.CreditComponent is { } component) json.WriteStringValue(component.Id);
        else json.WriteStringValue(row.Cell(CatalogueColumns.CreditComponent));
    }

    static void Component(CatalogueEntry entry, RowReading row, CreditSystem system, Ruleset source)
    {
        if (system.Components.Count == 0 || !row.Has(CatalogueColumns.CreditComponent)) return;
        entry.CreditComponent = system.FindComponent(row.Cell(CatalogueColumns.CreditComponent));
        if (entry.CreditComponent is not null) return;
        string known = string.Join(", ", system.Components.Select(c => c.Id));
        row.Add(CatalogueColumns.CreditComponent, EntryFindings.CreditComponent, system.Components[0], source, detail: known);
    }

    static void Level(CatalogueEntry entry, RowReading row, CreditSystem system, Ruleset source)
    {
        if (system.Levels is not { } levels || !entry.IsNqfLevelKnown || entry.NqfLevel is not { } level || entry.NqfFramework != levels.Framework || levels.Includes(level)) return;
        row.Add(CatalogueColumns.NqfLevel, EntryFindings.CreditLevel, levels, source, detail: $"{levels.Framework} {string.Join(", ", levels.Levels)}");
    }

    // Points of some systems are not a function of hours alone (see the component): a range holds for the kind of hours and the
    // component it names, and hours of an unnamed kind only make the amount more or less plausible.
    static void Hours(CatalogueEntry entry, decimal points, RowReading row, CreditSystem system, Ruleset source)
    {
        if (entry.WorkloadHours is not { } hours || points <= 0 || system.HoursPerCredit.Count == 0) return;
        // What a register has given out is right, whatever the hours make of it.
        if (system.Registration?.IsRegistered(entry.Identifiers) == true) return;
        HoursPerCredit? missed = null;
        foreach (HoursPerCredit range in system.HoursPerCredit)
        {
            if (!IsOfComponent(range, entry, row)) continue;
            if (entry.HoursKind is { } kind && kind.Name != range.HoursKind) continue;
            if (range.Allows(hours, points)) return;
            missed = range;
        }
        if (missed is null) return;
        row.Add(CatalogueColumns.CreditPoints, EntryFindings.CreditsPerHour, missed, source, entry.HoursKind is null ? RuleEffect.Warn : missed.Effect, CreditRules.Words(hours, points, missed));
    }

    static bool IsOfComponent(HoursPerCredit range, CatalogueEntry entry, RowReading row) =>
        row.Has(CatalogueColumns.CreditComponent) ? range.Component is { } id && id == entry.CreditComponent?.Id : range.Component is null;

    static void Size(CatalogueEntry entry, decimal points, RowReading row, CreditSystem system, Ruleset ruleset)
    {
        if (entry.Kind is not { } kind) return;
        foreach (EntrySize size in ruleset.Sizes)
        {
            if (!size.Concerns(kind.Name, system.Id, entry.NqfFramework) || size.Allows(points)) continue;
            if (size.MayBeException(points))
                row.Add(CatalogueColumns.CreditPoints, EntryFindings.SizeException, size.Exception!, ruleset, RuleEffect.Hold, string.Create(CultureInfo.InvariantCulture, $"{size.Max} {size.CreditSystem}, and up to {size.Exception!.Max} as an exception"));
            else
                row.Add(CatalogueColumns.CreditPoints, kind.Name == MicroCredential ? EntryFindings.MicroCredentialSize : EntryFindings.Size, size, ruleset, size.Effect, Words(size));
        }
    }

    static void Registration(CatalogueEntry entry, RowReading row, CreditSystem system, Ruleset source)
    {
        if (system.Registration is not { } registration || entry.Kind is not { } kind || !registration.Kinds.Contains(kind.Name, StringComparer.Ordinal) || registration.IsRegistered(entry.Identifiers)) return;
        row.Add(CatalogueColumns.Identifiers, EntryFindings.CreditsNotRegistered, registration, source, registration.Effect, string.Join(" or ", registration.Schemes));
    }

    internal static string Words(EntrySize size)
    {
        string? low = size.Min is { } min ? string.Create(CultureInfo.InvariantCulture, $"{(size.MinInclusive ? "at least" : "more than")} {min}") : null;
        string? high = size.Max is { } max ? string.Create(CultureInfo.InvariantCulture, $"{(size.MaxInclusive ? "at most" : "less than")} {max}") : null;
        return $"{string.Join(" and ", new[] { low, high }.Where(w => w is not null))} {size.CreditSystem}";
    }
}
