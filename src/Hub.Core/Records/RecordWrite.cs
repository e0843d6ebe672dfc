using System.Buffers.Text;
using System.Security.Cryptography;
using Hub.Audit;

namespace Hub.Records;

/// <summary>A judged record on its way into its table.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Partition">Where <see cref="RecordKeys"/> puts it.</param>
/// <param name="Hash">SHA-256 of <paramref name="Json"/>, base64url.</param>
/// <param name="ExpectedVersion">The version it must have now (0: must not exist); null for rows of a file, which do not ask.</param>
/// <param name="Answers">The version its content says it answers (0: none); null where it says nothing. Unlike <paramref name="ExpectedVersion"/> it does not keep the same content from being sent again.</param>
/// <param name="Step">Whether it takes the record down or lifts that; then nothing else of it changes.</param>
public readonly record struct RecordWrite(string Id, byte Partition, string Hash, ReadOnlyMemory<byte> Json, Visibility Visibility, int? ExpectedVersion = null, TakeDownStep Step = TakeDownStep.None, int? Answers = null)
{
    /// <summary>A record whose id and content nobody has hashed yet.</summary>
    public static RecordWrite Of(string id, ReadOnlyMemory<byte> json, Visibility visibility, int? expectedVersion = null) =>
        new(id, RecordKeys.PartitionIndexOf(id), Base64Url.EncodeToString(SHA256.HashData(json.Span)), json, visibility, expectedVersion);
}

/// <summary>What a write does to a record's being taken down.</summary>
public enum TakeDownStep
{
    None,
    TakeDown,
    Lift,
}

/// <summary>Whose change this is; goes into stamps and, as audit facts, into the outbox.</summary>
/// <param name="KeyId">API key that sent it.</param>
/// <param name="Confirms">Whether content that is there already is noted as confirmed by this submission, so that no older one changes it.</param>
/// <param name="Fact">What the log says of it where it is an act of its own; null for rows of a file, which have one entry together.</param>
public sealed record WriteOrigin(OrganisationId Submitter, long Submission, string KeyId, DateTimeOffset At, bool Confirms = false, AuditFact? Fact = null);

public enum WriteOutcome
{
    /// <summary>Written by this submission (now, or before a crash that it goes on from).</summary>
    Accepted,

    /// <summary>The same content was there already.</summary>
    Unchanged,

    /// <summary>A later submission of the same organisation wrote it first; left as it is.</summary>
    Superseded,

    /// <summary>It is not the version the writer expected; left as it is.</summary>
    VersionDiffers,

    /// <summary>It answers a version that is not the current one; left as it is.</summary>
    AnswersOld,
}
