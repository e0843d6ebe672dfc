using System.Globalization;

namespace Hub.Agreements;

/// <summary>Refusals of what is done with agreements. Codes are public contract.</summary>
public static class AgreementProblems
{
    public static Problem NotFound() => new(ProblemKind.NotFound, "agreement.not-found", "You are party to no agreement of this id.");

    public static Problem AnswersMissing(int version) => new(ProblemKind.ConditionRequired, "agreement.answers-missing", "The proposal does not say which version it answers.",
        string.Create(CultureInfo.InvariantCulture, $"The current version is {version}: send answers, or its ETag in If-Match."));

    public static Problem AnswersOldVersion(int? version) => new(ProblemKind.Conflict, "agreement.answers-old-version", "The proposal answers a version that is not the current one.",
        version is { } current ? string.Create(CultureInfo.InvariantCulture, $"The current version is {current}. Read it again and answer that one.") : "Read it again and answer the current one.");

    public static Problem OtherType() => new(ProblemKind.Conflict, "agreement.other-type", "The id is that of an agreement of the other type.", "A memorandum and a learning agreement have ids of their own.");

    public static Problem PartiesFixed() => new(ProblemKind.Invalid, "agreement.parties-fixed", "Only who sent the agreement may change type, home, host, parties and learner.", "Send a new version with those members as they are.");

    public static Problem SignatureOfAnother() => new(ProblemKind.Invalid, "agreement.signature-of-another", "A version you propose can hold your own signature only.", "Leave the others out of signatures: they sign what you propose.");

    public static Problem SignedOldVersion(int version) => new(ProblemKind.Conflict, "agreement.signed-old-version", "The version to be signed is not the current one.",
        string.Create(CultureInfo.InvariantCulture, $"The current version is {version}."));

    public static Problem TypeUnknown() => new(ProblemKind.Invalid, "agreement.type-unknown", "There is no such type of agreement.", "memorandum or learning-agreement.");

    public static Problem NoMobility() => new(ProblemKind.NotFound, "agreement.no-mobility", "A memorandum has no mobility of its own.", "Ask for that of a learning agreement.");

    public static Problem NotASigner() => new(ProblemKind.Invalid, "agreement.not-a-signer", "You do not sign this agreement, or not for whom you name.", "Parties sign for themselves; home and host may note the learner's signature.");
}
