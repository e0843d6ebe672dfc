using System.Text.Json;
using Hub.Submissions.Cells;
using Hub.Submissions.Layout;

namespace Hub.Catalogue;

/// <summary>The canonical columns of catalogue entries, in canonical order. Names and order are public contract; adding is allowed.</summary>
public static class CatalogueColumns
{
    static readonly NumberLimits Hours = new(Decimals: 2, Max: 100_000);
    static readonly NumberLimits Points = new(Decimals: 4, Max: 10_000);
    static readonly NumberLimits Percent = new(Decimals: 4, Max: 1_000_000);
    static readonly NumberLimits Money = new(Decimals: 2, Max: 1_000_000_000);
    static readonly NumberLimits Months = new(Decimals: 2, Max: 600);

    static readonly ColumnForms<CatalogueEntry> Forms = new();

    public static readonly Column LocalId = Forms.Own("localId", ColumnForm.Single, ReadLocalId, (json, entry, _) => json.WriteStringValue(entry.LocalId));
    public static readonly Column Kind = Forms.Value("kind", v => v.Kinds, (e, v) => e.Kind = v, e => e.Kind);
    public static readonly Column Title = Forms.Text("title");
    public static readonly Column Description = Forms.Text("description");
    public static readonly Column LearningOutcomes = Forms.TextList("learningOutcomes");
    public static readonly Column LearningOutcomeTypes = Forms.Own("learningOutcomeTypes", ColumnForm.List, EntryOutcomes.ReadTypes, EntryOutcomes.WriteTypes, v => v.OutcomeTypes);
    public static readonly Column LearningOutcomeSkills = Forms.Own("learningOutcomeSkills", ColumnForm.List, EntryOutcomes.ReadSkills, EntryOutcomes.WriteSkills);
    public static readonly Column EscoSkills = Forms.Strings("escoSkills", PartForms.EscoSkill, e => e.EscoSkills);
    public static readonly Column Identifiers = Forms.Strings("identifiers", PartForms.Identifier, e => e.Identifiers);
    public static readonly Column AwardingBody = Forms.Own("awardingBody", ColumnForm.Single, ReadAwardingBody, WriteAwardingBody);
    public static readonly Column Providers = Forms.Strings("providers", PartForms.Organisation, e => e.Providers);
    public static readonly Column Accreditation = Forms.WordList("accreditation");
    public static readonly Column DerivedFrom = Forms.Strings("derivedFrom", PartForms.Record, e => e.DerivedFrom);
    public static readonly Column PartOf = Forms.Strings("partOf", PartForms.Record, e => e.PartOf);
    public static readonly Column RelativeWeight = Forms.Number("relativeWeight", Percent, (e, v) => e.RelativeWeight = v, e => e.RelativeWeight);
    public static readonly Column CreditSystem = Forms.Own("creditSystem", ColumnForm.Single, Later, EntryCredits.WriteSystem);
    public static readonly Column CreditPoints = Forms.Number("creditPoints", Points, (e, v) => e.CreditPoints = v, e => e.CreditPoints);
    public static readonly Column CreditComponent = Forms.Own("creditComponent", ColumnForm.Single, Later, EntryCredits.WriteComponent);
    public static readonly Column WorkloadHours = Forms.Number("workloadHours", Hours, (e, v) => e.WorkloadHours = v, e => e.WorkloadHours, DurationUnit.Hours);
    public static readonly Column HoursKind = Forms.Value("hoursKind", v => v.HoursKinds, (e, v) => e.HoursKind = v, e => e.HoursKind);
    public static readonly Column ContactHours = Forms.Number("contactHours", Hours, (e, v) => e.ContactHours = v, e => e.ContactHours, DurationUnit.Hours);
    public static readonly Column SelfStudyHours = Forms.Number("selfStudyHours", Hours, (e, v) => e.SelfStudyHours = v, e => e.SelfStudyHours, DurationUnit.Hours);
    public static readonly Column WorkBasedHours = Forms.Number("workBasedHours", Hours, (e, v) => e.WorkBasedHours = v, e => e.WorkBasedHours, DurationUnit.Hours);
    public static readonly Column DurationMonths = Forms.Number("durationMonths", Months, (e, v) => e.DurationMonths = v, e => e.DurationMonths, DurationUnit.Months);
    /// <summary>A number in JSON: the EQF has levels 1 to 8, nothing between and nothing beside.</summary>
    public static readonly Column EqfLevel = Forms.Own("eqfLevel", ColumnForm.Single, (cell, entry, row) => entry.EqfLevel = SingleReading.Value(cell, row.Scope.Vocabularies.EqfLevels, row), (json, entry, _) => json.WriteRawValue(entry.EqfLevel!.Name), v => v.EqfLevels, ColumnType.Integer);
    public static readonly Column NqfFramework = Forms.Own("nqfFramework", ColumnForm.Single, Later, (json, entry, _) => json.WriteStringValue(entry.NqfFramework));
    public static readonly Column NqfLevel = Forms.Own("nqfLevel", ColumnForm.Single, Later, (json, entry, _) => json.WriteStringValue(entry.NqfLevel));
    public static readonly Column LevelBasis = Forms.Value("levelBasis", v => v.LevelBases, (e, v) => e.LevelBasis = v, e => e.LevelBasis);
    public static readonly Column IscedF = Forms.Values("iscedF", v => v.IscedF, e => e.IscedF);
    public static readonly Column Languages = Forms.Values("languages", v => v.Languages, e => e.Languages);
    public static readonly Column Modes = Forms.Values("modes", v => v.Modes, e => e.Modes);
    public static readonly Column AssessmentTypes = Forms.Values("assessmentTypes", v => v.AssessmentTypes, e => e.AssessmentTypes);
    public static readonly Column Supervision = Forms.Value("supervision", v => v.Supervision, (e, v) => e.Supervision = v, e => e.Supervision);
    public static readonly Column IdentityVerification = Forms.Value("identityVerification", v => v.IdentityVerification, (e, v) => e.IdentityVerification = v, e => e.IdentityVerification);
    public static readonly Column GradingScheme = Forms.Words("gradingScheme");
    public static readonly Column QualityAssurance = Forms.Values("qualityAssurance", v => v.QualityAssurance, e => e.QualityAssurance);
    public static readonly Column Prerequisites = Forms.Text("prerequisites");
    public static readonly Column Stackability = Forms.Value("stackability", v => v.Stackability, (e, v) => e.Stackability = v, e => e.Stackability);
    public static readonly Column TargetGroups = Forms.Values("targetGroups", v => v.TargetGroups, e => e.TargetGroups);
    public static readonly Column OfferType = Forms.Value("offerType", v => v.OfferTypes, (e, v) => e.OfferType = v, e => e.OfferType);
    public static readonly Column Location = Forms.Words("location");
    public static readonly Column StartDate = Forms.Date("startDate", (e, v) => e.StartDate = v, e => e.StartDate);
    public static readonly Column ApplicationDeadline = Forms.Date("applicationDeadline", (e, v) => e.ApplicationDeadline = v, e => e.ApplicationDeadline);
    public static readonly Column PriceAmount = Forms.Number("priceAmount", Money, (e, v) => e.PriceAmount = v, e => e.PriceAmount);
    public static readonly Column PriceCurrency = Forms.Value("priceCurrency", v => v.Currencies, (e, v) => e.PriceCurrency = v, e => e.PriceCurrency);
    public static readonly Column FundingTags = Forms.WordList("fundingTags");
    public static readonly Column ValidFrom = Forms.Date("validFrom", (e, v) => e.ValidFrom = v, e => e.ValidFrom);
    public static readonly Column ValidUntil = Forms.Date("validUntil", (e, v) => e.ValidUntil = v, e => e.ValidUntil);
    public static readonly Column Homepage = Forms.Url("homepage");
    /// <summary>Which type of micro-credential it is, where the country tells types apart; what it means stands in the ruleset.</summary>
    public static readonly Column MicroCredentialType = Forms.Own("microCredentialType", ColumnForm.Single, Later, EntryTypes.Write);
    public static readonly Column Status = Forms.Own("status", ColumnForm.Single, ReadStatus, WriteStatus, v => v.EntryStatuses);

