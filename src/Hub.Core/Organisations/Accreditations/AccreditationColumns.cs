using System.Text.Json;
using Hub.Rules;
using Hub.Submissions.Cells;
using Hub.Submissions.Layout;

namespace Hub.Organisations.Accreditations;

/// <summary>The canonical columns of accreditations, in canonical order. Names and order are public contract; adding is allowed.</summary>
public static class AccreditationColumns
{
    static readonly NumberLimits Ects = new(Decimals: 2, Max: 10_000);

    static readonly ColumnForms<Accreditation> Forms = new();

    public static readonly Column LocalId = Forms.Own("localId", ColumnForm.Single, (cell, a, row) => a.LocalId = PartForms.LocalId(cell, row), (json, a, _) => json.WriteStringValue(a.LocalId));
    public static readonly Column Organisation = Forms.Own("organisation", ColumnForm.Single, (cell, a, row) => a.Organisation = OrganisationNames.Read(cell, row), (json, a, _) => json.WriteStringValue(a.Organisation));
    public static readonly Column Agency = Forms.Own("agency", ColumnForm.Single, (cell, a, row) => a.Agency = OrganisationNames.Read(cell, row), (json, a, row) => json.WriteStringValue(a.Agency ?? row.Scope.Organisation.Value));
    public static readonly Column Type = Forms.Value("type", v => v["accreditation-types"], (a, v) => a.Type = v, a => a.Type);
    public static readonly Column Decision = Forms.Own("decision", ColumnForm.Single, ReadDecision, WriteDecision, v => v["accreditation-decisions"]);
    public static readonly Column Fields = Forms.Values("fields", v => v.IscedF, a => a.Fields);
    /// <summary>Numbers in JSON, as in entries.</summary>
    public static readonly Column EqfLevels = Forms.Own("eqfLevels", ColumnForm.List, (cell, a, row) => ListReading.Values(cell, row.Scope.Vocabularies.EqfLevels, a.EqfLevels, row), WriteLevels, v => v.EqfLevels);
    public static readonly Column Countries = Forms.Values("countries", v => v.Countries, a => a.Countries);
    public static readonly Column ValidFrom = Forms.Date("validFrom", (a, v) => a.ValidFrom = v, a => a.ValidFrom);
    public static readonly Column ValidUntil = Forms.Date("validUntil", (a, v) => a.ValidUntil = v, a => a.ValidUntil);
    public static readonly Column Report = Forms.Url("report");
    public static readonly Column Entries = Forms.Own("entries", ColumnForm.List, (cell, a, row) => ListReading.Strings(cell, ReadEntry, a.Entries, row), WriteEntries);
    public static readonly Column EntryKinds = Forms.Values("entryKinds", v => v.Kinds, a => a.EntryKinds);
    public static readonly Column Programmes = Forms.WordList("programmes");
    public static readonly Column JointWith = Forms.Strings("jointWith", OrganisationNames.Read, a => a.JointWith);
    public static readonly Column LegalStatus = Forms.Value("legalStatus", v => v["legal-statuses"], (a, v) => a.LegalStatus = v, a => a.LegalStatus);
    public static readonly Column DegreeOutcome = Forms.Value("degreeOutcome", v => v["degree-outcomes"], (a, v) => a.DegreeOutcome = v, a => a.DegreeOutcome);
    public static readonly Column WorkloadEcts = Forms.Number("workloadEcts", Ects, (a, v) => a.WorkloadEcts = v, a => a.WorkloadEcts);
    public static readonly Column AssessmentCertification = Forms.Value("assessmentCertification", v => v["assessment-certifications"], (a, v) => a.AssessmentCertification = v, a => a.AssessmentCertification);
    public static readonly Column Activities = Forms.WordList("activities");
    public static readonly Column Identifiers = Forms.Strings("identifiers", PartForms.Identifier, a => a.Identifiers);
    public static readonly Column Homepage = Forms.Url("homepage");
    public static readonly Column Status = Forms.Own("status", ColumnForm.Single, (cell, a, row) => a.Status = SingleReading.Value(cell, row.Scope.Vocabularies["accreditation-statuses"], row), WriteStatus, v => v["accreditation-statuses"]);

    /// <summary>The whole table, with its readings and writings.</summary>
    public static readonly RecordColumns<Accreditation> Table = Forms.ToTable();

    /// <summary>Columns whose default stands in the record even when the cell is empty: who decided, and whether it counts.</summary>
    internal static readonly ulong Always = (1UL << Agency.Ordinal) | (1UL << Status.Ordinal);

    /// <summary>The entry's public id. A local id is one of the accredited organisation, whose catalogue it is, not of the sender.</summary>
    internal static string EntryId(string entry, string? organisation) => RecordId.TryParse(entry, out _) ? entry : $"{organisation}~{entry}";

    static string? ReadEntry(ReadOnlySpan<char> part, RowReading row)
    {
        if (RecordId.IsLocalId(part)) return part.ToString();
        row.Add(CellFindings.NotARecord);
        return null;
    }

    static void WriteEntries(Utf8JsonWriter json, Accreditation accreditation, RowReading row)
    {
        json.WriteStartArray();
        foreach (string entry in accreditation.Entries) json.WriteStringValue(EntryId(entry, accreditation.Organisation));
        json.WriteEndArray();
    }

    static void WriteLevels(Utf8JsonWriter json, Accreditation accreditation, RowReading row)
    {
        json.WriteStartArray();
        foreach (Concept level in accreditation.EqfLevels) json.WriteRawValue(level.Name);
        json.WriteEndArray();
    }

    // Other registers have decisions in their own words: whether they are kept depends on where the row comes from.
    static void ReadDecision(ReadOnlySpan<char> cell, Accreditation accreditation, RowReading row)
    {
        Vocabulary decisions = row.Scope.Vocabularies["accreditation-decisions"];
        accreditation.Decision = decisions.Find(cell) is null ? null : SingleReading.Value(cell, decisions, row);
    }

    static void WriteDecision(Utf8JsonWriter json, Accreditation accreditation, RowReading row)
    {
        if (accreditation.Decision is { } decision) json.WriteStringValue(decision.Json);
        else json.WriteStringValue(row.Cell(Decision));
    }

    static void WriteStatus(Utf8JsonWriter json, Accreditation accreditation, RowReading row) =>
        json.WriteStringValue((accreditation.Status ?? row.Scope.Vocabularies["accreditation-statuses"].Find("active")!).Json);
}
