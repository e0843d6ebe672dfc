using Hub.Submissions.Findings;

namespace Hub.Organisations.Accreditations;

/// <summary>What can be wrong with an accreditation. The rules about degree outcome, workload and status are those of DEQAR (EQAR, deqar-docs, report data elements).</summary>
public static class AccreditationFindings
{
    public static readonly FindingCode OrganisationMissing = Reject("accreditation.organisation-missing",
        "The accreditation does not say whom it is about.", "Fill in organisation with the id the register gave out, or an identifier it knows, such as DEQAR:DEQARINST0001.");

    public static readonly FindingCode TypeMissing = Reject("accreditation.type-missing",
        "The accreditation does not say of which type it is.", "Fill in type: programme, institutional, programme-licence, institutional-licence, short-programmes or study-programme-group.");

    public static readonly FindingCode ValidFromMissing = Reject("accreditation.valid-from-missing",
        "The accreditation does not say from which day it counts.", "Fill in validFrom.");

    public static readonly FindingCode ValidityReversed = Reject("accreditation.validity-reversed",
        "The accreditation ends before it begins.", "Correct validFrom or validUntil; a report to DEQAR ends at least a day after it begins.");

    public static readonly FindingCode OwnAgency = Warn("accreditation.own-agency",
        "The organisation decides about itself.", "Name the agency that decided, unless the organisation really accredits itself.");

    public static readonly FindingCode NothingNamed = Warn("accreditation.nothing-named",
        "The accreditation of a programme names no entry of the catalogue; it covers only entries that name it in their column accreditation.", "Fill in entries with the public ids of the programmes.");

    public static readonly FindingCode GroupMissing = Reject("accreditation.group-missing",
        "The right to a study-programme group does not say which group.", "Fill in fields with the ISCED-F codes of the group.");

    public static readonly FindingCode JointWithItself = Reject("accreditation.joint-with-itself",
        "The organisation is named twice.", "Leave the organisation itself out of jointWith.");

    public static readonly FindingCode WorkloadMissing = Reject("accreditation.workload-missing",
        "A programme without a full degree needs its workload in ECTS credits.", "Fill in workloadEcts.");

    public static readonly FindingCode WorkloadNotPositive = Reject("accreditation.workload-not-positive",
        "The workload must be more than 0 ECTS credits.", "Leave the cell empty when the workload is not known.");

    public static readonly FindingCode CertificationMissing = Reject("accreditation.certification-missing",
        "A programme without a full degree has to say how it is assessed and certified.", "Fill in assessmentCertification: attendance-certificate, assessment-based-certificate or none.");

    public static readonly FindingCode CertificationWithDegree = Reject("accreditation.certification-with-degree",
        "A programme that leads to a full degree has no other certification.", "Leave assessmentCertification empty.");

    public static readonly FindingCode LevelMissing = Reject("accreditation.level-missing",
        "The level of the programme is missing.", "Fill in eqfLevels: 5 for the short cycle, 6, 7 and 8 for the first, second and third.");

    public static readonly FindingCode LevelOutsideCycles = Reject("accreditation.level-outside-cycles",
        "The level is none of the cycles of higher education.", "The cycles of the QF-EHEA are EQF 5 to 8.");

    public static readonly FindingCode NotShort = Warn("accreditation.not-short",
        "60 ECTS credits or more are no short programme.", "Check workload and type.");

    public static readonly FindingCode ReportMissing = Warn("accreditation.report-missing",
        "The report of the agency is missing.", "Fill in report with the address of the published report.");

    public static readonly FindingCode LegalStatusMissing = Reject("accreditation.legal-status-missing",
        "A report to DEQAR has to say whether the procedure is obligatory.", "Fill in legalStatus: obligatory or voluntary.");

    public static readonly FindingCode DecisionMissing = Reject("accreditation.decision-missing",
        "A report to DEQAR has to say what was decided.", "Fill in decision: positive, positive-with-conditions, negative or not-applicable.");

    /// <summary>Rejects in reports to DEQAR, whose list is closed; holds elsewhere. Detail: the list.</summary>
    public static readonly FindingCode DecisionUnknown = Reject("accreditation.decision-unknown",
        "The decision is none of the list: {0}.", "Write one of the list. A registrar may let other words in; they are kept and cover nothing.");

    public static readonly FindingCode ActivityMissing = Reject("accreditation.activity-missing",
        "A report to DEQAR belongs to at least one activity of the agency.", "Fill in activities with DEQAR's numbers, or the agency's own names of them.");

    public static readonly FindingCode DegreeOutcomeMissing = Reject("accreditation.degree-outcome-missing",
        "A report to DEQAR about a programme has to say whether it leads to a full degree.", "Fill in degreeOutcome: full-degree or no-full-degree.");

    public static readonly FindingCode OrganisationUnknown = Register("accreditation.organisation-unknown", Severity.Reject,
        "The organisation is not in the register, or several have that identifier.", "Check the id, or ask the registrar to enter the organisation or its identifier.");

    public static readonly FindingCode AgencyUnknown = Register("accreditation.agency-unknown", Severity.Reject,
        "The agency is not in the register, or several have that identifier.", "Check the id, or ask the registrar to enter the agency or its identifier.");

    public static readonly FindingCode JointUnknown = Register("accreditation.joint-unknown", Severity.Warn,
        "An organisation named in jointWith is not in the register.", "Check its id, or ask the registrar to enter it.");

    public static readonly FindingCode EntryUnknown = Register("accreditation.entry-unknown", Severity.Warn,
        "An entry named in entries is not in the catalogue.", "Check its id. The accreditation covers the entry once it is there.");

    public static readonly FindingCode NotAnAgency = Register("accreditation.not-an-agency", Severity.Reject,
        "The register does not list the organisation that decided as an agency.", "Ask the registrar to give it the role agency.");

    public static readonly FindingCode SenderNotEntitled = Register("accreditation.sender-not-entitled", Severity.Reject,
        "Decisions of an agency are sent by itself, or by a body that the register lists as registrar.", "Have the agency send them, or ask the registrar for the role.");

    public static readonly FindingCode DegreeOfOtherProvider = Register("accreditation.degree-of-other-provider", Severity.Reject,
        "Only higher education institutions offer full degrees; the register lists the organisation in other sectors.", "Check degreeOutcome, or ask the registrar to correct the sectors.");

    public static readonly FindingCode StatusOfOtherProvider = Register("accreditation.status-of-other-provider", Severity.Reject,
        "The status of a decision about other providers than higher education institutions is voluntary.", "Check legalStatus, or ask the registrar to correct the sectors.");

    public static IReadOnlyList<FindingCode> All { get; } =
    [
        OrganisationMissing, TypeMissing, ValidFromMissing, ValidityReversed, OwnAgency, NothingNamed, GroupMissing, JointWithItself, WorkloadMissing, WorkloadNotPositive, CertificationMissing,
        CertificationWithDegree, LevelMissing, LevelOutsideCycles, NotShort, ReportMissing, LegalStatusMissing, DecisionMissing, DecisionUnknown, ActivityMissing, DegreeOutcomeMissing, OrganisationUnknown, AgencyUnknown, JointUnknown, EntryUnknown, NotAnAgency, SenderNotEntitled,
        DegreeOfOtherProvider, StatusOfOtherProvider,
    ];

    static FindingCode Reject(string code, string message, string help) => new(code, Severity.Reject, FindingSource.File, message, help);

    static FindingCode Warn(string code, string message, string help) => new(code, Severity.Warn, FindingSource.File, message, help);

    static FindingCode Register(string code, Severity severity, string message, string help) => new(code, severity, FindingSource.Register, message, help);
}