    /// <summary>The whole table, with its readings and writings.</summary>
    public static readonly RecordColumns<CatalogueEntry> Table = Forms.ToTable();

    /// <summary>Columns whose default stands in the record even when the cell is empty: who awards, and whether it is public.</summary>
    internal static readonly ulong Always = (1UL << AwardingBody.Ordinal) | (1UL << Status.Ordinal);

    // What these cells mean depends on the law of the row, which is known only when all of its cells have been read.
    static void Later(ReadOnlySpan<char> cell, CatalogueEntry entry, RowReading row)
    {
    }

    static void ReadLocalId(ReadOnlySpan<char> cell, CatalogueEntry entry, RowReading row) => entry.LocalId = PartForms.LocalId(cell, row);

    static void ReadAwardingBody(ReadOnlySpan<char> cell, CatalogueEntry entry, RowReading row) => entry.AwardingBody = PartForms.Organisation(cell, row);

    static void WriteAwardingBody(Utf8JsonWriter json, CatalogueEntry entry, RowReading row) => json.WriteStringValue(entry.AwardingBody ?? row.Scope.Organisation.Value);

    static void ReadStatus(ReadOnlySpan<char> cell, CatalogueEntry entry, RowReading row) => entry.Status = SingleReading.Value(cell, row.Scope.Vocabularies.EntryStatuses, row);

    static void WriteStatus(Utf8JsonWriter json, CatalogueEntry entry, RowReading row) => json.WriteStringValue((entry.Status ?? row.Scope.Vocabularies.EntryStatuses.Find("published")!).Json);
}
