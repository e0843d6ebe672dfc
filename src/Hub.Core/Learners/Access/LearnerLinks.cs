using System.Text.Json;
using Hub.Audit;
using Hub.Ports;

namespace Hub.Learners.Access;

/// <summary>
/// One-time links: <c>lnk_</c> and 256 random bits, base64url. Only SHA-256 of a secret is stored, as of API keys. Making one and
/// using it stand in the log of the organisation that made it.
/// </summary>
public sealed class LearnerLinks(ITables tables, IQueue queue)
{
    public const string Table = LearnerAccessKeys.Table;

    /// <summary>The secret, which can never be shown again.</summary>
    internal async Task<string> AddAsync(LearnerLink link, CancellationToken cancel)
    {
        string secret = LearnerAccessKeys.NewLink();
        (string partition, string row) = LearnerAccessKeys.LinkOf(secret)!.Value;
        AuditFact fact = FactOf("link", row, link, link.CreatedAt, link.CreatedBy, AuditActions.LearnerLinkMade);
        await tables.CommitAsync(Table, partition, [RowChange.Insert(row, Body(link)), fact.ToChange()], cancel);
        await queue.TellAuditAsync(Table, partition, cancel);
        return secret;
    }

    /// <summary>Uses a link up and begins a session, in one commit; null when there is no link, it was used, or its time is over. Of two that use it at once one gets it.</summary>
    internal async Task<(LearnerSession Session, string Secret)?> BeginAsync(string secret, DateTimeOffset now, CancellationToken cancel)
    {
        if (await FindAsync(secret, now, cancel) is not var (partition, row, link) || link.UsedBy is not null) return null;
        string token = LearnerAccessKeys.NewSession(partition);
        var session = new LearnerSession(link.Grant, now + LearnerSession.Lifetime);
        AuditFact fact = FactOf("used", row.Row, link, now, OwnLearner.ActorOf(link.Reference), AuditActions.LearnerLinkUsed);
        RowChange[] changes = [RowChange.Delete(row.Row, row.ETag), RowChange.Insert(LearnerAccessKeys.SessionOf(token)!.Value.Row, JsonSerializer.SerializeToUtf8Bytes(session, HubJson.Options)), fact.ToChange()];
        if (!(await tables.CommitAsync(Table, partition, changes, cancel)).IsDone) return null;
        await queue.TellAuditAsync(Table, partition, cancel);
        return (session, token);
    }

    /// <summary>The link as it is, unused or used by this subject; null otherwise.</summary>
    internal async Task<LearnerLink?> LookAsync(string secret, string subject, DateTimeOffset now, CancellationToken cancel) =>
        await FindAsync(secret, now, cancel) is (_, _, var link) && (link.UsedBy is null || link.UsedBy == subject) ? link : null;

    /// <summary>Uses a link for a subject, who may repeat it: what follows is another commit, which a crash may leave undone.</summary>
    internal async Task<LearnerLink?> TakeAsync(string secret, string subject, DateTimeOffset now, CancellationToken cancel)
    {
        if (await FindAsync(secret, now, cancel) is not var (partition, row, link)) return null;
        if (link.UsedBy is not null) return link.UsedBy == subject ? link : null;
        LearnerLink used = link with { UsedBy = subject };
        AuditFact fact = FactOf("used", row.Row, link, now, OwnLearner.ActorOf(link.Reference), AuditActions.LearnerLinkUsed);
        if (!(await tables.CommitAsync(Table, partition, [RowChange.Replace(row.Row, Body(used), row.ETag), fact.ToChange()], cancel)).IsDone) return null;
        await queue.TellAuditAsync(Table, partition, cancel);
        return used;
    }

    async Task<(string Partition, TableRow Row, LearnerLink Link)?> FindAsync(string secret, DateTimeOffset now, CancellationToken cancel)
    {
        if (LearnerAccessKeys.LinkOf(secret) is not var (partition, name) || await tables.FindAsync(Table, partition, name, cancel) is not { } row) return null;
        LearnerLink link = JsonSerializer.Deserialize<LearnerLink>(row.Body.Span, HubJson.Options)!;
        return link.ExpiresAt > now ? (partition, row, link) : null;
    }

    static AuditFact FactOf(string id, string row, LearnerLink link, DateTimeOffset at, string actor, string action) =>
        new($"{id}~{row[LearnerAccessKeys.LinkPrefix.Length..][..32]}", link.Organisation.Value, at, actor, action, AuditObjects.Learner(new LearnerReference(link.Reference)));

    static byte[] Body(LearnerLink link) => JsonSerializer.SerializeToUtf8Bytes(link, HubJson.Options);
}
