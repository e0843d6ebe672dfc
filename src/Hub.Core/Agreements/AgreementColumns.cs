using System.Globalization;
using System.Text.Json;
using Hub.Organisations.Accreditations;
using Hub.Rules;
using Hub.Submissions.Cells;
using Hub.Submissions.Layout;

namespace Hub.Agreements;

/// <summary>
/// The canonical columns of agreements, in canonical order. Names and order are public contract; adding is allowed. Those in
/// <see cref="Personal"/> say who the learner is, or are free words about the mobility: in a learning agreement they are stored as
/// ciphertext only.
/// </summary>
public static class AgreementColumns
{
    static readonly NumberLimits Versions = new(Decimals: 0, Max: 1_000_000);

    static readonly ColumnForms<Agreement> Forms = new();

    public static readonly Column LocalId = Forms.Own("localId", ColumnForm.Single, (cell, a, row) => a.LocalId = PartForms.LocalId(cell, row), (json, a, _) => json.WriteStringValue(a.LocalId));
    public static readonly Column Type = Forms.Value("type", v => v["agreement-types"], (a, v) => a.Type = v, a => a.Type);
    public static readonly Column Home = Forms.Own("home", ColumnForm.Single, (cell, a, row) => a.Home = OrganisationNames.Read(cell, row), (json, a, row) => json.WriteStringValue(AgreementCells.HomeOf(a, row)));
    public static readonly Column Host = Forms.Own("host", ColumnForm.Single, (cell, a, row) => a.Host = OrganisationNames.Read(cell, row), (json, a, _) => json.WriteStringValue(a.Host));
    public static readonly Column Parties = Forms.Strings("parties", OrganisationNames.Read, a => a.Parties);
    public static readonly Column Memorandum = Forms.Own("memorandum", ColumnForm.Single, (cell, a, row) => a.Memorandum = PartForms.Record(cell, row), (json, a, _) => json.WriteStringValue(a.Memorandum));
    /// <summary>Who gives the identifier out: a scheme of the country, or empty for the sender's own numbers.</summary>
    public static readonly Column LearnerScheme = Forms.Own("learnerScheme", ColumnForm.Single, AgreementCells.ReadScheme, (json, a, _) => json.WriteStringValue(a.LearnerScheme));
    public static readonly Column LearnerId = Forms.Own("learnerId", ColumnForm.Single, AgreementCells.ReadLearnerId, (json, _, row) => json.WriteStringValue(row.Cell(LearnerId!)));
    public static readonly Column ValidFrom = Forms.Date("validFrom", (a, v) => a.ValidFrom = v, a => a.ValidFrom);
    public static readonly Column ValidUntil = Forms.Date("validUntil", (a, v) => a.ValidUntil = v, a => a.ValidUntil);
    public static readonly Column Outcomes = Forms.Own("outcomes", ColumnForm.List, (cell, a, row) => ListReading.Strings(cell, AgreementCells.ReadOutcome, a.Outcomes, row), AgreementCells.WriteOutcomes);
    public static readonly Column Accepts = Forms.Values("accepts", v => v["mutual-acceptance"], a => a.Accepts);
    public static readonly Column Qualifications = Forms.Strings("qualifications", PartForms.Record, a => a.Qualifications);
    /// <summary>Numbers in JSON, as in entries.</summary>
    public static readonly Column EqfLevels = Forms.Own("eqfLevels", ColumnForm.List, (cell, a, row) => ListReading.Values(cell, row.Scope.Vocabularies.EqfLevels, a.EqfLevels, row), WriteLevels, v => v.EqfLevels);
    public static readonly Column Fields = Forms.Values("fields", v => v.IscedF, a => a.Fields);
    public static readonly Column Signatures = Forms.Strings("signatures", AgreementCells.ReadSignature, a => a.Signatures);
    public static readonly Column Answers = Forms.Number("answers", Versions, (a, v) => a.Answers = v, a => a.Answers);
    public static readonly Column Status = Forms.Own("status", ColumnForm.Single, (cell, a, row) => a.Status = SingleReading.Value(cell, row.Scope.Vocabularies["agreement-statuses"], row), WriteStatus, v => v["agreement-statuses"]);
    public static readonly Column ReviewOn = Forms.Date("reviewOn", (a, v) => a.ReviewOn = v, a => a.ReviewOn);
    public static readonly Column Identifiers = Forms.Strings("identifiers", PartForms.Identifier, a => a.Identifiers);
    /// <summary>The agreement itself, or the conditions of the partnership.</summary>
    public static readonly Column Document = Forms.Url("document");
    public static readonly Column Objectives = Forms.Text("objectives");
    public static readonly Column HostCompany = Forms.Words("hostCompany");
    /// <summary>What is learnt at the host in words, where the catalogue does not know it.</summary>
    public static readonly Column Studied = Forms.WordList("studied");
    /// <summary>What home gives for it in words, where the catalogue does not know it.</summary>
    public static readonly Column Recognised = Forms.WordList("recognised");
    /// <summary>What stands proposed at another hub or system and is not agreed.</summary>
    public static readonly Column Proposed = Forms.Words("proposed");
    public static readonly Column LearnerGivenNames = Forms.Words("learnerGivenNames");
    public static readonly Column LearnerFamilyName = Forms.Words("learnerFamilyName");
    public static readonly Column LearnerBirthDate = Forms.Own("learnerBirthDate", ColumnForm.Single, AgreementCells.ReadBirthDate, (json, a, _) => SingleWriting.Date(json, a.LearnerBirthDate ?? default), type: ColumnType.Date);
    public static readonly Column Notes = Forms.Words("notes");

    /// <summary>The whole table, with its readings and writings.</summary>
    public static readonly RecordColumns<Agreement> Table = Forms.ToTable();

    /// <summary>Names of the columns that are stored as ciphertext under the learner's key, in a learning agreement.</summary>
    public static readonly IReadOnlyList<string> Personal =
        [LearnerScheme.Name, LearnerId.Name, Identifiers.Name, Document.Name, Objectives.Name, HostCompany.Name, Studied.Name, Recognised.Name, Proposed.Name, LearnerGivenNames.Name, LearnerFamilyName.Name, LearnerBirthDate.Name, Notes.Name];

    /// <summary>Columns of the person, which a memorandum does not have.</summary>
    internal static readonly IReadOnlyList<Column> OfLearner = [LearnerScheme, LearnerId, LearnerGivenNames, LearnerFamilyName, LearnerBirthDate];

    /// <summary>Columns whose default stands in the record even when the cell is empty.</summary>
    internal static ulong Always(Agreement agreement) => (1UL << Status.Ordinal) | (agreement.IsLearningAgreement ? 1UL << Home.Ordinal : 0);

    static void WriteLevels(Utf8JsonWriter json, Agreement agreement, RowReading row)
    {
        json.WriteStartArray();
        foreach (Concept level in agreement.EqfLevels) json.WriteNumberValue(int.Parse(level.Name, CultureInfo.InvariantCulture));
        json.WriteEndArray();
    }

    static void WriteStatus(Utf8JsonWriter json, Agreement agreement, RowReading row) =>
        json.WriteStringValue((agreement.Status ?? row.Scope.Vocabularies["agreement-statuses"].Find(AgreementStatus.Active)!).Json);
}
