using System.Text.Json;
using Hub.Organisations.Accreditations;
using Hub.Rules;
using Hub.Submissions.Cells;
using Hub.Submissions.Layout;

namespace Hub.Learners.Achievements;

/// <summary>
/// The canonical columns of achievements, in canonical order. Names and order are public contract; adding is allowed. Those in
/// <see cref="Personal"/> say who the learner is, or are about the person: they are stored as ciphertext only.
/// </summary>
public static class AchievementColumns
{
    static readonly NumberLimits Hours = new(Decimals: 2, Max: 100_000);
    static readonly NumberLimits Points = new(Decimals: 4, Max: 10_000);

    static readonly ColumnForms<Achievement> Forms = new();

    public static readonly Column LocalId = Forms.Own("localId", ColumnForm.Single, (cell, a, row) => a.LocalId = PartForms.LocalId(cell, row), (json, a, _) => json.WriteStringValue(a.LocalId));
    /// <summary>Who gives the identifier out: a scheme of the country, or empty for the provider's own numbers.</summary>
    public static readonly Column LearnerScheme = Forms.Own("learnerScheme", ColumnForm.Single, LearnerCells.ReadScheme, (json, a, _) => json.WriteStringValue(a.LearnerScheme));
    public static readonly Column LearnerId = Forms.Own("learnerId", ColumnForm.Single, LearnerCells.ReadId, (json, _, row) => json.WriteStringValue(row.Cell(LearnerId!)));
    public static readonly Column EntryId = Forms.Own("entryId", ColumnForm.Single, (cell, a, row) => a.EntryId = PartForms.Record(cell, row), (json, a, _) => json.WriteStringValue(a.EntryId));
    public static readonly Column Title = Forms.Text("title");
    public static readonly Column AwardingBody = Forms.Own("awardingBody", ColumnForm.Single, (cell, a, row) => a.AwardingBody = OrganisationNames.Read(cell, row), (json, a, row) => json.WriteStringValue(a.AwardingBody ?? row.Scope.Organisation.Value));
    public static readonly Column AwardedOn = Forms.Date("awardedOn", (a, v) => a.AwardedOn = v, a => a.AwardedOn);
    public static readonly Column IssuedOn = Forms.Date("issuedOn", (a, v) => a.IssuedOn = v, a => a.IssuedOn);
    public static readonly Column Status = Forms.Own("status", ColumnForm.Single, (cell, a, row) => a.Status = SingleReading.Value(cell, row.Scope.Vocabularies["achievement-statuses"], row), WriteStatus, v => v["achievement-statuses"]);
    public static readonly Column Replaces = Forms.Own("replaces", ColumnForm.Single, (cell, a, row) => a.Replaces = PartForms.Record(cell, row), (json, a, _) => json.WriteStringValue(a.Replaces));
    public static readonly Column LearningSetting = Forms.Value("learningSetting", v => v.LearningSettings, (a, v) => a.LearningSetting = v, a => a.LearningSetting);
    public static readonly Column CreditSystem = Forms.Own("creditSystem", ColumnForm.Single, Later, AchievementCredits.WriteSystem);
    public static readonly Column CreditPoints = Forms.Number("creditPoints", Points, (a, v) => a.CreditPoints = v, a => a.CreditPoints);
    public static readonly Column WorkloadHours = Forms.Number("workloadHours", Hours, (a, v) => a.WorkloadHours = v, a => a.WorkloadHours, DurationUnit.Hours);
    public static readonly Column HoursKind = Forms.Value("hoursKind", v => v.HoursKinds, (a, v) => a.HoursKind = v, a => a.HoursKind);
    /// <summary>A number in JSON, as in entries.</summary>
    public static readonly Column EqfLevel = Forms.Own("eqfLevel", ColumnForm.Single, (cell, a, row) => a.EqfLevel = SingleReading.Value(cell, row.Scope.Vocabularies.EqfLevels, row), (json, a, _) => json.WriteRawValue(a.EqfLevel!.Name), v => v.EqfLevels, ColumnType.Integer);
    public static readonly Column NqfFramework = Forms.Own("nqfFramework", ColumnForm.Single, Later, (json, a, row) => json.WriteStringValue(a.NqfFramework ?? row.Cell(NqfFramework!).ToString()));
    public static readonly Column NqfLevel = Forms.Own("nqfLevel", ColumnForm.Single, Later, (json, a, row) => json.WriteStringValue(a.NqfLevel ?? row.Cell(NqfLevel!).ToString()));
    public static readonly Column AssessmentTypes = Forms.Values("assessmentTypes", v => v.AssessmentTypes, a => a.AssessmentTypes);
    public static readonly Column Modes = Forms.Values("modes", v => v.Modes, a => a.Modes);
    public static readonly Column Supervision = Forms.Value("supervision", v => v.Supervision, (a, v) => a.Supervision = v, a => a.Supervision);
    public static readonly Column IdentityVerification = Forms.Value("identityVerification", v => v.IdentityVerification, (a, v) => a.IdentityVerification = v, a => a.IdentityVerification);
    public static readonly Column Grade = Forms.Words("grade");
    public static readonly Column GradingScheme = Forms.Words("gradingScheme");
    public static readonly Column LearningOutcomes = Forms.TextList("learningOutcomes");
    public static readonly Column QualityAssurance = Forms.Values("qualityAssurance", v => v.QualityAssurance, a => a.QualityAssurance);
    public static readonly Column EvidenceUrl = Forms.Url("evidenceUrl");
    /// <summary>Language of learning and assessment.</summary>
    public static readonly Column Language = Forms.Value("language", v => v.Languages, (a, v) => a.Language = v, a => a.Language);
    public static readonly Column Kind = Forms.Value("kind", v => v.Kinds, (a, v) => a.Kind = v, a => a.Kind);
    public static readonly Column LearnerGivenNames = Forms.Words("learnerGivenNames");
    public static readonly Column LearnerFamilyName = Forms.Words("learnerFamilyName");
    public static readonly Column LearnerBirthDate = Forms.Own("learnerBirthDate", ColumnForm.Single, LearnerCells.ReadBirthDate, (json, a, _) => SingleWriting.Date(json, a.LearnerBirthDate ?? default), type: ColumnType.Date);
    /// <summary>Free words about the award, for the provider and the learner.</summary>
    public static readonly Column Notes = Forms.Words("notes");

