using Hub.Rules;
using Hub.Submissions.Layout;

namespace Hub.Organisations.Accreditations;

/// <summary>An accreditation while it is judged. Null means that the cell was empty or unreadable; free words stay in the row. Used again for every row.</summary>
public sealed class Accreditation : IRecordDraft
{
    /// <summary>The sender's own key, as sent.</summary>
    public string? LocalId { get; set; }

    /// <summary>Whom it is about: id of an organisation, or an identifier that the register does not know or that was not looked up.</summary>
    public string? Organisation { get; set; }

    /// <summary>Who decided; null: the sender did.</summary>
    public string? Agency { get; set; }

    public Concept? Type { get; set; }

    /// <summary>Null also where it is in words that are none of the list.</summary>
    public Concept? Decision { get; set; }

    /// <summary>ISCED-F fields it is limited to; a broad one holds the narrow ones in it. Empty: no limit.</summary>
    public List<Concept> Fields { get; } = [];

    /// <summary>EQF levels it is limited to; empty: no limit.</summary>
    public List<Concept> EqfLevels { get; } = [];

    /// <summary>Countries it is limited to; empty: no limit.</summary>
    public List<Concept> Countries { get; } = [];

    /// <summary>First day.</summary>
    public DateOnly? ValidFrom { get; set; }

    /// <summary>Last day; null: no end is set.</summary>
    public DateOnly? ValidUntil { get; set; }

    /// <summary>Entries of the catalogue it is limited to, as sent: public ids, or local ids of the organisation.</summary>
    public List<string> Entries { get; } = [];

    public List<Concept> EntryKinds { get; } = [];

    /// <summary>Other organisations the same decision is about.</summary>
    public List<string> JointWith { get; } = [];

    public Concept? LegalStatus { get; set; }

    public Concept? DegreeOutcome { get; set; }

    /// <summary>In ECTS credits.</summary>
    public decimal? WorkloadEcts { get; set; }

    public Concept? AssessmentCertification { get; set; }

    public List<string> Identifiers { get; } = [];

    /// <summary>Null means active.</summary>
    public Concept? Status { get; set; }

    public void Clear()
    {
        (LocalId, Organisation, Agency) = (null, null, null);
        Type = Decision = LegalStatus = DegreeOutcome = AssessmentCertification = Status = null;
        (ValidFrom, ValidUntil, WorkloadEcts) = (null, null, null);
        Fields.Clear();
        EqfLevels.Clear();
        Countries.Clear();
        Entries.Clear();
        EntryKinds.Clear();
        JointWith.Clear();
        Identifiers.Clear();
    }
}
