namespace Hub.Rules;

/// <summary>One way recognition goes in a country.</summary>
/// <param name="Id">Short name: <c>unit-equivalence</c>, <c>academic-recognition</c> ...</param>
/// <param name="CompetentInstitution">Who decides, in words or as a register id.</param>
/// <param name="ClockStarts">What starts the time limit.</param>
/// <param name="OnSilence">What the law says when the time passes without a decision.</param>
/// <param name="Grounds">Closed list of grounds for refusal or partial grant; empty: not established.</param>
/// <param name="AutomaticGrant">Whether a machine may grant in full; null: not established, so it may not.</param>
/// <param name="FourEyes">Whether two persons decide; null: not established, so one does.</param>
/// <param name="AgreementNeeded">Whether a learning agreement has to be there; null: not established, so it has not.</param>
/// <param name="Volume">Which credits a grant gives; null: not established, so none are counted.</param>
/// <param name="Caps">How much of a target may be recognised from what.</param>
public sealed record RecognitionRoute(
    string Id,
    string CompetentInstitution,
    ClockStart ClockStarts,
    SilenceEffect OnSilence,
    IReadOnlyList<RouteTerm> Terms,
    IReadOnlyList<string> Grounds,
    Rule<bool>? AutomaticGrant,
    Rule<bool>? FourEyes,
    Rule<bool>? AgreementNeeded,
    Rule<VolumeRule>? Volume,
    IReadOnlyList<CreditingCap> Caps,
    Confidence Confidence,
    string Source) : IRule
{
    public RouteTerm? FindTerm(TermName name)
    {
        foreach (RouteTerm term in Terms)
            if (term.Name == name) return term;
        return null;
    }
}

public enum ClockStart
{
    RequestEntered,
    FileComplete,
}

public enum SilenceEffect
{
    None,
    DeemedGranted,
    DeemedRefusedAppealable,
}

public enum TermName
{
    /// <summary>To decide.</summary>
    Decision,

    /// <summary>To decide, every extension included.</summary>
    DecisionAtMost,

    /// <summary>The applicant's, to be heard before an unfavourable decision; the clock stands meanwhile.</summary>
    Hearing,

    /// <summary>The applicant's, to complete the file.</summary>
    Completion,

    /// <summary>Of inactivity of the applicant, after which a person may close the case.</summary>
    Inactivity,

    /// <summary>To complain to the body that decided.</summary>
    Complaint,

    /// <summary>To decide on the complaint.</summary>
    ComplaintDecision,

    /// <summary>To appeal to the body above.</summary>
    Appeal,

    /// <summary>To decide on the appeal.</summary>
    AppealDecision,
}

public enum TermUnit
{
    WorkingDays,
    CalendarDays,
    Months,
}

/// <summary>A time limit of a route.</summary>
public sealed record RouteTerm(TermName Name, int Length, TermUnit Unit, Confidence Confidence, string Source) : IRule;

/// <summary>The country's calendar for counting working days.</summary>
/// <param name="TimeZone">IANA name: <c>Europe/Lisbon</c>.</param>
/// <param name="RestDays">Days of the week that are no working days: <c>Saturday</c> ...</param>
/// <param name="Closed">Closed days, in order.</param>
/// <param name="ClosedFrom">First day the list of closed days covers; outside it working days cannot be counted.</param>
/// <param name="ClosedUntil">Last day the list covers.</param>
public sealed record NationalCalendar(string TimeZone, IReadOnlyList<string> RestDays, DateOnly ClosedFrom, DateOnly ClosedUntil, IReadOnlyList<ClosedDay> Closed, Confidence Confidence, string Source) : IRule;

public sealed record ClosedDay(DateOnly Date, string Name);

public enum ErasureAnswer
{
    Applies,
    Refused,
    Restricts,
}

/// <summary>Terms of privacy law. What is null is not established, and then the operator's own terms hold.</summary>
/// <param name="Erasure">What an erasure request of a learner leads to.</param>
/// <param name="SubmissionKeyDays">Days after a submission is finished until the key of its encrypted files is destroyed.</param>
/// <param name="AchievementYears">Years an achievement is kept after its award.</param>
/// <param name="AuditYears">Years entries of an audit log are kept; older ones are pruned up to a signed checkpoint.</param>
public sealed record PrivacyTerms(Rule<ErasureAnswer>? Erasure, Rule<int>? SubmissionKeyDays, Rule<int>? AchievementYears, Rule<int>? AuditYears);
