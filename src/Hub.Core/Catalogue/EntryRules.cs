using Hub.Rules;
using Hub.Submissions.Layout;

namespace Hub.Catalogue;

/// <summary>Rules about an entry as a whole: what must be there, and what must not contradict itself.</summary>
static class EntryRules
{
    public static void Judge(CatalogueEntry entry, RowReading row, EntryLaw law)
    {
        if (!row.Has(CatalogueColumns.Kind)) row.Add(CatalogueColumns.Kind, EntryFindings.KindMissing);
        if (!row.Has(CatalogueColumns.Title)) row.Add(CatalogueColumns.Title, EntryFindings.TitleMissing);
        EntryLevels.Judge(entry, row, law);
        EntryCredits.Judge(entry, row, law);
        EntryTypes.Judge(entry, row, law.Ruleset);
        Required(entry, row, law);
        Hours(entry, row);
        Dates(entry, row);
        Weight(entry, row);
        Quality(entry, row, law.Ruleset);
        if (row.Has(CatalogueColumns.PriceAmount) && !row.Has(CatalogueColumns.PriceCurrency) && entry.PriceAmount != 0)
            row.Add(CatalogueColumns.PriceCurrency, EntryFindings.CurrencyMissing);
    }

    static void Required(CatalogueEntry entry, RowReading row, EntryLaw law)
    {
        if (entry.Kind is not { } kind) return;
        ulong filled = row.Filled | CatalogueColumns.Always;
        foreach (RequiredOfKind required in law.RequiredOf(kind.Name))
        {
            if ((filled & required.Mask) != 0 || !required.Concerns(entry.CreditSystem?.Id)) continue;
            row.Add(required.First, EntryFindings.ElementMissing, required.Rule, law.Ruleset, required.Rule.Effect, required.Words);
        }
    }

    static void Hours(CatalogueEntry entry, RowReading row)
    {
        if (entry.WorkloadHours is not { } whole) return;
        if (whole <= 0) row.Add(CatalogueColumns.WorkloadHours, EntryFindings.HoursNotPositive);
        const ulong none = 0;
        if ((row.Filled & Parts) == none) return;
        if ((entry.ContactHours ?? 0) + (entry.SelfStudyHours ?? 0) + (entry.WorkBasedHours ?? 0) > whole) row.Add(CatalogueColumns.WorkloadHours, EntryFindings.HoursExceedWorkload);
    }

    static readonly ulong Parts = (1UL << CatalogueColumns.ContactHours.Ordinal) | (1UL << CatalogueColumns.SelfStudyHours.Ordinal) | (1UL << CatalogueColumns.WorkBasedHours.Ordinal);

    static void Dates(CatalogueEntry entry, RowReading row)
    {
        if (entry.ValidUntil < entry.ValidFrom) row.Add(CatalogueColumns.ValidUntil, EntryFindings.ValidityReversed);
        if (entry.StartDate > entry.ValidUntil) row.Add(CatalogueColumns.StartDate, EntryFindings.StartAfterEnd);
        if (entry.ApplicationDeadline is { } deadline && deadline > EndOf(entry)) row.Add(CatalogueColumns.ApplicationDeadline, EntryFindings.DeadlineAfterEnd);
    }

    static DateOnly? EndOf(CatalogueEntry entry)
    {
        if (entry.StartDate is not { } start || entry.DurationMonths is not { } months || start.Year > 9000) return entry.ValidUntil;
        DateOnly end = start.AddMonths((int)decimal.Ceiling(months));
        return entry.ValidUntil < end ? entry.ValidUntil : end;
    }

    static void Weight(CatalogueEntry entry, RowReading row)
    {
        if (entry.RelativeWeight is not { } percent) return;
        if (percent is <= 0 or > 100) row.Add(CatalogueColumns.RelativeWeight, EntryFindings.WeightRange);
        if (entry.PartOf.Count != 1) row.Add(CatalogueColumns.PartOf, EntryFindings.WeightWithoutWhole);
    }

    // Checks against the register (who is registered, what an accreditation covers) are made where the register is.
    static void Quality(CatalogueEntry entry, RowReading row, Ruleset ruleset)
    {
        foreach (QualityRule rule in ruleset.QualityRules)
        {
            if (!Applies(rule, entry)) continue;
            if (rule.Check == QualityCheck.DerivedFromValidated && !row.Has(CatalogueColumns.DerivedFrom))
                row.Add(CatalogueColumns.DerivedFrom, EntryFindings.NotDerived, rule, ruleset, rule.Effect);
            if (rule.Check == QualityCheck.LevelNotOnlyDeclared && entry.LevelBasis?.Name == "declared")
                row.Add(CatalogueColumns.LevelBasis, EntryFindings.LevelOnlyDeclared, rule, ruleset, rule.Effect);
            if (rule.Check == QualityCheck.InsideProgramme && row.Has(CatalogueColumns.CreditPoints) && !row.Has(CatalogueColumns.PartOf) && !row.Has(CatalogueColumns.DerivedFrom))
                row.Add(CatalogueColumns.PartOf, EntryFindings.NotInProgramme, rule, ruleset, rule.Effect);
            if (rule.Check == QualityCheck.RightForStudyProgrammeGroup && !entry.IscedF.Any(IsGroup))
                row.Add(CatalogueColumns.IscedF, EntryFindings.StudyProgrammeGroupMissing, rule, ruleset, rule.Effect);
        }
    }

    // ISCED-F: two digits are a broad field, three a narrow one, four a detailed one.
    static bool IsGroup(Concept field) => field.Name.Length >= 3;

    internal static bool Applies(QualityRule rule, CatalogueEntry entry)
    {
        if (rule.EqfLevels.Count > 0 && (entry.EqfLevel is not { } level || !rule.EqfLevels.Contains(level.Name, StringComparer.Ordinal))) return false;
        if (entry.Kind is not { } kind || (rule.CreditSystem is { } system && system != entry.CreditSystem?.Id)) return false;
        if (rule.Kinds.Count == 0) return true;
        foreach (string name in rule.Kinds)
            if (name == kind.Name) return true;
        return false;
    }
}
