using System.Text.Json;
using Hub.Learners;
using Hub.Ports;

namespace Hub.Audit;

/// <summary>
/// That something was done: written in the commit of what was done, and taken into the log of its body later. It holds
/// references and hashes, never a personal value, so that a log stays whole when a learner is erased.
/// </summary>
/// <param name="Id">Names the act: the same fact written twice is one entry. Characters of a storage key.</param>
/// <param name="Body">Organisation that answers for the act, or <see cref="AuditBody.Hub"/>.</param>
/// <param name="Actor">Id of an API key, or of a subject (see <see cref="Subject.KeyId"/>).</param>
/// <param name="Action">What was done, see <see cref="AuditActions"/>.</param>
/// <param name="Object">Reference to what it was done to; characters as <see cref="AuditText"/> has them.</param>
/// <param name="Ground">On which ground, for readings of personal data: a code or a short text without personal values.</param>
/// <param name="Content">SHA-256 of the content that was sent or decided, hexadecimal or base64url as it is kept elsewhere.</param>
public sealed record AuditFact(string Id, string Body, DateTimeOffset At, string Actor, string Action, string Object, string? Ground = null, string? Content = null)
{
    public const string RowPrefix = "!audit~";

    /// <summary>What goes into the commit of the act.</summary>
    internal RowChange ToChange() => RowChange.Upsert(RowPrefix + Id, JsonSerializer.SerializeToUtf8Bytes(this, HubJson.Options));

    internal static AuditFact Read(TableRow row) => JsonSerializer.Deserialize<AuditFact>(row.Body.Span, HubJson.Options)!;
}

/// <summary>Bodies that have a log.</summary>
public static class AuditBody
{
    /// <summary>The hub itself, for acts that belong to no organisation. No organisation has such an id.</summary>
    public const string Hub = "~hub";

    public static bool IsValid(string? body) => body == Hub || OrganisationId.TryParse(body, out _);
}

/// <summary>How facts name what something was done to.</summary>
public static class AuditObjects
{
    const string LearnerPrefix = "learners/";

    public static string Learner(LearnerReference reference) => LearnerPrefix + reference.Value;

    /// <summary>The learner an object names; null where it is something else.</summary>
    public static LearnerReference? LearnerOf(string name) =>
        name.StartsWith(LearnerPrefix, StringComparison.Ordinal) && LearnerReference.TryParse(name[LearnerPrefix.Length..], out LearnerReference reference) ? reference : null;
}

/// <summary>What is logged. Names are public contract: added to, never changed.</summary>
public static class AuditActions
{
    /// <summary>A file, or a correction or set of decisions about one, is judged and applied; content is its verdict.</summary>
    public const string SubmissionFinished = "submission.finished";

    /// <summary>A file is judged, and nothing of it was to be applied; content is its verdict.</summary>
    public const string SubmissionChecked = "submission.checked";

    /// <summary>A file was not taken as a whole; content is the file.</summary>
    public const string SubmissionRefused = "submission.refused";

    /// <summary>The hub could not go on with a file, or with a round of it.</summary>
    public const string SubmissionFailed = "submission.failed";

    /// <summary>Somebody said that a replacing file means what it does.</summary>
    public const string SubmissionConfirmed = "submission.confirmed";

    /// <summary>A batch was taken; content is its bytes.</summary>
    public const string BatchReceived = "batch.received";

    public const string RecordPut = "record.put";
    public const string RecordWithdrawn = "record.withdrawn";
    public const string HoldReleased = "hold.released";
    public const string HoldRefused = "hold.refused";
    public const string KeyAdded = "key.added";
    public const string KeyRevoked = "key.revoked";

    /// <summary>A new key wraps the keys of learners and submissions; the one before it is destroyed.</summary>
    public const string WrappingKeyRotated = "wrapping-key.rotated";

    public const string StandardStep = "standard.step";
    public const string RulesetAdopted = "ruleset.adopted";

    /// <summary>A release was published; its manifest is signed.</summary>
    public const string ReleasePublished = "release.published";

    /// <summary>A provider made a link by which a learner gets into the own record.</summary>
    public const string LearnerLinkMade = "learner-link.made";

    public const string LearnerLinkUsed = "learner-link.used";

    /// <summary>A subject of an identity provider was found to be the learner, by a link of a provider.</summary>
    public const string LearnerSubjectBound = "learner-subject.bound";

    public const string LearnerSubjectReleased = "learner-subject.released";

    /// <summary>A learner asked for something about the own data; the ground says for what.</summary>
    public const string LearnerRequestMade = "learner-request.made";

    public const string LearnerRequestAnswered = "learner-request.answered";

    /// <summary>A link to parts of a record was made.</summary>
    public const string RecordShared = "record.shared";

    public const string RecordShareWithdrawn = "record.share-withdrawn";

    public const string LearnerMerged = "learner.merged";
    public const string LearnerSplit = "learner.split";
    public const string LearnerRestricted = "learner.restricted";
    public const string LearnerRestrictionLifted = "learner.restriction-lifted";
    public const string LearnerErased = "learner.erased";

    /// <summary>A party signed a version of an agreement; the ground says as whom.</summary>
    public const string AgreementSigned = "agreement.signed";

    /// <summary>Personal data was read.</summary>
    public const string PersonalDataRead = "personal-data.read";
}
