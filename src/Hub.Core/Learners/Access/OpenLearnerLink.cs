namespace Hub.Learners.Access;

/// <param name="Token">Bearer token of the session, shown this once.</param>
public sealed record OpenLearnerLinkResult(string Token, DateTimeOffset ExpiresAt);

/// <summary>A learner comes by a link: it is used up, and a short session begins. Where the answer is lost, the provider makes another link.</summary>
public sealed class OpenLearnerLinkHandler(LearnerLinks links, TimeProvider clock)
{
    public async Task<Result<OpenLearnerLinkResult>> HandleAsync(string secret, CancellationToken cancel) =>
        await links.BeginAsync(secret, clock.GetUtcNow(), cancel) is var (session, token) ? new OpenLearnerLinkResult(token, session.ExpiresAt) : LearnerAccessProblems.LinkGone();
}
