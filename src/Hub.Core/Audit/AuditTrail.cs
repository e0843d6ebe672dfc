using System.Security.Cryptography;
using System.Text.Json;
using Hub.Ports;
using Hub.Work;

namespace Hub.Audit;

/// <summary>Where a fact was written; message of <see cref="Queues.Audit"/>.</summary>
sealed record AuditWork(string Table, string Partition)
{
    public static AuditWork Parse(string message) => JsonSerializer.Deserialize<AuditWork>(message, HubJson.Options) ?? throw new InvalidDataException("The message is empty.");
}

/// <summary>
/// For acts that change nothing and so have no commit to stand in: readings of personal data. The fact is durable when this
/// returns; only then is the data to be given out.
/// </summary>
public sealed class AuditTrail(ITables tables, IQueue queue, TimeProvider clock)
{
    /// <param name="body">The body that keeps the data.</param>
    /// <param name="reference">What was read: a reference, such as that of a learner; no personal value.</param>
    /// <param name="ground">Why it may be read: a code, such as <c>own-record</c>, or a legal ground in short.</param>
    public async Task NoteReadingAsync(Caller caller, OrganisationId body, string reference, string ground, CancellationToken cancel)
    {
        string partition = AuditKeys.Notes[RandomNumberGenerator.GetInt32(AuditKeys.Notes.Count)];
        var fact = new AuditFact($"read~{Guid.CreateVersion7():N}", body.Value, clock.GetUtcNow(), caller.KeyId, AuditActions.PersonalDataRead, reference, ground);
        await tables.CommitAsync(AuditKeys.Table, partition, [fact.ToChange()], cancel);
        await queue.TellAuditAsync(AuditKeys.Table, partition, cancel);
    }
}

public static class AuditMessages
{
    /// <summary>Says that a partition has facts. Lost in a crash, the daily look at all partitions finds them.</summary>
    public static Task TellAuditAsync(this IQueue queue, string table, string partition, CancellationToken cancel) =>
        queue.SendAsync(Queues.Audit, JsonSerializer.Serialize(new AuditWork(table, partition), HubJson.Options), TimeSpan.Zero, cancel);
}
