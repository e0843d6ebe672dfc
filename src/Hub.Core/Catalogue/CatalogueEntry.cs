using Hub.Rules;
using Hub.Submissions.Layout;

namespace Hub.Catalogue;

/// <summary>
/// A catalogue entry while it is judged: the values rules look at, typed. Null means that the cell was empty or unreadable; texts and
/// free words stay in the row. Used again for every row.
/// </summary>
public sealed class CatalogueEntry : IRecordDraft
{
    public Concept? Kind { get; set; }

    /// <summary>The provider's own key, as sent.</summary>
    public string? LocalId { get; set; }

    /// <summary>Id of the organisation that awards; null: the submitting organisation does.</summary>
    public string? AwardingBody { get; set; }

    public List<string> Providers { get; } = [];

    public List<string> Identifiers { get; } = [];

    public List<string> EscoSkills { get; } = [];

    /// <summary>Type of each learning outcome, by its place among them; null where none is given.</summary>
    public List<Concept?> OutcomeTypes { get; } = [];

    /// <summary>ESCO URI of each learning outcome, by its place among them; null where none is given.</summary>
    public List<string?> OutcomeSkills { get; } = [];

    /// <summary>Public ids of what the entry is derived from.</summary>
    public List<string> DerivedFrom { get; } = [];

    /// <summary>Public ids of what the entry is part of.</summary>
    public List<string> PartOf { get; } = [];

    /// <summary>Share of the whole in <see cref="PartOf"/>, in per cent: above 0, up to 100.</summary>
    public decimal? RelativeWeight { get; set; }

    public decimal? CreditPoints { get; set; }

    /// <summary>The system the points are in, as the law that counts knows it.</summary>
    public CreditSystem? CreditSystem { get; set; }

    public CreditComponent? CreditComponent { get; set; }

    public MicroCredentialType? MicroCredentialType { get; set; }

    /// <summary>Hours of all parts, of the kind in <see cref="HoursKind"/>.</summary>
    public decimal? WorkloadHours { get; set; }

    public Concept? HoursKind { get; set; }

    public decimal? ContactHours { get; set; }

    public decimal? SelfStudyHours { get; set; }

    public decimal? WorkBasedHours { get; set; }

    public decimal? DurationMonths { get; set; }

    public Concept? EqfLevel { get; set; }

    /// <summary>Short name of the national framework, resolved.</summary>
    public string? NqfFramework { get; set; }

    /// <summary>National level as the framework writes it, resolved.</summary>
    public string? NqfLevel { get; set; }

    /// <summary>Whether the framework has that level; rules that build on the level ask only then.</summary>
    public bool IsNqfLevelKnown { get; set; }

    public Concept? LevelBasis { get; set; }

    public List<Concept> IscedF { get; } = [];

    public List<Concept> Languages { get; } = [];

    public List<Concept> Modes { get; } = [];

    public List<Concept> AssessmentTypes { get; } = [];

    public Concept? Supervision { get; set; }

    public Concept? IdentityVerification { get; set; }

    public List<Concept> QualityAssurance { get; } = [];

    public Concept? Stackability { get; set; }

    public List<Concept> TargetGroups { get; } = [];

    public Concept? OfferType { get; set; }

    public DateOnly? StartDate { get; set; }

    public DateOnly? ApplicationDeadline { get; set; }

    public decimal? PriceAmount { get; set; }

    public Concept? PriceCurrency { get; set; }

    public DateOnly? ValidFrom { get; set; }

    public DateOnly? ValidUntil { get; set; }

    /// <summary>Null means published.</summary>
    public Concept? Status { get; set; }

    public void Clear()
    {
        Kind = EqfLevel = HoursKind = LevelBasis = Supervision = IdentityVerification = Stackability = OfferType = PriceCurrency = Status = null;
        LocalId = AwardingBody = NqfFramework = NqfLevel = null;
        RelativeWeight = CreditPoints = WorkloadHours = ContactHours = SelfStudyHours = WorkBasedHours = DurationMonths = PriceAmount = null;
        StartDate = ApplicationDeadline = ValidFrom = ValidUntil = null;
        (CreditSystem, CreditComponent, MicroCredentialType, IsNqfLevelKnown) = (null, null, null, false);
        Providers.Clear();
        Identifiers.Clear();
        EscoSkills.Clear();
        OutcomeTypes.Clear();
        OutcomeSkills.Clear();
        DerivedFrom.Clear();
        PartOf.Clear();
        IscedF.Clear();
        Languages.Clear();
        Modes.Clear();
        AssessmentTypes.Clear();
        QualityAssurance.Clear();
        TargetGroups.Clear();
    }
}
