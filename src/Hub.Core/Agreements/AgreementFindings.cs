using Hub.Submissions.Findings;

namespace Hub.Agreements;

/// <summary>What can be wrong with an agreement. What it has to hold is what the ECVET Recommendation (18 June 2009) and its users' guide ask of a memorandum and of a learning agreement.</summary>
public static class AgreementFindings
{
    public static readonly FindingCode TypeMissing = Reject("agreement.type-missing",
        "The agreement does not say of which type it is.", "Fill in type: memorandum or learning-agreement.");

    public static readonly FindingCode ValidFromMissing = Reject("agreement.valid-from-missing",
        "The agreement does not say from which day it counts.", "Fill in validFrom; for a learning agreement the first day of the mobility.");

    public static readonly FindingCode PeriodMissing = Reject("agreement.period-missing",
        "The learning agreement does not say when the mobility ends.", "Fill in validUntil.");

    public static readonly FindingCode ValidityReversed = Reject("agreement.validity-reversed",
        "The agreement ends before it begins.", "Correct validFrom or validUntil.");

    public static readonly FindingCode HostMissing = Reject("agreement.host-missing",
        "The learning agreement does not name the host.", "Fill in host with the id the register gave out, or an identifier it knows, such as SCHAC:example.org.");

    public static readonly FindingCode HostIsHome = Reject("agreement.host-is-home",
        "Home and host are the same organisation.", "A learning agreement is between two.");

    public static readonly FindingCode LearnerMissing = Reject("agreement.learner-missing",
        "The learning agreement does not say who the learner is.", "Fill in learnerId, and learnerScheme where it is no number of your own.");

    public static readonly FindingCode OfPerson = Reject("agreement.memorandum-of-a-person",
        "A memorandum is between institutions: it names no learner.", "Leave the columns of the learner empty, or send a learning agreement.");

    public static readonly FindingCode OutcomesMissing = Reject("agreement.outcomes-missing",
        "The learning agreement does not say what is to be achieved.", "Fill in outcomes with units or outcomes of the host, or studied with their names.");

    public static readonly FindingCode PartMissing = Warn("agreement.part-missing",
        "What is to be achieved stands for nothing at home yet: nothing is recognised from it without a person.", "Write outcome=part: the part of the home qualification behind the host's outcome.");

    public static readonly FindingCode OutcomeUnreadable = Reject("agreement.outcome-unreadable",
        "What is to be achieved can not be read.", "Write outcome=part: two ids with one = between them, or the outcome alone; several divided by |.");

    public static readonly FindingCode PartiesMissing = Reject("agreement.parties-missing",
        "A memorandum has two parties at least.", "Fill in parties with the ids of all of them.");

    public static readonly FindingCode NothingAccepted = Reject("agreement.nothing-accepted",
        "The memorandum does not say what the parties accept of each other.", "Fill in accepts: quality-assurance, assessment, validation, recognition.");

    public static readonly FindingCode SignatureUnreadable = Reject("agreement.signature-unreadable",
        "A signature can not be read.", "Write who=yyyy-mm-dd: learner, home, host or the id of a party; several divided by |.");

    public static readonly FindingCode SignerUnknown = Reject("agreement.signer-not-a-party",
        "A signature is of nobody who is a party.", "A learning agreement is signed by learner, home and host; a memorandum by its parties.");

    public static readonly FindingCode SignedInFuture = Reject("agreement.signed-in-future",
        "A signature lies in the future.", "Correct the day.");

    public static readonly FindingCode RestsOnItself = Reject("agreement.rests-on-itself",
        "The agreement names itself as its memorandum.", "Name the memorandum, or leave the cell empty.");

    public static readonly FindingCode HomeUnknown = Register("agreement.home-unknown", Severity.Reject,
        "The home institution is not in the register, or several have that identifier.", "Check the id, or ask the registrar to enter the institution or its identifier.");

    public static readonly FindingCode HostUnknown = Register("agreement.host-unknown", Severity.Warn,
        "The host is not in the register, or several have that identifier: nothing it awards is found by this agreement.", "Check the id, or ask the registrar to enter the institution or its identifier.");

    public static readonly FindingCode PartyUnknown = Register("agreement.party-unknown", Severity.Reject,
        "A party is not in the register, or several have that identifier.", "Check the id, or ask the registrar to enter it.");

    public static readonly FindingCode MemorandumUnknown = Register("agreement.memorandum-unknown", Severity.Warn,
        "The memorandum is not known: the agreement rests on none.", "Send the memorandum, or correct its id.");

    public static readonly FindingCode EntryUnknown = Register("agreement.entry-unknown", Severity.Warn,
        "An entry is not in the catalogue.", "Check the id, or ask its owner to publish it.");

    public static readonly FindingCode SenderNotAParty = Register("agreement.sender-not-a-party", Severity.Reject,
        "The sender is neither a party of the agreement nor listed in the register as registrar.", "An agreement is sent by one of its parties.");

    public static IReadOnlyList<FindingCode> All { get; } =
    [
        TypeMissing, ValidFromMissing, PeriodMissing, ValidityReversed, HostMissing, HostIsHome, LearnerMissing, OfPerson, OutcomesMissing, PartMissing, OutcomeUnreadable,
        PartiesMissing, NothingAccepted, SignatureUnreadable, SignerUnknown, SignedInFuture, RestsOnItself,
        HomeUnknown, HostUnknown, PartyUnknown, MemorandumUnknown, EntryUnknown, SenderNotAParty,
    ];

    static FindingCode Reject(string code, string message, string help) => new(code, Severity.Reject, FindingSource.File, message, help);

    static FindingCode Warn(string code, string message, string help) => new(code, Severity.Warn, FindingSource.File, message, help);

    static FindingCode Register(string code, Severity severity, string message, string help) => new(code, severity, FindingSource.Register, message, help);
}
