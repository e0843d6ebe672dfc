using Hub.Rules;
using Hub.Submissions.Layout;

namespace Hub.Learners.Achievements;

/// <summary>
/// An achievement while it is judged: what a learner was awarded, by whom and when. Null means that the cell was empty or unreadable;
/// texts and free words stay in the row. Used again for every row.
/// </summary>
public sealed class Achievement : IRecordDraft
{
    /// <summary>The provider's own key, as sent.</summary>
    public string? LocalId { get; set; }

    /// <summary>Public id of the catalogue entry that was achieved; null where the row describes the achievement itself.</summary>
    public string? EntryId { get; set; }

    /// <summary>Short name of the vocabulary <c>kinds</c>; null: that of the entry, else a micro-credential.</summary>
    public Concept? Kind { get; set; }

    /// <summary>Id of the organisation that awards; null: the submitting organisation does.</summary>
    public string? AwardingBody { get; set; }

    /// <summary>The day whose law counts.</summary>
    public DateOnly? AwardedOn { get; set; }

    public DateOnly? IssuedOn { get; set; }

    /// <summary>Null means awarded.</summary>
    public Concept? Status { get; set; }

    /// <summary>Public id of the achievement this one stands in the place of.</summary>
    public string? Replaces { get; set; }

    /// <summary>Public id of the achievement this one is a part of.</summary>
    public string? PartOf { get; set; }

    public Concept? LearningSetting { get; set; }

    public CreditSystem? CreditSystem { get; set; }

    public decimal? CreditPoints { get; set; }

    public decimal? WorkloadHours { get; set; }

    public Concept? HoursKind { get; set; }

    public Concept? EqfLevel { get; set; }

    public string? NqfFramework { get; set; }

    public string? NqfLevel { get; set; }

    public List<Concept> AssessmentTypes { get; } = [];

    public List<Concept> Modes { get; } = [];

    public Concept? Supervision { get; set; }

    public Concept? IdentityVerification { get; set; }

    public List<Concept> QualityAssurance { get; } = [];

    public Concept? Language { get; set; }

    /// <summary>Day of birth; ciphertext once stored.</summary>
    public DateOnly? LearnerBirthDate { get; set; }

    /// <summary>Scheme of the learner's identifier in capitals; null: the provider's own numbers.</summary>
    public string? LearnerScheme { get; set; }

    public void Clear()
    {
        LocalId = EntryId = AwardingBody = Replaces = PartOf = NqfFramework = NqfLevel = LearnerScheme = null;
        Kind = Status = LearningSetting = HoursKind = EqfLevel = Supervision = IdentityVerification = Language = null;
        (AwardedOn, IssuedOn, LearnerBirthDate) = (null, null, null);
        (CreditSystem, CreditPoints, WorkloadHours) = (null, null, null);
        AssessmentTypes.Clear();
        Modes.Clear();
        QualityAssurance.Clear();
    }
}
