using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Audit;
using Hub.Ports;

namespace Hub.Learners.Access;

/// <summary>
/// Which subject of an identity provider is which learner. A subject may be a national number, so only its HMAC under the pepper of the
/// hub is stored, as of identifiers; the learner's own row names it, so that erasure finds it.
/// </summary>
public sealed class LearnerSubjects(ITables tables, IQueue queue, LearnerStore learners)
{
    public const string Table = "learnersubjects";

    const int PartitionCharacters = 2;

    internal async Task<string> RowOfAsync(Subject subject, CancellationToken cancel)
    {
        ReadOnlyMemory<byte> pepper = await learners.PepperAsync(cancel);
        return Convert.ToHexStringLower(HMACSHA256.HashData(pepper.Span, Encoding.UTF8.GetBytes($"subject:{subject.Issuer}\n{subject.Value}")));
    }

    /// <summary>What the subject sees, and of whom; null while it is bound to nobody.</summary>
    public async Task<LearnerGrant?> FindAsync(Subject subject, CancellationToken cancel) => await FindAsync(await RowOfAsync(subject, cancel), cancel) is var (grant, _) ? grant : null;

    internal async Task<(LearnerGrant Grant, string ETag)?> FindAsync(string row, CancellationToken cancel) =>
        await tables.FindAsync(Table, row[..PartitionCharacters], row, cancel) is { } found ? (JsonSerializer.Deserialize<LearnerGrant>(found.Body.Span, HubJson.Options)!, found.ETag) : null;

    /// <summary>Binds it, or shows it more. False when somebody else changed it meanwhile.</summary>
    internal async Task<bool> WriteAsync(string row, LearnerGrant grant, string? etag, OrganisationId body, DateTimeOffset now, CancellationToken cancel)
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(grant, HubJson.Options);
        AuditFact fact = FactOf(AuditActions.LearnerSubjectBound, row, grant, body.Value, now);
        if (!(await tables.CommitAsync(Table, row[..PartitionCharacters], [etag is null ? RowChange.Insert(row, bytes) : RowChange.Replace(row, bytes, etag), fact.ToChange()], cancel)).IsDone) return false;
        await queue.TellAuditAsync(Table, row[..PartitionCharacters], cancel);
        return true;
    }

    /// <summary>Takes a binding away; in the log of who vouched for it first.</summary>
    internal async Task RemoveAsync(string row, DateTimeOffset now, CancellationToken cancel)
    {
        while (await FindAsync(row, cancel) is var (grant, etag))
        {
            AuditFact fact = FactOf(AuditActions.LearnerSubjectReleased, row, grant, grant.Organisations is { Count: > 0 } some ? some[0].Value : AuditBody.Hub, now);
            if (!(await tables.CommitAsync(Table, row[..PartitionCharacters], [RowChange.Delete(row, etag), fact.ToChange()], cancel)).IsDone) continue;
            await queue.TellAuditAsync(Table, row[..PartitionCharacters], cancel);
            return;
        }
    }

    /// <summary>Takes the names of subjects out of a learner's row.</summary>
    internal async Task UnnameAsync(LearnerReference reference, IReadOnlyList<string> rows, CancellationToken cancel)
    {
        while (await learners.FindAsync(reference, cancel) is var (current, etag) && current.Subjects?.Any(rows.Contains) == true)
            if (await learners.ReplaceAsync(reference, current with { Subjects = [.. current.Subjects.Where(s => !rows.Contains(s))] }, etag, cancel)) return;
    }

    /// <summary>Ends all bindings of a learner. Dying in between, the row still names those that are left.</summary>
    internal async Task RemoveAllAsync(LearnerReference reference, LearnerRow row, DateTimeOffset now, CancellationToken cancel)
    {
        if (row.Subjects is not { Count: > 0 } subjects) return;
        foreach (string subject in subjects) await RemoveAsync(subject, now, cancel);
        await UnnameAsync(reference, subjects, cancel);
    }

    static AuditFact FactOf(string action, string row, LearnerGrant grant, string body, DateTimeOffset now) => new(
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{action}~{row[..32]}~{now.ToUnixTimeMilliseconds()}"), body, now, OwnLearner.ActorOf(grant.Reference), action, AuditObjects.Learner(new LearnerReference(grant.Reference)));
}
