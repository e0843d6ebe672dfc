using Hub.Audit;

namespace Hub.Learners.Access;

/// <param name="Actor">Key, subject or learner that read.</param>
public sealed record LearnerAccess(DateTimeOffset At, string Actor, string? Ground);

/// <summary>A learner sees who has read the own record at the provider whose link was used, when, and on which ground (GDPR, article 15).</summary>
public sealed class ReadAccessLogHandler(AuditReader audit)
{
    /// <summary>Oldest first. A page may end early, even empty: go on while there is <c>Next</c>.</summary>
    public async Task<(IReadOnlyList<LearnerAccess> Items, long? Next)> HandleAsync(LearnerSession session, long after, int limit, CancellationToken cancel)
    {
        var own = new AuditFilter(AuditActions.PersonalDataRead, Object: $"learners/{session.Reference}");
        (IReadOnlyList<AuditEntry> items, long? next) = await audit.ListAsync(session.Organisation.Value, own, after, limit, cancel);
        return ([.. items.Select(e => new LearnerAccess(e.Time, e.Actor, e.Ground))], next);
    }
}