    /// <summary>The achievement this one is a part of, as the course of a programme; it need not be in the hub. Credits of a part are not added to those of its whole.</summary>
    public static readonly Column PartOf = Forms.Own("partOf", ColumnForm.Single, (cell, a, row) => a.PartOf = PartForms.Record(cell, row), (json, a, _) => json.WriteStringValue(a.PartOf));

    /// <summary>The whole table, with its readings and writings.</summary>
    public static readonly RecordColumns<Achievement> Table = Forms.ToTable();

    /// <summary>Names of the columns that are stored as ciphertext under the learner's key.</summary>
    public static readonly IReadOnlyList<string> Personal =
        [LearnerScheme.Name, LearnerId.Name, Grade.Name, EvidenceUrl.Name, LearnerGivenNames.Name, LearnerFamilyName.Name, LearnerBirthDate.Name, Notes.Name];

    /// <summary>Columns whose default stands in the record even when the cell is empty: who awards, and whether it counts.</summary>
    internal static readonly ulong Always = (1UL << AwardingBody.Ordinal) | (1UL << Status.Ordinal);

    // What these cells mean depends on the law of the row, which is known only when all of its cells have been read.
    static void Later(ReadOnlySpan<char> cell, Achievement achievement, RowReading row)
    {
    }

    static void WriteStatus(Utf8JsonWriter json, Achievement achievement, RowReading row) =>
        json.WriteStringValue((achievement.Status ?? row.Scope.Vocabularies["achievement-statuses"].Find(AchievementStatus.Awarded)!).Json);
}
