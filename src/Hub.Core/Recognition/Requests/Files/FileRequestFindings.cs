using Hub.Submissions.Findings;

namespace Hub.Recognition.Requests.Files;

/// <summary>What can be wrong with a request for recognition in a file. Codes are those of a single request where they say the same. None carries a value: it could be about the person.</summary>
public static class FileRequestFindings
{
    public static readonly FindingCode LearnerMissing = Reject("recognition.learner-missing",
        "The request does not say for which learner it is.", "Fill in learnerId as in the learner's achievements, and learnerScheme where it is no number of your own.");

    public static readonly FindingCode RouteMissing = Reject("recognition.route-missing",
        "The request names no route.", "Fill in route with a route of the rules of the deciding institution's country, such as unit-equivalence.");

    public static readonly FindingCode RouteUnreadable = Reject("recognition.route-unreadable",
        "The route can not be read.", "Small letters, digits and hyphens, such as unit-equivalence.");

    public static readonly FindingCode TargetMissing = Reject("recognition.target-missing",
        "The request does not say what the achievements are to count towards.", "Fill in target with the public id of a catalogue entry.");

    public static readonly FindingCode TooMany = Reject("recognition.achievements-invalid",
        "The request names too many achievements.", "99 at most.");

    public static readonly FindingCode EvidenceOwed = Warn("recognition.evidence-owed",
        "The request names no achievement: the clock stands until evidence is brought.", "Name achievements, or bring evidence to the case.");

    public static readonly FindingCode ContactInvalid = Reject("recognition.contact-invalid",
        "The contact is no e-mail address.", "An address alone, without a name, 254 characters at most; or leave the cell empty.");

    public static readonly FindingCode LearnerUnknown = Register("recognition.learner-unknown",
        "You have sent nothing of this learner.", "Send the learner's achievements or learning agreement first, and write scheme and identifier as there.");

    public static readonly FindingCode LearnerRestricted = Register("recognition.learner-restricted",
        "The learner's data must not be used at the moment.", "Ask the registrar of the hub.");

    public static readonly FindingCode AchievementUnknown = Register("recognition.achievement-unknown",
        "The learner has no such achievement.", "Name achievements of this learner by their local id, or by the public id where somebody else sent them.");

    public static readonly FindingCode TargetUnknown = Register("recognition.target-unknown",
        "The catalogue has no published entry of the target's id.", "Check the id, or ask its owner to publish the entry.");

    public static readonly FindingCode InstitutionUnknown = Register("recognition.institution-unknown",
        "The register has no such institution.", "Check the id, or leave the cell empty: then whoever awards the target decides.");

    public static readonly FindingCode InstitutionNotCompetent = Register("recognition.institution-not-competent",
        "The institution neither awards the target nor is a body that the rules name.", "Leave the cell empty: then whoever awards the target decides.");

    public static readonly FindingCode RouteUnknown = Register("recognition.route-unknown",
        "The rules of the institution's country have no such route.", "GET /v1/rulesets/{country} lists the routes.");

    public static readonly FindingCode Entered = Register("recognition.entered-differently",
        "A request of this localId was entered with other content; a file does not change it.", "Bring evidence or supplements to the case, withdraw it, or give a new request a localId of its own.");

    public static IReadOnlyList<FindingCode> All { get; } =
    [
        LearnerMissing, RouteMissing, RouteUnreadable, TargetMissing, TooMany, EvidenceOwed, ContactInvalid,
        LearnerUnknown, LearnerRestricted, AchievementUnknown, TargetUnknown, InstitutionUnknown, InstitutionNotCompetent, RouteUnknown, Entered,
    ];

    static FindingCode Reject(string code, string message, string help) => new(code, Severity.Reject, FindingSource.File, message, help);

    static FindingCode Warn(string code, string message, string help) => new(code, Severity.Warn, FindingSource.File, message, help);

    static FindingCode Register(string code, string message, string help) => new(code, Severity.Reject, FindingSource.Register, message, help);
}
