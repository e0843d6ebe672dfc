using System.Security.Cryptography;
using System.Text.Json;
using Hub.Learners;
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
    /// <param name="ground">Why it may be read: a code, see <see cref="ReadingGrounds"/>.</param>
    public Task NoteReadingAsync(Caller caller, OrganisationId body, string reference, string ground, CancellationToken cancel) =>
        NoteReadingsAsync(caller, [(body.Value, reference)], ground, cancel);

    /// <summary>Several at once, each in the log of its body. Nothing read is nothing noted.</summary>
    /// <param name="read">Bodies as logs name them, and references of what was read.</param>
    public async Task NoteReadingsAsync(Caller caller, IReadOnlyList<(string Body, string Reference)> read, string ground, CancellationToken cancel)
    {
        DateTimeOffset now = clock.GetUtcNow();
        foreach ((string Body, string Reference)[] some in read.Chunk(TableLimits.MaxRows))
        {
            string partition = AuditKeys.Notes[RandomNumberGenerator.GetInt32(AuditKeys.Notes.Count)];
            await tables.CommitAsync(AuditKeys.Table, partition, [.. some.Select(r => FactOf(caller, r.Body, r.Reference, ground, now).ToChange())], cancel);
            await queue.TellAuditAsync(AuditKeys.Table, partition, cancel);
        }
    }

    static AuditFact FactOf(Caller caller, string body, string reference, string ground, DateTimeOffset now) =>
        new($"read~{Guid.CreateVersion7():N}", body, now, caller.KeyId, AuditActions.PersonalDataRead, reference, ground);
}

public static class AuditMessages
{
    /// <summary>Says that a partition has facts. Lost in a crash, the daily look at all partitions finds them.</summary>
    public static Task TellAuditAsync(this IQueue queue, string table, string partition, CancellationToken cancel) =>
        queue.SendAsync(Queues.Audit, JsonSerializer.Serialize(new AuditWork(table, partition), HubJson.Options), TimeSpan.Zero, cancel);
}
