using Hub.Submissions.Layout;

namespace Hub.Catalogue;

/// <summary>The level of an entry.</summary>
static class EntryLevels
{
    static readonly LevelRules Rules = new(CatalogueColumns.NqfFramework, CatalogueColumns.NqfLevel, CatalogueColumns.EqfLevel)
    {
        FrameworkMissing = EntryFindings.FrameworkMissing,
        FrameworkUnknown = EntryFindings.FrameworkUnknown,
        LevelUnknown = EntryFindings.LevelUnknown,
        LevelNotReferenced = EntryFindings.LevelNotReferenced,
        LevelContradiction = EntryFindings.LevelContradiction,
    };

    public static void Judge(CatalogueEntry entry, RowReading row, EntryLaw law) =>
        (entry.NqfFramework, entry.NqfLevel, entry.IsNqfLevelKnown) = Rules.Judge(row, law, entry.EqfLevel);
}
